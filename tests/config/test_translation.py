from __future__ import annotations

from dataclasses import fields
from datetime import date

import pytest

from okrsync.config.objectives import KeyResult, Kpi, Objective
from okrsync.core import goals as core
from okrsync.core import rules
from okrsync.core.cycles import calendar_cycle
from okrsync.core.measures import Measure
from okrsync.core.method import Method
from tests.builders.world import when
from tests.config.files import GOAL, loaded

DAY = date(2026, 11, 1)
WHOLE = """
cycle = "2026-Q4"
[[sources]]
name = "jira"
type = "jira"
url = "https://x.example"
projects = ["onb", "OPS"]
[[sources]]
name = "old"
type = "jira"
url = "https://y.example"
projects = ["OPS", "OLD"]
[[objectives]]
id = "GROW"
title = "New teams reach value"
team = "product"
owner = "dana@acme.example"
parent = "acme"
relation = "supports"
commitment = "aspirational"
state = "draft"
weight = 2
allocation = 0.35
driver = "both"
unaligned = "why"
coordinator = "kim"
confidential = true
score = 0.7
labels = ["onboarding", "growth/*"]
items = ["jira:ONB-7"]
  [[objectives.key_results]]
  id = "KR1"
  title = "Falls from 9 to 3"
  baseline = 9
  target = 3
  unit = "days"
  current = 6.5
  current_on = 2026-10-26
  weight = 2
  labels = ["kr/first"]
  cadence = "36h"
  phases = [[2026-11-15, 0.2]]
  score = 0.5
  [[objectives.key_results]]
  id = "KR2"
  title = "Live"
  kind = "milestone"
  steps = [{ title = "a", due = 2026-11-01, done = true }]
[[objectives]]
id = "ACME"
title = "x"
cycle = "2026"
labels = ["acme"]
[[rules]]
goal = "grow.kr1"
when = { project = "ONB", field.Area = ["a", "b"] }
[[rules]]
name = "mine"
goal = "GROW"
when = [{ label = "x" }, { label = "y" }]
"""


def test_an_objective_keeps_all_it_says(tmp_path):
    objective = loaded(tmp_path, WHOLE).goals(DAY).objectives[0]
    assert objective == core.Objective(
        id="GROW",
        title="New teams reach value",
        cycle=calendar_cycle("2026-Q4"),
        team="product",
        owner="dana@acme.example",
        parent="acme",
        relation="supports",
        commitment="aspirational",
        state="draft",
        weight=2.0,
        allocation=0.35,
        driver="both",
        unaligned="why",
        coordinator="kim",
        is_confidential=True,
        is_local=True,
        score=0.7,
        items=("jira:ONB-7",),
        key_results=objective.key_results,
    )


def test_a_key_result_keeps_all_it_says_under_its_whole_name(tmp_path):
    first, second = loaded(tmp_path, WHOLE).goals(DAY).objectives[0].key_results
    assert first == core.KeyResult(
        id="GROW.KR1",
        title="Falls from 9 to 3",
        baseline=9.0,
        target=3.0,
        unit="days",
        current=6.5,
        current_on=date(2026, 10, 26),
        weight=2.0,
        cadence_days=2,
        phases=((date(2026, 11, 15), 0.2),),
        score=0.5,
    )
    assert second.steps == (core.Step("a", date(2026, 11, 1), is_done=True),)


@pytest.mark.parametrize(
    ("written", "meant", "renamed"),
    [
        (Objective, core.Objective, {"confidential": "is_confidential", "labels": None}),
        (KeyResult, core.KeyResult, {"cadence": "cadence_days", "labels": None}),
        (Kpi, core.Kpi, {}),
    ],
)
def test_nothing_a_goal_may_say_is_forgotten(written, meant, renamed):
    known = {field.name for field in fields(meant)} - {"is_local", "has_cycle", "has_commitment", "issue"}
    assert {renamed.get(name, name) for name in written.model_fields} - {None} == known


def test_labels_come_before_rules_in_the_objectives_order(tmp_path):
    rules = loaded(tmp_path, WHOLE).goals(DAY).rules
    assert [(one.name, one.goal, one.cycle) for one in rules] == [
        ("labels of GROW", "GROW", "2026-Q4"),
        ("labels of GROW.KR1", "GROW.KR1", "2026-Q4"),
        ("labels of ACME", "ACME", "2026"),
        ("rules[1]", "grow.kr1", None),
        ("mine", "GROW", None),
    ]
    assert [dict(table) for table in rules[0].when] == [{"label": ("onboarding", "growth/*")}]
    assert [dict(table) for table in rules[3].when] == [{"project": ("ONB",), "field.Area": ("a", "b")}]
    assert [dict(table) for table in rules[4].when] == [{"label": ("x",)}, {"label": ("y",)}]


