"""Findings about goals: starved, off plan, moved by nothing, silent, pulled apart, shared by many."""

from datetime import date

import pytest

from okrsync.core.edits import Edit
from okrsync.core.goals import Override
from okrsync.core.method import Method
from tests.builders.nesting import DEEP, calls_nest_less_than_deep
from tests.builders.world import TODAY, done, goals, item, key_result, objective, report_of
from tests.core.adjusting.finding import found, noted

GROW = objective("GROW", key_result(current=5))


@pytest.mark.parametrize(("share", "told"), [(4, True), (5, False), (6, True)])
def test_effort_more_than_ten_points_off_its_plan_is_told(share, told):
    """Ten points are not more than ten, whatever a computer makes of 0.6 − 0.5."""
    file = goals(objective("GROW", allocation=0.5 if share != 6 else 0.3))
    items = [item(f"ONB-{n}", labels=("okr:grow",)) for n in range(share)]
    items += [item(f"ONB-{n}") for n in range(share, 10)]
    finding = found(file, *items).get("off_plan")
    assert bool(finding) == (told and share != 4)
    if finding:
        assert finding.goal == "GROW"
        assert "(+30 points)" in finding.message
        assert "takes the effort from" in finding.step


def test_a_plan_is_compared_with_the_effort_of_what_contributes_too_and_the_row_says_it():
    file = goals(objective("GROW", allocation=0.5), objective("PART", parent="GROW"))
    items = [item(f"ONB-{n}", labels=("okr:part",) if n else ("okr:grow",)) for n in range(5)]
    report = report_of(file, *items, *(item(f"OPS-{n}") for n in range(5)))
    (grow, _) = report.objectives
    assert (grow.work.share, grow.work.share_with_below) == (0.1, 0.5)
    assert "off_plan" not in [one.id for one in report.findings]


def test_effort_below_its_plan_has_another_step():
    file = goals(objective("GROW", allocation=0.9))
    items = [item(f"ONB-{n}", labels=("okr:grow",) if n < 5 else ()) for n in range(10)]
    assert "Move people" in found(file, *items)["off_plan"].step


@pytest.mark.parametrize(
    ("current", "finished", "day", "is_trap"),
    [
        (1, 3, TODAY, True),
        (1.2, 3, TODAY, False),  # beyond a fifth of the 55 % expected
        (1, 2, TODAY, False),  # half of the work
        (0, 3, date(2026, 10, 30), False),  # not yet a third of the cycle
        (0, 3, date(2026, 11, 1), True),
    ],
)
def test_the_activity_trap_needs_work_time_and_no_outcome(current, finished, day, is_trap):
    label = ("okr:grow",)
    items = [done(f"ONB-{n}", labels=label) for n in range(finished)]
    items += [item(f"ONB-{n}", labels=label) for n in range(finished, 4)]
    file = goals(objective("GROW", key_result(current=current)))
    assert ("activity_trap" in found(file, *items, as_of=day)) == is_trap


SHIPPED = [done(f"ONB-{n}", labels=("okr:grow.kr2",)) for n in range(3)]


def test_a_result_that_counts_work_hides_no_activity_trap():
    parts = [key_result(current=0), key_result("GROW.KR2", kind="work")]
    message = found(goals(objective("GROW", *parts)), *SHIPPED)["activity_trap"].message
    assert "its outcome is at 0%" in message


def test_neither_does_one_that_merely_holds():
    rail = key_result("GROW.KR2", kind="range", max=5, current=1)
    assert "activity_trap" in found(goals(objective("GROW", key_result(current=0), rail)), *SHIPPED)


def test_work_and_what_holds_alone_are_no_outcome_to_be_trapped_by():
    parts = [key_result("GROW.KR2", kind="work"), key_result("GROW.KR3", current=0, weight=0)]
    assert "activity_trap" not in found(
        goals(objective("GROW", *parts)), *SHIPPED, item(labels=("okr:grow",))
    )


def test_an_outcome_on_its_own_late_curve_is_in_no_trap():
    late = key_result(current=0.5, phases=((date(2026, 12, 20), 0.05),))
    part = key_result("GROW.KR2", kind="work")
    assert "activity_trap" not in found(goals(objective("GROW", late, part)), *SHIPPED)


@pytest.mark.parametrize("driver", ["children", "both"])
def test_what_is_driven_by_goals_below_is_trapped_by_their_outcome(driver):
    for current, is_trap in ((0, True), (5, False)):
        file = goals(
            objective("GROW", key_result("GROW.KR2", kind="work"), driver=driver, parent="SUB"),
            objective("SUB", key_result("SUB.KR1", current=current), parent="GROW", driver="both"),
            objective("IDLE", parent="GROW"),
        )
        assert ("activity_trap" in found(file, *SHIPPED)) == is_trap


def test_a_goal_nobody_pursues_any_more_is_in_no_trap():
    parts = [key_result(current=0), key_result("GROW.KR2")]
    assert "activity_trap" not in found(goals(objective("GROW", *parts, state="abandoned")), *SHIPPED)


