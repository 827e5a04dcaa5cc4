from __future__ import annotations

from datetime import UTC, datetime

from okrsync.core.cycles import calendar_cycle
from okrsync.core.rules import Decision, Exemption
from tests.builders.lint import flaws, metric, paths, sound
from tests.builders.nesting import DEEP, calls_nest_less_than_deep
from tests.builders.world import YEAR, done, item, rule, when


def labelled(goal="GROW", *labels, cycle="2026-Q4"):
    """The rule that an objective's `labels` are."""
    made = rule(goal, f"labels of {goal}", label=labels)
    return type(made)(made.name, made.goal, made.when, cycle)


class TestMisnamed:
    def test_without_work_nobody_can_tell(self):
        assert not flaws("M2", sound(), rules=(labelled("GROW", "onbording"),))

    def test_a_label_no_work_has_is_told_at_its_goal(self):
        found = {
            "items": [item(labels=("onboarding",))],
            "rules": (labelled("GROW", "Onboarding", "onbording"),),
        }
        assert flaws("M2", sound(), **found) == [("GROW", 'no work has the label "onbording"')]
        assert paths("M2", sound(), **found) == [("objectives", 0, "labels")]

    def test_patterns_are_asked_as_patterns(self):
        found = {"items": [item(labels=("growth/seo",))]}
        assert not flaws("M2", sound(), rules=(rule("GROW", label=("growth/*", "re:^growth")),), **found)
        assert flaws("M2", sound(), rules=(rule("GROW", label="sale/*"),), **found)

    def test_a_rule_is_told_at_its_own_place(self):
        rules = (rule("GROW", project="ONB"), rule("GROW", label="x"))
        assert paths("M2", sound(), rules=rules, items=[item()]) == [("rules", 1, "when")]

    def test_a_label_that_names_no_goal_is_told_with_the_nearest(self):
        items = [
            item("ONB-1", labels=("okr:grwo",)),
            item("ONB-2", labels=("okr:grwo", "okr:none", "okr:grow")),
        ]
        assert flaws("M2", sound(), items=items) == [
            (None, 'the label "okr:grwo" on 2 items names no goal; did it mean GROW?')
        ]

    def test_one_that_is_like_no_goal_is_told_alone(self):
        assert flaws("M2", sound(), items=[item(labels=("okr:xyz",))]) == [
            (None, 'the label "okr:xyz" on 1 item names no goal')
        ]


class TestReach:
    def test_a_goal_without_a_way_is_told(self):
        assert flaws("M3", sound())[0][0] == "GROW"

    def test_rules_items_decisions_and_work_are_ways(self):
        assert not flaws("M3", sound(), rules=(labelled("GROW.KR1", "x"),))
        assert not flaws("M3", sound(items=("jira:ONB-1",)))
        assert not flaws("M3", sound(aliases=("ACME-12",)))
        assert not flaws("M3", sound("GROW", metric(aliases=("ACME-13",)), metric("GROW.KR2")))
        assert not flaws("M3", sound(), decisions=(Decision("jira:ONB-1", "GROW"),))
        assert not flaws("M3", sound(), items=[item(labels=("okr:grow",))])
        assert flaws("M3", sound(), rules=(rule("GONE", label="x"),), items=[item()])

    def test_goals_below_are_ways_too(self):
        below = [sound("B", parent="A"), sound("C", parent="B.KR1", items=("jira:ONB-1",))]
        assert not flaws("M3", sound("A"), *below)

    def test_drafts_have_time(self):
        assert not flaws("M3", sound(state="draft"))

    def test_loops_end(self):
        assert len(flaws("M3", sound("A", parent="B"), sound("B", parent="A"))) == 2


