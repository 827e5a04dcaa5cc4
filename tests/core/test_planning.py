from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsync.core.planning import View, plan
from okrsync.core.rules import Exemption
from tests.builders.world import Q4, TODAY, goals, item, key_result, objective, rule, when


def planned(before, after, *items):
    return plan(items, View(before, Q4), View(after, Q4), TODAY)


def refs(changes):
    return [change.ref for change in changes]


GROW, CALM = objective("GROW"), objective("CALM")
SLOW = item("ONB-1", labels=("slow",), effort=3.0)
OTHER = item("ONB-2", effort=2.0)


def by_label(goal, *objectives, **facts):
    return goals(*(objectives or (GROW, CALM)), rules=(rule(goal, label="slow"),), **facts)


def test_the_same_file_changes_nothing():
    found = planned(by_label("GROW"), by_label("GROW"), SLOW, OTHER)
    assert found[:5] == ((), (), (), (), ())
    assert found.coverage == (0.5, 0.5)


def test_an_item_that_serves_another_goal_is_retied_and_its_effort_moves():
    found = planned(by_label("GROW"), by_label("CALM"), SLOW)
    assert [(one.ref, one.before.goals, one.after.goals) for one in found.retied] == [
        ("jira:ONB-1", ("GROW",), ("CALM",))
    ]
    assert [(one.goal, one.before, one.after, one.moved) for one in found.effort] == [
        ("CALM", 0, 3, 3),
        ("GROW", 3, 0, -3),
    ]


def test_the_effort_of_an_objective_includes_its_key_results():
    parted = objective("GROW", key_result("GROW.KR1"), key_result("GROW.KR2"))
    both = (rule("GROW.KR1", label="slow"), rule("GROW.KR2", label="slow"))
    found = planned(goals(parted), goals(parted, rules=both), SLOW)
    assert [(one.goal, one.moved) for one in found.effort] == [
        *(("GROW", 3), ("GROW.KR1", 1.5), ("GROW.KR2", 1.5)),
    ]
    narrowed = planned(
        goals(parted, rules=(rule("GROW", label="slow"),)), goals(parted, rules=both[:1]), SLOW
    )
    assert [(one.goal, one.moved) for one in narrowed.effort] == [("GROW.KR1", 3)]


def test_an_item_that_loses_its_goal_is_orphaned_and_one_that_gets_one_is_freed():
    bare = goals(GROW, CALM)
    assert refs(planned(by_label("GROW"), bare, SLOW).orphaned) == ["jira:ONB-1"]
    assert refs(planned(bare, by_label("GROW"), SLOW).freed) == ["jira:ONB-1"]


def test_an_exemption_settles_too():
    exempt = goals(GROW, CALM, exempt=(Exemption("ktlo", when(label="slow")),))
    assert refs(planned(goals(GROW, CALM), exempt, SLOW).freed) == ["jira:ONB-1"]
    assert refs(planned(by_label("GROW"), exempt, SLOW).retied) == ["jira:ONB-1"]


def test_what_counts_in_one_file_only_is_told_apart():
    without = by_label("GROW", exclude=when(label="slow"))
    found = planned(by_label("GROW"), without, SLOW, OTHER)
    assert [(one.ref, one.after.verdict) for one in found.other] == [("jira:ONB-1", "excluded")]
    assert found.coverage == (0.5, 0.0)


def test_untied_work_that_becomes_stale_is_told_apart():
    named = item("ONB-1", labels=("okr:old",))
    draft, abandoned = (objective("OLD", state=state) for state in ("draft", "abandoned"))
    (found,) = planned(goals(GROW, draft), goals(GROW, abandoned), named).other
    assert (found.before.verdict, found.after.verdict) == ("untied", "stale")


def test_coverage_over_nothing_is_none():
    assert planned(goals(GROW), goals(GROW)).coverage == (None, None)


@given(st.lists(st.tuples(st.sampled_from(["slow", "fast", "odd"]), st.integers(0, 9)), max_size=8))
def test_the_way_back_undoes_the_plan(facts):
    items = [
        item(f"ONB-{n}", labels=(label,), effort=float(effort)) for n, (label, effort) in enumerate(facts)
    ]
    old = by_label("GROW")
    new = goals(GROW, CALM, rules=(rule("CALM", label=("slow", "fast")),))
    there, back = planned(old, new, *items), planned(new, old, *items)
    assert refs(there.orphaned) == refs(back.freed)
    assert refs(there.retied) == refs(back.retied)
    moved = {one.goal: one.moved for one in back.effort}
    assert all(one.moved == pytest.approx(-moved[one.goal]) for one in there.effort)
