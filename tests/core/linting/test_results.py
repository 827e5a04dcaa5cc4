from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from okrsync.core.edits import Edit
from okrsync.core.goals import Override, Value
from okrsync.core.measures import Measure
from tests.builders.lint import flaws, levels, metric, sound
from tests.builders.world import Q3, TODAY, YEAR


def about(rule, *parts, more=None, **facts):
    return [goal for goal, _ in flaws(rule, sound("GROW", *parts, **facts), **(more or {}))]


def ago(days):
    return TODAY - timedelta(days=days)


def history(*pairs, key=("2026-Q4", "GROW.KR1")):
    """Values by how many days ago they were given."""
    return {key: tuple(Value(ago(days), value, "check-in") for days, value in pairs)}


class TestOverdue:
    def test_a_value_older_than_its_cadence_and_grace_is_told(self):
        assert not about("R1", metric(current=50, current_on=ago(10)))
        assert about("R1", metric(current=50, current_on=ago(11))) == ["GROW.KR1"]
        assert not about("R1", metric(current=50, current_on=ago(33), cadence_days=30))

    def test_so_is_a_value_that_never_came(self):
        (found,) = flaws("R1", sound("GROW", metric()))
        assert "no value since 2026-10-01; one is due every 7 days, with 3 days of grace" in found[1]

    def test_a_cadence_of_a_day_is_told_as_one(self):
        goal = sound("GROW", metric(current=1, current_on=ago(9), cadence_days=1))
        assert "every day, with 3 days" in flaws("R1", goal)[0][1]

    def test_in_the_first_days_nothing_is_due(self):
        assert not about("R1", metric(), more={"day": date(2026, 10, 11)})
        assert about("R1", metric(), more={"day": date(2026, 10, 12)})

    def test_earlier_check_ins_count(self):
        assert not about("R1", metric(), more={"histories": history((20, 41), (3, 44))})

    def test_values_of_days_to_come_do_not(self):
        assert about("R1", metric(current=50, current_on=ago(-1)))

    @pytest.mark.parametrize(
        "facts", [{"measure": Measure("count", path="numbers.csv")}, {"kind": "work"}, {"steps": (object(),)}]
    )
    def test_what_needs_no_check_in_is_never_overdue(self, facts):
        facts = facts if "steps" not in facts else {"kind": "milestone", "steps": _steps()}
        assert not about("R1", metric(**facts))

    def test_drafts_and_other_cycles_are_not_due(self):
        assert not about("R1", metric(), state="draft") + about("R1", metric(), cycle=Q3)


def _steps():
    from okrsync.core.goals import Step  # noqa: PLC0415

    return (Step("one"),)


class TestFlat:
    green = metric(title="Owners who stay rise from 40 to 60 percent")

    def on(self, *pairs, part=None):
        return about("R2", part or self.green, more={"histories": history(*pairs)})

    def test_what_stood_still_for_four_weeks_is_not_on_track(self):
        assert self.on((40, 40), (30, 52), (16, 52), (2, 52)) == ["GROW.KR1"]

    def test_what_moved_in_between_is(self):
        assert not self.on((40, 40), (30, 52), (20, 51), (2, 52))
        assert not self.on((40, 40), (27, 52), (2, 52))

    def test_from_its_first_value_on(self):
        assert self.on((34, 52), (2, 52)) == ["GROW.KR1"]

    def test_one_value_cannot_stand_still(self):
        assert not self.on((30, 52))

    def test_flat_is_until_today_as_the_report_counts(self):
        assert self.on((40, 40), (28, 52), (2, 52)) == ["GROW.KR1"]
        assert not self.on((40, 40), (27, 52), (2, 52))

    def test_silence_is_never_called_on_track(self):
        assert not self.on((40, 40), (34, 52), (11, 52))

    def test_a_persons_word_is_a_report(self):
        word = Override("on track", "dana", "why", TODAY)
        assert self.on((34, 41), (2, 41), part=replace(self.green, status=word)) == ["GROW.KR1"]

    def test_a_result_that_counts_work_has_no_value_to_stand_still(self):
        assert not self.on((34, 52), (2, 52), part=replace(self.green, kind="work"))

    def test_what_is_behind_or_reached_is_no_surprise(self):
        assert not self.on((40, 40), (34, 41), (2, 41))
        assert not self.on((40, 40), (34, 60), (2, 60))

    def test_without_a_baseline_there_is_no_pace(self):
        assert not self.on((34, 52), (2, 52), part=replace(self.green, baseline=None))

    def test_a_guardrail_is_meant_to_stand_still(self):
        assert not self.on((34, 1), (2, 1), part=replace(self.green, kind="guardrail", max=5))


