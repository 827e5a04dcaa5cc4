"""Findings: what to adjust, most important first, each with its evidence and a proposed step."""

import tomllib
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsync.core.adjusting.recovery import recovery
from okrsync.core.edits import Edit
from okrsync.core.goals import Kpi, Override, Team, Value
from okrsync.core.history import CheckIn
from okrsync.core.method import Method
from okrsync.core.rules import Decision, Exemption, Waiver
from tests.builders.nesting import DEEP, calls_nest_less_than_deep
from tests.builders.world import (
    Q3,
    Q4,
    TODAY,
    done,
    goals,
    item,
    key_result,
    objective,
    report_of,
    when,
)

YESTERDAY = TODAY - timedelta(days=1)
GROW = objective("GROW", key_result(current=5))


def noted(name, *values, last=TODAY, every=7):
    days = [last - timedelta(days=every * number) for number in range(len(values))][::-1]
    return [CheckIn(name, Value(day, value, "check-in")) for day, value in zip(days, values, strict=True)]


def found(file, *items, **more):
    """The findings by id; where there are several of one, the last."""
    return {one.id: one for one in report_of(file, *items, **more).findings}


def test_every_finding_proposes_a_step():
    file = goals(
        objective("GROW", key_result(), allocation=0.9),
        objective("OPS"),
        exempt=(Exemption("ktlo", when(label="ktlo"), 0.1),),
        kpis=(Kpi("nps", "NPS", 40, 30, current=10),),
        waivers=(Waiver("jira:ONB-9", "x", until=YESTERDAY),),
        teams=(Team("web", None, when(project="WEB")),),
    )
    items = [
        item("ONB-1", labels=("ktlo",)),
        item("ONB-2", labels=("okr:gone",)),
        item("ONB-3", labels=("okr:grow", "okr:ops")),
        item("ONB-9"),
        item("WEB-1"),
    ]
    findings = report_of(file, *items).findings
    assert {one.id for one in findings} >= {"conflicting", "starved", "budget_exceeded", "stale", "off_plan"}
    assert {one.id for one in findings} >= {"waiver_expired", "unserved_team", "team_without_goal"}
    assert all(one.step for one in findings)


def test_errors_come_first_and_within_a_level_what_matters_most():
    file = goals(
        objective("GROW", key_result(), allocation=0.9, owner="dana", team="company"),
        objective("OPS", owner="kim", team="company"),
        kpis=(Kpi("nps", "NPS", 40, 30, current=35), Kpi("up", "Up", 40, 30)),
    )
    report = report_of(
        file,
        item("ONB-2", labels=("okr:gone",)),
        item("ONB-3", labels=("okr:grow", "okr:ops")),
        checkins=noted("up", 1, 1),
    )
    assert [(one.level, one.id) for one in report.findings] == [
        ("error", "conflicting"),
        ("error", "kpi_out_of_corridor"),
        ("warning", "uncarried"),
        ("warning", "uncarried"),
        ("warning", "starved"),
        ("warning", "starved"),
        ("warning", "stale_goal"),
        ("warning", "off_plan"),
        ("warning", "stale"),
        ("info", "kpi_out_of_corridor"),
    ]


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


def test_a_kpi_beyond_its_corridor_for_two_values_has_an_objective_drafted():
    kpi = Kpi("up time", "Availability", 99.9, 99.5, unit="%", team="ops", owner="sam")
    once = found(goals(kpis=(kpi,)), checkins=noted("up time", 99.95, 99.1))["kpi_out_of_corridor"]
    assert (once.level, once.draft) == ("warning", None)
    twice = found(goals(kpis=(kpi,)), checkins=noted("up time", 99.95, 99.2, 99.1))["kpi_out_of_corridor"]
    assert (twice.level, "out for 2 values" in twice.step) == ("error", True)
    (drafted,) = tomllib.loads(twice.draft)["objectives"]
    assert (drafted["id"], drafted["team"], drafted["owner"], drafted["state"]) == (
        *("RECOVER-UP-TIME", "ops", "sam", "draft"),
    )
    result, bound = drafted["key_results"]
    assert result["title"] == "Availability: from 99.1 to 99.9 %"
    assert (result["baseline"], result["target"], result["unit"]) == (99.1, 99.9, "%")
    assert (bound["title"], bound["min"]) == ("Availability: at least 99.5 % from then on", 99.5)


def test_what_was_taken_up_is_not_drafted_again():
    kpi, taken = Kpi("uptime", "Availability", 99.9, 99.5), objective("RECOVER-UPTIME", state="draft")
    told = found(goals(taken, kpis=(kpi,)), checkins=noted("uptime", 99.2, 99.1))["kpi_out_of_corridor"]
    assert (told.level, told.draft) == ("error", None)
    assert told.step == "It was out for 2 values: look at what RECOVER-UPTIME does about it."


def test_a_kpi_that_has_to_fall_is_drafted_to_fall():
    kpi = Kpi("refunds", "Refunds", 1, 2, direction="down", current=1000000.125)
    row = report_of(goals(kpis=(kpi,))).kpis[0]
    assert "Refunds: from 1000000.125 to 1" in recovery(row, Q4)
    assert "max = 2" in recovery(row, Q4)
    assert tomllib.loads(recovery(row, Q4))["objectives"][0]["key_results"][0]["baseline"] == 1000000.125


