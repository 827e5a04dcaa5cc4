"""The report as a whole: scope, lists, what is left unsaid."""

from datetime import date, timedelta

import pytest

from okrsync.core.coverage import DEFINITION
from okrsync.core.goals import Kpi, Team
from okrsync.core.nudges import Nudge
from okrsync.core.report import Nudges
from okrsync.core.rules import Decision, Exemption, Rule, Waiver
from tests.builders.world import (
    IN_CYCLE,
    Q3,
    TODAY,
    YEAR,
    done,
    goals,
    item,
    key_result,
    objective,
    report_of,
    rule,
    when,
)

GROW = objective("GROW", "KR2", "KR10", "KR1")


def test_coverage_is_tied_over_counted_without_exempt():
    file = goals(GROW, exempt=(Exemption("ktlo", when(label="ktlo")),))
    items = [
        item("ONB-1", labels=("okr:grow",)),
        item("ONB-2", labels=("ktlo",)),
        item("ONB-3"),
        item("ONB-4"),
    ]
    found = report_of(file, *items).coverage
    assert (found.counted, found.tied, found.exempt, found.untied) == (4, 1, 1, 2)
    assert found.share == pytest.approx(1 / 3)
    assert found.definition == DEFINITION


def test_a_share_over_nothing_is_no_number():
    found = report_of(goals(GROW)).coverage
    assert (found.share, found.effort.share) == (None, None)


def test_the_same_input_and_day_give_the_same_report():
    items = [item("ONB-1"), item("ONB-2", labels=("okr:grow",))]
    assert report_of(goals(GROW), *items) == report_of(goals(GROW), *items)


def test_objectives_of_the_cycle_and_of_enclosing_ones_are_shown_by_id():
    file = goals(
        objective("B"), objective("A", cycle=YEAR), objective("OLD", cycle=Q3), objective("C", state="draft")
    )
    assert [row.id for row in report_of(file).objectives] == ["A", "B", "C"]


def test_key_results_sort_as_people_count():
    assert [row.id for row in report_of(goals(GROW)).key_results] == ["GROW.KR1", "GROW.KR2", "GROW.KR10"]


def test_a_digit_that_is_no_number_sorts_like_a_letter():
    file = goals(objective("GROW", "CO²", "CO10", "CO2"))
    assert [row.id for row in report_of(file).key_results] == ["GROW.CO2", "GROW.CO10", "GROW.CO²"]


TEAMS = (
    Team("product"),
    Team("growth", "product", when(project="ONB")),
    Team("ops", None, when(project="OPS")),
)


def test_a_team_report_includes_sub_teams_and_nothing_else():
    file = goals(objective("GROW", team="growth"), objective("RUN", team="ops"), teams=TEAMS)
    report = report_of(file, item("ONB-1"), item("OPS-1"), team="product")
    assert report.scope.team == "product"
    assert [row.ref for row in report.untied] == ["jira:ONB-1"]
    assert [row.id for row in report.objectives] == ["GROW"]
    assert [row.team for row in report.coverage_by_team] == ["growth"]


def test_goals_without_a_team_are_the_companys():
    file = goals(objective("ACME"), objective("GROW", team="growth"), teams=TEAMS)
    assert [row.id for row in report_of(file, team="company").objectives] == ["ACME"]
    assert [row.id for row in report_of(file, team="product").objectives] == ["GROW"]


def test_work_without_a_team_is_a_group_of_its_own():
    report = report_of(goals(GROW, teams=TEAMS), item("ONB-1"), item("X-1"))
    assert [(row.team, row.counted) for row in report.coverage_by_team] == [("growth", 1), (None, 1)]


def test_titles_of_confidential_goals_are_shown_on_request_only():
    file = goals(objective("SECRET", "KR1", title="Buy Umbrella", is_confidential=True))
    assert "Umbrella" not in str(report_of(file))
    assert "Umbrella" in str(report_of(file, show_confidential=True))


def test_words_of_a_confidential_goal_suggest_nothing():
    file = goals(objective("SECRET", title="Buy Umbrella", is_confidential=True))
    assert report_of(file, item(title="Umbrella umbrella")).untied[0].suggestions == ()


def test_items_with_a_security_level_appear_by_ref_only():
    row = report_of(goals(GROW), item(title="Breach at Umbrella", is_restricted=True)).untied[0]
    assert row.title == "jira:ONB-1"


