from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from okrsync.core.goals import Step
from okrsync.core.method import Method
from tests.builders.lint import flaws, levels, linted, metric, paths, sound
from tests.builders.world import Q3, YEAR


def about(rule, *objectives, **more):
    return [goal for goal, _ in flaws(rule, *objectives, **more)]


def titled(title, **facts):
    return sound("GROW", title=title, **facts)


def test_sound_goals_have_no_finding_but_that_nothing_leads_work_to_them():
    below = sound("B", team="product", parent="A", title="Cafés find their staff before the season begins")
    found = linted(sound("A"), below)
    assert {one.id for one in found.findings} == {"M3", "R1"}


class TestHowMany:
    def test_a_company_has_at_most_five_objectives_in_a_cycle(self):
        company = [sound(f"C{number}") for number in range(6)]
        assert paths("O1", *company) == [("objectives", 5)]
        assert levels("O1", *company) == ["error"]
        assert not flaws("O1", *company[:5])

    def test_those_of_other_cycles_and_abandoned_ones_are_counted_apart(self):
        company = [sound(f"C{number}") for number in range(5)]
        assert not flaws("O1", *company, sound("Y", cycle=YEAR), sound("X", state="abandoned"))

    def test_a_team_has_at_most_three(self):
        team = [sound(f"T{number}", team="Sales" if number else "sales") for number in range(4)]
        assert flaws("O2", *team) == [(None, "team sales has 4 objectives in 2026-Q4; 3 is the most")]
        assert not flaws("O2", *team[:3], sound("C"))

    def test_the_numbers_can_be_changed(self):
        assert flaws("O2", sound("T", team="sales"), method=replace(Method(), team_objectives=0))


class TestTitle:
    @pytest.mark.parametrize(
        "title", ["Win 500 shops in the north", "Win Q4 in the north", "Grow by 20% here"]
    )
    def test_a_number_belongs_to_a_key_result(self, title):
        assert about("O3", titled(title)) == ["GROW"]

    def test_a_name_with_a_digit_is_no_number(self):
        assert not flaws("O3", titled("B2B buyers order without speaking to anyone"))

    @pytest.mark.parametrize(
        ("words", "is_found"), [(1, True), (3, True), (4, False), (18, False), (19, True)]
    )
    def test_it_has_four_to_eighteen_words(self, words, is_found):
        assert bool(flaws("O4", titled(" ".join(["shops"] * words)))) is is_found

    def test_one_word_is_told_as_one(self):
        assert flaws("O4", titled("Quality")) == [("GROW", "the title has 1 word; 4 to 18 are good")]

    def test_it_names_no_activity(self):
        (found,) = flaws("O5", titled("Launch the new app for technicians"))
        assert found == ("GROW", '"launch" names a task; say what will be better, and for whom')

    def test_it_is_no_business_as_usual(self):
        assert about("O6", titled("Maintain our position in the market")) == ["GROW"]

    def test_it_is_no_copy_of_its_parents(self):
        parent = sound("ACME", metric("ACME.KR1", title="Small shops plan with us"), metric("ACME.KR2"))
        child = titled("Small shops plan with us!", parent="ACME.KR1", team="sales")
        assert flaws("O10", parent, child) == [("GROW", "the title repeats that of its parent ACME.KR1")]
        assert not flaws("O10", parent, replace(child, title="Cafés plan their nights in peace"))


class TestOwner:
    def test_there_is_one(self):
        assert flaws("O7", sound(owner=None)) == [("GROW", "nobody owns it")]
        assert not flaws("O7", sound(owner="dana@acme.example"))

    @pytest.mark.parametrize(
        "owner", ["dana, theo", "Dana and Theo", "dana/theo", "dana; theo", "dana & theo", "@acme/web, dana"]
    )
    def test_and_not_two(self, owner):
        assert flaws("O7", sound(owner=owner)) == [("GROW", "it has 2 owners; one answers for it")]

    @pytest.mark.parametrize("owner", ["Sandra Brandt", "@acme/growth"])
    def test_a_name_with_and_in_it_is_one_and_so_is_the_handle_of_a_team(self, owner):
        assert not flaws("O7", sound(owner=owner))


class TestDates:
    def test_a_goal_has_a_cycle(self):
        assert about("O8", sound(has_cycle=False)) == ["GROW"]

    def test_steps_and_phases_lie_inside_it(self):
        late, early = Step("late", date(2027, 1, 2)), Step("early", date(2026, 10, 1))
        parts = (
            metric("GROW.KR1", kind="milestone", steps=(late, early, Step("undated"))),
            metric("GROW.KR2", phases=((date(2026, 9, 30), 0.2), (date(2026, 12, 1), 0.5))),
        )
        assert paths("O8", sound("GROW", *parts)) == [
            ("objectives", 0, "key_results", 0, "steps"),
            ("objectives", 0, "key_results", 1, "phases"),
        ]


def test_an_undeclared_commitment_is_told_without_alarm():
    assert levels("O9", sound(has_commitment=False)) == ["info"]


@pytest.mark.parametrize("state", ["closed", "abandoned"])
def test_how_goals_of_the_past_were_written_matters_no_more(state):
    bad = titled("Launch 3 apps", state=state, owner=None, has_commitment=False, cycle=Q3)
    found = {one.id for one in linted(sound("ACME"), bad).findings}
    assert not found & {"O3", "O4", "O5", "O7", "O9", "K1"}


def test_drafts_are_judged_before_their_cycle_begins():
    assert about("O7", sound(owner=None, state="draft")) == ["GROW"]