@given(st.text(min_size=1), st.text(min_size=1), st.floats(-1e12, 1e12))
def test_a_draft_is_toml_whatever_a_kpi_is_called(name, title, current):
    kpi = Kpi(name, title, 1e13, 1e12, current=current)
    row = report_of(goals(kpis=(kpi,))).kpis[0]
    drafted = tomllib.loads(recovery(row, Q4).encode("utf-8", "replace").decode())["objectives"][0]
    assert drafted["key_results"][0]["baseline"] == current
    assert not set(drafted["id"]) & set(" .,")


def test_a_team_whose_work_serves_nothing_is_told():
    teams = (Team("web", None, when(project="WEB")), Team("ops", None, when(project="OPS")))
    file = goals(objective("GROW", team="web"), teams=teams, exempt=(Exemption("x", when(label="x")),))
    items = [item("WEB-1"), item("WEB-2", labels=("x",)), item("OPS-1", labels=("x",)), item("Z-1")]
    finding = found(file, *items)["unserved_team"]
    assert finding.message == "the one counted item of team web serves no goal"
    several = found(file, item("WEB-1"), item("WEB-2"))["unserved_team"]
    assert several.message == "none of the 2 counted items of team web serves a goal"
    assert found(file, item("WEB-1", labels=("okr:grow",))).get("unserved_team") is None


@pytest.mark.parametrize(
    ("carrier", "is_told"),
    [("ops", False), ("lights", False), ("floor", False), ("company", True), ("x", True)],
)
def test_a_team_with_work_needs_a_goal_of_its_own_or_of_a_team_around_it(carrier, is_told):
    teams = (Team("lights", None), Team("ops", "lights", when(project="OPS")), Team("floor", "ops"))
    file = goals(objective("GROW", team=carrier), teams=teams)
    assert ("team_without_goal" in found(file, item("OPS-1", labels=("okr:grow",)))) == is_told


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


def settled(*decisions, waivers=(), items=("ONB-1",)):
    file = goals(GROW, objective("CALM"), objective("OLD", cycle=Q3), decisions=decisions, waivers=waivers)
    return found(file, *(item(key) for key in items))


def test_a_team_is_told_of_decisions_about_its_own_work_alone():
    teams = (Team("web", None, when(project="WEB")), Team("ops", None, when(project="OPS")))
    expired = tuple(Decision(f"jira:{ref}", "GROW", until=YESTERDAY) for ref in ("WEB-1", "OPS-1"))
    file = goals(objective("GROW", team="web"), teams=teams, decisions=expired)
    (told,) = (one for one in report_of(file, item("WEB-1"), item("OPS-1"), team="ops").findings if one.items)
    assert (told.id, told.items) == ("decision_expired", ("jira:OPS-1",))


def test_expired_decisions_and_waivers_of_work_that_counts_are_told():
    told = settled(
        Decision("jira:ONB-1", "GROW", until=YESTERDAY),
        Decision("jira:ONB-2", "GROW", until=YESTERDAY),
        Decision("jira:ONB-3", "GROW", until=YESTERDAY),
        waivers=(Waiver("jira:onb-1", "x", until=YESTERDAY), Waiver("jira:ONB-2", "x", until=TODAY)),
        items=("ONB-1", "ONB-2"),
    )
    assert told["decision_expired"].items == ("jira:ONB-1", "jira:ONB-2")
    assert told["decision_expired"].message == "2 decisions have run out on work that still counts"
    assert told["waiver_expired"].items == ("jira:ONB-1",)
    assert told["waiver_expired"].message == "1 waiver has run out on work that still counts"


def test_an_item_decided_twice_is_told():
    told = settled(Decision("jira:ONB-1", "GROW.KR1"), Decision("jira:ONB-1", "calm"))[
        "decision_contradicted"
    ]
    assert (told.level, told.message) == ("error", "jira:ONB-1 was decided twice: for CALM and for GROW")
    both = settled(Decision("jira:ONB-1", "GROW"), waivers=(Waiver("jira:ONB-1", "x"),))
    assert "for GROW and for a waiver" in both["decision_contradicted"].message


def test_a_decision_for_a_goal_that_is_no_more_is_told():
    told = settled(Decision("jira:ONB-1", "OLD"))["decision_contradicted"]
    assert told.message == "jira:ONB-1 was decided to serve OLD, which takes no work any more"
    assert "GONE" in settled(Decision("jira:ONB-1", "GONE"))["decision_contradicted"].message


def test_what_is_settled_once_and_holds_is_no_finding():
    told = settled(
        Decision("jira:ONB-1", "GROW"),
        Decision("jira:ONB-1", "GROW.KR1"),
        Decision("jira:ONB-1", "CALM", until=YESTERDAY),
        Decision("jira:ONB-9", "CALM"),
        waivers=(Waiver("jira:ONB-9", "x"), Waiver("jira:ONB-9", "y")),
    )
    assert "decision_contradicted" not in told


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


def test_a_waiver_on_work_that_names_a_goal_itself_is_told():
    waivers = (Waiver("jira:ONB-1", "a spike"), Waiver("jira:ONB-2", "a spike"))
    file = goals(GROW, waivers=waivers, rules=())
    named = item("ONB-1", labels=("okr:grow", "okr:gone"))
    finding = found(file, named, item("ONB-2", labels=("okr:gone",)))["waiver_contradicted"]
    assert finding.message == "jira:ONB-1 is waived in the file, and names GROW itself"
    assert finding.items == ("jira:ONB-1",)


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