def test_neither_evidence_nor_suggestions_quote_items_with_a_security_level():
    rules = (Rule("leaks", "OLD", when(title="*umbrella*")), Rule("epics", "OLD", when(epic="*nightly*")))
    ended = objective("OLD", state="abandoned")
    epic = item("ONB-9", kind="epic", title="Nightly leak", is_restricted=True)
    items = [item("ONB-1", title="Umbrella signup", is_restricted=True), item("ONB-2", parent=epic.ref), epic]
    report = report_of(goals(objective("GROW", title="Umbrella signup"), ended, rules=rules), *items)
    assert [row.ref for row in report.stale] == ["jira:ONB-1", "jira:ONB-2"]
    assert not {"umbrella", "nightly"} & set(str(report.stale).casefold().replace('"', " ").split())
    untied = report_of(goals(objective("GROW", title="Umbrella signup")), *items[:1]).untied
    assert [one.goal for one in untied[0].suggestions] == ["GROW"]
    assert "umbrella" not in str(untied).casefold()


def test_exempt_work_is_listed_by_rule_and_waived_work_apart():
    exempt = (Exemption("security", when(label="cve"), 0.1), Exemption("ktlo", when(label="ktlo")))
    items = [item("ONB-1", labels=("cve",)), item("ONB-2", waiver="spike"), item("ONB-3"), item("ONB-4")]
    rows = report_of(goals(GROW, exempt=exempt), *items).exempt
    assert [(row.name, row.items, row.share, row.budget) for row in rows] == [
        ("ktlo", 0, 0.0, None),
        ("security", 1, 0.25, 0.1),
        ("waived", 1, 0.25, None),
    ]


SETTLED = (("ONB-1", "GROW"), ("ONB-2", "RUN"), ("OPS-1", "RUN"), ("OPS-2", "GROW"))


def test_a_teams_report_has_the_decisions_and_waivers_of_its_work_and_for_its_goals():
    file = goals(
        objective("GROW", team="growth"),
        objective("RUN", team="ops"),
        teams=TEAMS,
        decisions=tuple(Decision(f"jira:{item}", goal) for item, goal in SETTLED),
        waivers=(Waiver("jira:ONB-3", "x"), Waiver("jira:OPS-3", "x"), Waiver("jira:GONE-1", "x")),
    )
    work = [item(f"{project}-{number}") for project in ("ONB", "OPS") for number in (1, 2, 3)]
    report = report_of(file, *work, team="ops")
    assert [(row.item, row.goal) for row in report.decisions] == [
        ("jira:ONB-2", "RUN"),
        ("jira:OPS-1", "RUN"),
        ("jira:OPS-2", "GROW"),
    ]
    assert [row.item for row in report.waivers] == ["jira:OPS-3"]
    assert len(report_of(file, *work).decisions) == len(SETTLED)


def test_decisions_and_waivers_say_whether_they_have_expired():
    yesterday = date(2026, 11, 19)
    file = goals(
        GROW,
        decisions=(Decision("b", "GROW", until=TODAY), Decision("a", "GROW", until=yesterday)),
        waivers=(Waiver("c", "why", until=yesterday), Waiver("d", "why")),
    )
    report = report_of(file)
    assert [(row.item, row.expired) for row in report.decisions] == [("a", True), ("b", False)]
    assert [(row.item, row.expired) for row in report.waivers] == [("c", True), ("d", False)]


@pytest.mark.parametrize(
    ("current", "direction", "status"),
    [
        (99.95, "up", "healthy"),
        (99.9, "up", "healthy"),
        (99.6, "up", "watch"),
        (99.4, "up", "unhealthy"),
        (99.95, "down", "unhealthy"),
        (99.2, "down", "healthy"),
        (None, "up", "no data"),
    ],
)
def test_a_kpi_is_healthy_to_watch_or_unhealthy_by_its_direction(current, direction, status):
    watch = 99.5 if direction == "up" else 99.92
    kpi = Kpi(
        "uptime",
        "Availability",
        healthy=99.9 if direction == "up" else 99.3,
        watch=watch,
        current=current,
        direction=direction,
    )
    assert report_of(goals(GROW, kpis=(kpi,))).kpis[0].status == status


def findings(file, *items):
    return {one.id: one for one in report_of(file, *items).findings}


def test_an_active_goal_without_open_work_is_starved():
    report = report_of(goals(GROW), done(labels=("okr:grow",)))
    assert [(row.id, row.reason) for row in report.starved] == [("GROW", "no open work serves it")]
    assert findings(goals(GROW))["starved"].goal == "GROW"