def test_a_goal_is_off_its_plan_with_what_contributes_to_it():
    file = goals(objective("ACME", allocation=0.9), objective("GROW", parent="ACME"))
    items = [item(f"ONB-{n}", labels=("okr:grow",)) for n in range(9)] + [item("ONB-10")]
    assert "off_plan" not in found(file, *items)
    assert "-60 points" in found(file, *items[:3], *(item(f"ONB-2{n}") for n in range(7)))["off_plan"].message


def test_once_the_cycle_is_over_nothing_starves_and_nothing_is_flat():
    file = goals(objective("GROW", key_result(cadence_days=200)))
    values = noted("GROW.KR1", 9, 9, 9, 9, 9, 9)
    last_day, after = date(2026, 12, 31), date(2027, 1, 1)
    assert {"starved", "flat_but_green"} <= set(found(file, checkins=values, as_of=last_day))
    late = found(file, checkins=values, as_of=after)
    assert not {"starved", "flat_but_green"} & set(late)


@pytest.mark.parametrize("state", ["draft", "closed", "abandoned"])
def test_what_nobody_pursues_is_neither_green_nor_flat(state):
    file = goals(objective("GROW", key_result(), state=state))
    assert "flat_but_green" not in found(file, checkins=noted("GROW.KR1", 9, 9, 9, 9, 9))


@pytest.mark.parametrize(
    ("values", "facts", "is_told"),
    [
        ((2, 9, 9, 9, 9, 9), {}, True),
        ((9, 9, 9, 9), {}, False),  # 21 days
        ((2, 8, 9, 9, 9, 9), {}, False),
        ((9, 9, 9, 9, 9), {}, True),
        ((1, 1, 1, 1, 1), {}, False),  # flat, and not green
        ((9, 9, 9, 9, 9), {"kind": "guardrail", "max": 10}, False),  # meant to be flat
    ],
)
def test_what_is_green_and_has_not_moved_for_four_weeks_is_told(values, facts, is_told):
    part = key_result(**({"baseline": 0, "target": 10} | facts))
    finding = found(goals(objective("GROW", part)), checkins=noted("GROW.KR1", *values)).get("flat_but_green")
    assert bool(finding) == is_told
    if finding:
        assert finding.message == "GROW.KR1 is on track, but its value has not moved for 28 days"


def test_a_result_called_green_without_a_value_is_not_flat():
    word = Override("at risk", "dana", "why", TODAY)
    assert "flat_but_green" not in found(goals(objective("GROW", key_result(status=word))))


def test_a_goal_nobody_looks_at_is_stale_and_says_how_long():
    parts = [
        key_result("GROW.KR1", current=5, current_on=date(2026, 11, 1)),
        key_result("GROW.KR2", current=5),
    ]
    finding = found(goals(objective("GROW", *parts)))["stale_goal"]
    assert (finding.goal, finding.message) == ("GROW", "GROW: no new value of GROW.KR1 (19 days)")
    assert "okrsync checkin GROW.KR1" in finding.step
    assert "stale_goal" not in found(goals(objective("GROW", *parts, state="draft")))


def test_a_goal_whose_key_results_never_had_a_value_is_told_once_they_had_time_for_one():
    parts = [
        key_result("GROW.KR1"),
        key_result("GROW.KR2", cadence_days=60),
        key_result("GROW.KR3", kind="work"),
    ]
    finding = found(goals(objective("GROW", *parts)))["stale_goal"]
    assert finding.message == "GROW: no value at all of GROW.KR1 since 2026-Q4 began on 2026-10-01"
    assert "okrsync checkin GROW.KR1" in finding.step
    file = goals(objective("GROW", key_result()))
    assert "stale_goal" not in found(file, as_of=date(2026, 10, 11))
    assert "stale_goal" in found(file, as_of=date(2026, 10, 12))
    assert "stale_goal" not in found(file, as_of=date(2027, 1, 2))


def test_old_and_missing_values_of_a_goal_are_told_together():
    parts = [key_result("GROW.KR1", current=5, current_on=date(2026, 11, 1)), key_result("GROW.KR2")]
    told = "no new value of GROW.KR1 (19 days); no value at all of GROW.KR2 since 2026-Q4 began on 2026-10-01"
    assert found(goals(objective("GROW", *parts)))["stale_goal"].message == f"GROW: {told}"


def test_two_goals_that_pull_one_metric_apart_are_told():
    one = objective(
        "GROW", key_result("GROW.KR1", title="Emails sent a week rise from 5 to 9", baseline=5, target=9)
    )
    two = objective(
        "CALM", key_result("CALM.KR1", title="Emails sent a week fall from 5 to 2", baseline=5, target=2)
    )
    finding = found(goals(one, two))["opposed_metric"]
    assert finding.message == "CALM.KR1 and GROW.KR1 pull one metric in opposite directions"
    three = objective(
        "MORE", key_result("MORE.KR1", title="Emails sent a week rise from 5 to 8", baseline=5, target=8)
    )
    assert "opposed_metric" not in found(goals(one, three))