def test_projects_lead_from_their_key_to_their_source_and_the_first_source_has_it(tmp_path):
    assert dict(loaded(tmp_path, WHOLE).goals(DAY).projects) == {"ONB": "jira", "OPS": "jira", "OLD": "old"}


def test_every_cycle_the_file_names_is_there_once(tmp_path):
    text = f"{WHOLE}{GOAL.replace('GROW', 'C')}cycle = '2026-q4'\n"
    text += "[[cycles]]\nid = 'Winter'\nstart = 2026-11-01\nend = 2026-12-01\n"
    assert [cycle.id for cycle in loaded(tmp_path, text).goals(DAY).cycles] == ["Winter", "2026-Q4", "2026"]


def test_an_objective_without_cycle_has_the_days_where_the_file_has_none(tmp_path):
    goals = loaded(tmp_path, f"{GOAL}labels = ['x']\n").goals(date(2027, 2, 1))
    assert goals.objectives[0].cycle == calendar_cycle("2027-Q1")
    assert [cycle.id for cycle in goals.cycles] == ["2027-Q1"]
    assert goals.rules[0].cycle == "2027-Q1"


def test_kpis_teams_exemptions_decisions_and_waivers_are_kept(tmp_path):
    text = f"""{GOAL}
[[kpis]]
id = "uptime"
title = "Availability"
healthy = 99.9
watch = 99.5
[[kpis]]
id = "wait"
title = "Waiting time"
healthy = 2
watch = 4
current = 3
[[teams]]
id = "marketing"
title = "Marketing"
parent = "company"
when = [{{ project = "MKT" }}]
[[teams]]
id = "company"
[[exempt]]
name = "ktlo"
when = {{ label = "ktlo" }}
budget = 0.25
[[decisions]]
item = "jira:OPS-31"
goal = "grow"
by = "coo"
on = 2026-10-20
reason = "r"
until = 2026-12-01
[[waivers]]
item = "jira:OPS-32"
reason = "r"
by = "coo"
on = 2026-10-20
until = 2026-12-01
"""
    goals = loaded(tmp_path, text).goals(DAY)
    assert [(one.id, one.direction, one.current) for one in goals.kpis] == [
        ("uptime", "up", None),
        ("wait", "down", 3.0),
    ]
    marketing, company = goals.teams
    assert (marketing.id, marketing.parent, marketing.title) == ("marketing", "company", "Marketing")
    assert ([dict(one) for one in marketing.when], company.when) == ([{"project": ("MKT",)}], ())
    assert (goals.exempt[0].name, goals.exempt[0].budget) == ("ktlo", 0.25)
    assert goals.decisions == (
        rules.Decision("jira:OPS-31", "grow", "coo", date(2026, 10, 20), "r", date(2026, 12, 1)),
    )
    assert goals.waivers == (rules.Waiver("jira:OPS-32", "r", "coo", date(2026, 10, 20), date(2026, 12, 1)),)


def test_the_settings_that_tying_needs_are_kept(tmp_path):
    text = """
    [comments]
    skip_authors = ["dependabot[bot]"]
    [effort]
    unit = "items"
    default_points = 3
    [tying]
    label_prefix = "goal/"
    fields = ["Objective"]
    on_conflict = "split"
    [exclude]
    when = { type = "Test" }
    [method]
    on_track = 0.8
    grace_days = 1
    """
    goals = loaded(tmp_path, text).goals(DAY)
    assert (goals.skip_authors, goals.effort_unit, goals.default_points) == (
        ("dependabot[bot]",),
        "items",
        3.0,
    )
    assert goals.tying == rules.Tying("goal/", ("Objective",), "split")
    assert [dict(table) for table in goals.exclude] == [{"type": ("Test",)}]
    assert goals.method == Method(on_track=0.8, grace_days=1)


def test_an_empty_file_has_no_goals_and_the_usual_settings(tmp_path):
    assert loaded(tmp_path, "").goals(DAY) == core.Goals()


def test_a_measure_knows_its_kind_its_field_and_what_it_asks(tmp_path):
    text = f"""{GOAL}
[[objectives.key_results]]
id = "KR1"
title = "x"
measure = {{ when = {{ label = "slow" }}, kind = "sum:Story Points" }}
[[objectives.key_results]]
id = "KR2"
title = "x"
measure = {{ url = "https://x.example", pointer = "/n", token_env = "N_TOKEN", allow_private = true }}
"""
    first, second = loaded(tmp_path, text).goals(DAY).objectives[0].key_results
    assert first.measure == Measure("sum", "Story Points", when=when(label="slow"))
    assert second.measure == Measure(
        url="https://x.example", pointer="/n", token_env="N_TOKEN", is_private_allowed=True
    )