class TestRules:
    old = datetime(2026, 9, 1, tzinfo=UTC)

    def test_one_that_matched_nothing_in_sixty_days_is_told(self):
        goal = sound(cycle=YEAR)
        work = [item("ONB-1", labels=("x",), created=self.old, updated=self.old), item("ONB-2")]
        found = {"rules": (labelled("GROW", "x", cycle="2026"), rule("GROW", project="OPS")), "items": work}
        assert [message for _, message in flaws("M4", goal, **found)] == [
            "labels of GROW: no work of the last 60 days matches",
            "rules[1]: no work of the last 60 days matches",
        ]
        fresh = {**found, "items": [item("ONB-1", labels=("x",), created=None, updated=None), item("OPS-2")]}
        assert not [message for _, message in flaws("M4", goal, **fresh) if "no work" in message]

    def test_a_young_cycle_is_no_excuse_and_one_to_come_is(self):
        found = {"rules": (rule("GROW", project="OPS"),), "items": [item()]}
        assert flaws("M4", sound(), **found)
        assert not flaws("M4", sound(cycle=calendar_cycle("2027-Q1")), **found)

    def test_labels_no_work_has_are_told_once(self):
        found = {"rules": (labelled("GROW", "x"),), "items": [item()]}
        assert flaws("M2", sound(), **found)
        assert not flaws("M4", sound(), **found)

    def test_one_that_matches_most_work_is_told(self):
        work = [item(f"ONB-{number}") for number in range(4)] + [item("OPS-1"), item("OPS-2")]
        found = {"rules": (rule("GROW", project="ONB"),)}
        assert flaws("M4", sound(), **found, items=work) == [
            (None, "rules[1]: 67% of all work matches; above 60% it tells nothing")
        ]
        assert not flaws("M4", sound(), **found, items=work[1:])
        assert not flaws("M4", sound(), **found, items=[])

    def test_rules_of_goals_that_are_over_or_gone_are_left_alone(self):
        over = {"rules": (rule("GROW", project="ONB"), rule("GONE", project="ONB")), "items": [item()]}
        assert not flaws("M4", sound(state="closed"), **over)


class TestBudget:
    ktlo = Exemption("Lights on", when(label="ktlo"), budget=0.25)

    def test_exempt_work_above_its_budget_is_told_at_the_budget(self):
        work = [
            item("ONB-1", labels=("ktlo",), effort=2),
            done("ONB-2", effort=3),
            item("ONB-3", waiver="spike"),
        ]
        found = {"exempt": (Exemption("Hiring", when(label="h")), self.ktlo), "items": work}
        assert flaws("M5", sound(), **found) == [
            (None, '"Lights on" takes 33% of the effort, its budget is 25%')
        ]
        assert paths("M5", sound(), **found) == [("exempt", 1, "budget")]

    def test_within_it_all_is_well(self):
        work = [item(f"ONB-{number}", labels=("ktlo",) if number == 0 else ()) for number in range(4)]
        assert not flaws("M5", sound(), exempt=(self.ktlo,), items=work)
        assert not flaws("M5", sound(), exempt=(self.ktlo,), items=[])


class TestHygiene:
    def test_stories_have_an_epic(self):
        epic = item("ONB-9", kind="epic", type="Epic")
        with_epic = item("ONB-1", type="Story", parent="jira:ONB-9", effort=1)
        without = item("ONB-2", type="Story", effort=1)
        assert flaws("D1", sound(), items=[epic, with_epic, without]) == [
            (None, "50% of 2 stories have no epic")
        ]
        assert not flaws("D1", sound(), items=[epic, with_epic])

    def test_work_has_an_estimate_where_effort_is_points(self):
        assert flaws("D1", sound(), items=[item()]) == [(None, "100% of 1 work items have no estimate")]
        assert not flaws("D1", sound(), items=[item()], effort_unit="items")
        assert not flaws("D1", sound(), items=[])


def test_a_goal_in_two_cycles_is_told_where_its_labels_stand():
    goals = (sound(cycle=YEAR), sound("GROW", metric()))
    assert paths("M2", *goals, rules=(labelled("GROW", "x", cycle="2026"),), items=[item()]) == [
        ("objectives", 0, "labels")
    ]


def test_work_is_found_at_the_foot_of_a_deep_tree():
    chain = [sound(f"G{n}", parent=f"G{n - 1}" if n else None) for n in range(DEEP)]
    with calls_nest_less_than_deep():
        found = flaws("M3", *chain, rules=(labelled(chain[-1].id, "x"),))
    assert not found