def test_a_team_hears_of_its_metric_that_another_team_pulls_the_other_way():
    def emails(name, team, target):
        part = key_result(f"{name}.KR1", title="Emails sent a week", baseline=5, target=target)
        return objective(name, part, team=team)

    file = goals(emails("GROW", "sales", 9), emails("CALM", "ops", 2), objective("ELSE", team="web"))
    told = {team: [one.id for one in report_of(file, team=team).findings] for team in ("sales", "ops", "web")}
    assert [team for team, kinds in told.items() if "opposed_metric" in kinds] == ["sales", "ops"]


def test_a_goal_many_teams_carry_needs_a_coordinator():
    def company(**facts):
        below = [objective(f"G{n}", parent="ACME", team=f"team{n}") for n in range(4)]
        return goals(objective("ACME", team="company", **facts), *below)

    assert (
        found(company())["uncoordinated"].message == "ACME is carried by 4 teams, and nobody coordinates them"
    )
    assert "uncoordinated" not in found(company(coordinator="kim"))
    assert "uncoordinated" not in found(company(state="draft"))
    five = goals(*company().objectives, method=Method(shared_teams=5))
    assert "uncoordinated" not in found(five)


def edit(key="target", original=5, after=10, /, **facts):
    known = {"goal": "GROW.KR1", "cycle": "2026-Q4", "on": TODAY, "commit": "0a1b2c3d4e5f6a7b"}
    return Edit(key=key, before=str(original), after=str(after), original=original, **(known | facts))


def test_a_moved_target_is_told_by_both_with_its_commit():
    finding = found(goals(GROW), edits=[edit()])["target_changed"]
    assert (finding.level, finding.goal) == ("warning", "GROW.KR1")
    assert finding.message == (
        "GROW.KR1: target changed from 5 to 10 on 2026-11-20 (0a1b2c3d4), and nothing says why; "
        "progress is 50%, and 100% by what it began with"
    )
    assert "OKR-Reason" in finding.step


def test_a_moved_target_with_a_reason_is_for_information():
    finding = found(goals(objective("GROW", key_result())), edits=[edit(reason="the price changed")])
    assert finding["target_changed"].level == "info"
    assert finding["target_changed"].message.endswith("(0a1b2c3d4): the price changed")


def test_what_is_not_committed_yet_is_told_as_such():
    finding = found(goals(GROW), edits=[edit(commit=None)])["target_changed"]
    assert finding.message.startswith(
        "GROW.KR1: target changed from 5 to 10 and is not committed yet; progress"
    )


def test_new_days_are_told_by_the_status_they_changed():
    file = goals(objective("GROW", key_result(current=4)))
    (end, curve) = (
        edit("cycle.end", date(2026, 11, 30), "x", goal="GROW"),
        edit("phases", [[TODAY, 0.9]], "x"),
    )
    told = [one.message for one in report_of(file, edits=[end, curve]).findings if one.id == "target_changed"]
    assert [one.partition(" changed")[0] for one in told] == ["GROW.KR1: phases", "GROW: cycle.end"]
    assert told[0].endswith("; it is on track, and behind by what it began with")
    same = report_of(file, edits=[edit("phases", [[TODAY, 0.5]], "x")]).findings
    assert not [one for one in same if "by what it began with" in one.message]


def test_what_was_set_back_is_none():
    assert "target_changed" not in found(goals(GROW), edits=[edit(), edit("target", 10, 5)])


def test_another_owner_is_no_moved_target():
    assert "target_changed" not in found(goals(GROW), edits=[edit("owner", "kim", "dana", goal="GROW")])


def test_a_goal_nobody_carries_is_told():
    file = goals(
        objective("WISH", owner="dana"),
        objective("OWNED", owner="dana", team="product"),
        objective("WORKED"),
        objective("ABOVE"),
        objective("BELOW", parent="ABOVE", owner="kim", team="product"),
        objective("DRAFT", state="draft"),
    )
    findings = report_of(file, item("ONB-1", labels=("okr:worked",))).findings
    (finding,) = [one for one in findings if one.id == "uncarried"]
    assert (finding.goal, finding.message) == ("WISH", "nobody carries WISH: it has no team, and no work")


def test_a_company_goal_is_carried_by_a_goal_beneath_it_or_by_work_not_by_its_owner():
    company = {"owner": "ceo", "team": "company"}
    below = objective("BELOW", owner="kim", team="sales", parent="TRACED", relation="supports")
    file = goals(objective("BOLD", **company), objective("TRACED", **company), below)
    told = [one.message for one in report_of(file).findings if one.id == "uncarried"]
    assert told == ["nobody carries BOLD: it has no goal beneath it, and no work"]


def test_the_activity_trap_is_found_at_the_top_of_a_deep_tree():
    chain = [objective(f"G{n}", parent=f"G{n - 1}" if n else None, driver="children") for n in range(DEEP)]
    file = goals(*chain, objective("LEAF", key_result("LEAF.KR1", current=0), parent=chain[-1].id))
    with calls_nest_less_than_deep():
        findings = found(file, done(labels=("okr:g0",)))
    assert findings["activity_trap"].goal == "G0"