def test_a_goal_far_below_its_planned_share_is_starved():
    file = goals(objective("GROW", allocation=0.5))
    items = [item("ONB-1", labels=("okr:grow",))] + [item(f"ONB-{n}") for n in range(2, 6)]
    assert report_of(file, *items).starved[0].share == 0.2
    assert "instead of 50%" in findings(file, *items)["off_plan"].message


def test_contributing_goals_feed_their_parent():
    file = goals(objective("ACME"), objective("GROW", parent="ACME"))
    assert report_of(file, item(labels=("okr:grow",))).starved == ()


def test_an_achieved_goal_a_draft_and_a_young_cycle_do_not_starve():
    achieved = objective("WON", key_result("WON.KR1", current=10))
    assert report_of(goals(achieved, objective("IDEA", state="draft"))).starved == ()
    assert report_of(goals(GROW), as_of=date(2026, 10, 5)).starved == ()


def test_shipping_without_moving_the_outcome_is_the_activity_trap():
    goal = objective("GROW", key_result("GROW.KR1", current=0.1))
    items = [
        done("ONB-1", labels=("okr:grow",)),
        done("ONB-2", labels=("okr:grow",)),
        item("ONB-3", labels=("okr:grow",)),
    ]
    assert "not moving" in findings(goals(goal), *items)["activity_trap"].message
    assert "activity_trap" not in findings(
        goals(objective("GROW", key_result("GROW.KR1", current=5))), *items
    )


def test_an_exceeded_budget_an_ill_kpi_conflicts_and_stale_work_are_findings_errors_first():
    file = goals(
        GROW,
        objective("OPS"),
        exempt=(Exemption("ktlo", when(label="ktlo"), 0.1),),
        kpis=(Kpi("nps", "NPS", 40, 30, current=10, unit="points"), Kpi("ok", "Fine", 1, 0, current=2)),
    )
    items = [
        item("ONB-1", labels=("ktlo",)),
        item("ONB-2", labels=("okr:gone",)),
        item("ONB-3", labels=("okr:grow", "okr:ops")),
    ]
    report = report_of(file, *items)
    ids = [one.id for one in report.findings]
    assert ids[:2] == ["conflicting", "kpi_out_of_corridor"]
    assert {"budget_exceeded", "stale", "starved"} <= set(ids)
    assert next(one for one in report.findings if one.id == "stale").items == ("jira:ONB-2",)


def test_suggestions_are_for_the_500_newest_open_untied_items():
    file = goals(objective("GROW", title="Faster onboarding"))
    items = [
        item(f"ONB-{n}", title="Faster onboarding", created=IN_CYCLE + timedelta(minutes=n))
        for n in range(1, 503)
    ]
    rows = report_of(file, *items, done("ONB-600", title="Faster onboarding")).untied
    without = {row.ref for row in rows if not row.suggestions}
    assert without == {"jira:ONB-1", "jira:ONB-2", "jira:ONB-600"}


def test_an_item_closed_after_the_as_of_day_is_listed_as_open():
    one = done(on=IN_CYCLE + timedelta(days=20))
    row = report_of(goals(GROW), one, as_of=date(2026, 10, 20)).untied[0]
    assert (row.state, row.age_days) == ("doing", 5)


def test_rules_that_name_a_dead_goal_tie_nothing():
    file = goals(GROW, objective("OLD", cycle=Q3), rules=(rule("OLD", label="x"),))
    assert report_of(file, item(labels=("x",))).coverage.stale == 1


def test_what_became_of_questions_is_told_for_the_team_whose_items_they_are_about():
    file = goals(GROW, teams=(Team("ops", None, when(project="OPS")),))
    asked = [
        Nudge("jira", key, f"jira:{key}", key[:3], asked_at=IN_CYCLE, outcome="tied", settled_at=IN_CYCLE)
        for key in ("ONB-1", "OPS-1", "OPS-2")
    ]
    items = [item("ONB-1"), item("OPS-1")]
    assert report_of(file, *items, nudges=tuple(asked)).nudges == Nudges(3, 3, 0, 0, 0, 1.0)
    assert report_of(file, *items, nudges=tuple(asked), team="ops").nudges == Nudges(1, 1, 0, 0, 0, 1.0)


def test_questions_asked_after_the_day_of_the_report_are_not_told():
    asked = Nudge("jira", "ONB-1", "jira:ONB-1", "ONB", asked_at=IN_CYCLE)
    assert report_of(goals(GROW), nudges=(asked,), as_of=IN_CYCLE.date()).nudges.asked == 1
    before = IN_CYCLE.date() - timedelta(days=1)
    assert report_of(goals(GROW), nudges=(asked,), as_of=before).nudges == Nudges()
