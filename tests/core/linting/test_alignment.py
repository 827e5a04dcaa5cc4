from __future__ import annotations

from tests.builders.lint import flaws, paths, sound
from tests.builders.world import Q3, Q4, YEAR, item, rule


def about(rule, *objectives, **more):
    return [goal for goal, _ in flaws(rule, *objectives, **more)]


class TestParents:
    def test_a_teams_goal_has_one_or_says_why_not(self):
        assert about("A1", sound("ACME"), sound(team="sales")) == ["GROW"]
        assert not about("A1", sound(team="sales", unaligned="a pilot"))
        assert not about("A1", sound("ACME"), sound(team="sales", parent="ACME"))

    def test_a_company_goal_needs_none(self):
        assert not about("A1", sound(team="Company")) + about("A1", sound(team=None))

    def test_it_lies_in_an_enclosing_cycle(self):
        assert not about("A2", sound("ACME", cycle=YEAR), sound(parent="ACME", cycle=Q4))
        assert about("A2", sound("ACME", cycle=Q3), sound(parent="ACME", cycle=Q4)) == ["GROW"]
        assert about("A2", sound("ACME", cycle=Q4), sound(parent="ACME", cycle=YEAR)) == ["GROW"]


class TestSupport:
    def test_a_company_goal_nobody_carries_is_told(self):
        assert about("A3", sound()) == ["GROW"]

    def test_another_goal_a_rule_an_item_or_work_supports_it(self):
        assert not about("A3", sound(), sound("TEAM", team="sales", parent="GROW.KR1"))
        assert not about("A3", sound(), rules=(rule("GROW.KR1", label="x"),))
        assert not about("A3", sound(items=("jira:ONB-7",)))
        assert not about("A3", sound(), items=[item(labels=("okr:grow",))])

    def test_a_draft_has_time(self):
        assert not about("A3", sound(state="draft"))

    def test_a_draft_below_it_supports_it(self):
        assert not about("A3", sound(), sound("TEAM", team="sales", parent="GROW", state="draft"))

    def test_teams_goals_are_left_to_other_rules(self):
        assert "GROW" not in about("A3", sound("ACME"), sound(team="sales", parent="ACME"))


class TestCompany:
    def test_there_is_a_goal_of_the_company(self):
        team = sound(team="sales", unaligned="x")
        assert flaws("A4", team) == [(None, "2026-Q4 has no company objective")]
        assert paths("A4", team) == [("objectives", 0)]
        assert not flaws("A4", team, sound("ACME", cycle=YEAR))

    def test_each_cycle_is_told_once(self):
        teams = [sound(f"T{place}", team="sales", cycle=cycle) for place, cycle in enumerate((Q4, Q4, Q3))]
        assert len(flaws("A4", *teams)) == 2

    def test_one_that_was_reached_early_counts(self):
        assert not flaws("A4", sound(team="sales"), sound("ACME", state="closed"))
        assert flaws("A4", sound(team="sales"), sound("ACME", state="abandoned"))

    def test_no_goal_at_all_is_told(self):
        assert "no objective to judge" in flaws("A4")[0][1]


class TestCoordinators:
    teams = tuple(sound(f"T{place}", team=f"team {place}", parent="ACME") for place in range(4))

    def test_a_goal_four_teams_carry_needs_one(self):
        assert about("A5", sound("ACME"), *self.teams) == ["ACME"]
        assert not about("A5", sound("ACME", coordinator="kim"), *self.teams)

    def test_three_teams_talk_to_each_other(self):
        company = [sound(f"U{n}", team=team, parent="ACME") for n, team in enumerate((None, "Company"))]
        assert not about("A5", sound("ACME"), *self.teams[:3], *company)


class TestAllocations:
    def test_they_add_up_to_one_at_most(self):
        halves = [sound(f"T{place}", team="sales", allocation=0.5) for place in range(3)]
        assert flaws("A6", *halves) == [(None, "the allocations of team sales in 2026-Q4 add up to 1.50")]
        assert paths("A6", *halves) == [("objectives", 2, "allocation")]
        assert not flaws("A6", *halves[:2])

    def test_thirds_are_one(self):
        thirds = [
            sound(f"T{place}", team=None, allocation=share) for place, share in enumerate((0.7, 0.2, 0.1))
        ]
        assert not flaws("A6", *thirds)

    def test_goals_without_one_take_nothing(self):
        assert not flaws("A6", sound(allocation=1.0), sound("B"))

    def test_what_is_planned_for_the_year_takes_its_share_of_each_quarter(self):
        year = sound("Y", team="sales", cycle=YEAR, allocation=0.6)
        quarter = sound("Q", team="Sales", allocation=0.6)
        told = "the allocations of team Sales in 2026-Q4, with those of 2026, add up to 1.20"
        assert flaws("A6", quarter, year) == [(None, told)]
        assert paths("A6", year, quarter) == [("objectives", 1, "allocation")]
        assert not flaws("A6", year, sound("Q", team="ops", allocation=0.6))
        assert not flaws("A6", year, sound("Q", team="sales", allocation=0.4))

    def test_quarters_take_nothing_from_each_other(self):
        assert not flaws(
            "A6", *(sound(f"Q{n}", cycle=cycle, allocation=0.6) for n, cycle in enumerate((Q3, Q4)))
        )

    def test_too_much_all_year_is_not_told_of_each_quarter_again(self):
        year = [sound(f"Y{n}", cycle=YEAR, allocation=0.6) for n in (1, 2)]
        assert len(flaws("A6", sound("Q", allocation=0.1), *year)) == 1
