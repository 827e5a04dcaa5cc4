"""Findings about the whole company: its KPIs, its teams, its budgets."""

import tomllib

import pytest

from okrsync.core.goals import Kpi, Team
from okrsync.core.rules import Exemption
from tests.builders.world import goals, item, key_result, objective, when
from tests.core.adjusting.finding import found, noted

GROW = objective("GROW", key_result(current=5))


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
