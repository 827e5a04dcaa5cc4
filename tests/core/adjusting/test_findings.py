"""Findings: the most important first, each with a proposed step."""

from datetime import timedelta

from okrsync.core.goals import Kpi, Team
from okrsync.core.rules import Exemption, Waiver
from tests.builders.world import TODAY, goals, item, key_result, objective, report_of, when
from tests.core.adjusting.finding import noted

YESTERDAY = TODAY - timedelta(days=1)
GROW = objective("GROW", key_result(current=5))


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