class TestEdited:
    edit = Edit("GROW.KR1", "2026-Q4", "target", "60", "55", date(2026, 11, 3), "0123456789abc")

    def test_a_moved_target_without_a_reason_is_told_with_its_commit(self):
        assert flaws("R3", sound(), edits=(self.edit,)) == [
            (
                "GROW.KR1",
                "target was changed from 60 to 55 on 2026-11-03 (012345678), and nothing says why",
            )
        ]

    def test_one_with_a_reason_is_not(self):
        assert not flaws("R3", sound(), edits=(self.edit._replace(reason="the price changed"),))

    def test_one_that_is_not_committed_yet_is_a_warning(self):
        edits = (self.edit._replace(commit=None),)
        ((_, message),) = flaws("R3", sound(), edits=edits)
        assert levels("R3", sound(), edits=edits) == ["warning"]
        assert message.endswith("is not committed yet: say why in the commit's message, OKR-Reason: …")

    def test_what_was_set_back_needs_no_reason(self):
        back = self.edit._replace(before="55", after="60", on=date(2026, 11, 9))
        assert not flaws("R3", sound(), edits=(self.edit, back))
        assert len(flaws("R3", sound(), edits=(self.edit, back._replace(after="58")))) == 2

    def test_new_days_of_a_cycle_are_told_once(self):
        """They are changed for all of its goals."""
        one = self.edit._replace(goal="GROW", key="cycle.end", before="2026-12-18", after="2027-01-15")
        owner = self.edit._replace(goal="GROW", key="owner")
        assert len(flaws("R3", sound(), edits=(one, one._replace(goal="CALM"), owner, self.edit))) == 3

    def test_goals_that_are_gone_or_of_another_cycle_are_passed_over(self):
        others = (self.edit._replace(goal="GONE"), self.edit._replace(cycle="2026-Q3"))
        assert not flaws("R3", sound(), edits=others)


class TestScores:
    def over(self, **facts):
        return sound("GROW", metric(**facts), state="closed", cycle=Q3)

    def test_a_closed_cycle_has_its_scores(self):
        assert flaws("R4", self.over()) == [("GROW.KR1", "2026-Q3 is over, and it has no score")]
        assert levels("R4", self.over()) == ["error"]

    def test_a_low_score_has_a_cause(self):
        assert levels("R4", self.over(score=0.6)) == ["warning"]
        assert not flaws("R4", self.over(score=0.7))
        assert not flaws("R4", self.over(score=0.6, cause="we began late"))
        assert not flaws("R4", replace(self.over(score=0.6), cause="we began late"))

    def test_goals_nobody_closed_are_asked_too(self):
        assert flaws("R4", replace(self.over(), state="active"))

    @pytest.mark.parametrize("state", ["abandoned", "draft"])
    def test_given_up_and_drafted_ones_are_not(self, state):
        assert not flaws("R4", replace(self.over(), state=state))

    def test_a_running_cycle_has_time(self):
        assert not flaws("R4", sound(cycle=YEAR))

    def test_aspirational_goals_that_all_came_true_asked_for_too_little(self):
        high = replace(self.over(score=0.9), commitment="aspirational")
        assert flaws("R5", high)[0][1].startswith("the aspirational goals of 2026-Q3 scored 0.90")
        assert not flaws("R5", replace(high, commitment="committed"))
        assert not flaws("R5", replace(self.over(score=0.85), commitment="aspirational"))
        assert not flaws("R5", replace(self.over(), commitment="aspirational"))
