from __future__ import annotations

from datetime import date

import pytest

from okrsync.core.cycles import Cycle
from okrsync.core.edits import Version, edits
from tests.builders.world import Q3, Q4, goals, key_result, objective

NOW = goals(objective("GROW", key_result("GROW.KR1")))


def version(on, *, cycle="2026-q4", reason=None, owner="dana", named=None, spans=None, state=None, **facts):
    """The file of a day: its objective's owner, and what it said of the key result."""
    known = {"baseline": 9, "target": 3, "due": None, "phases": None} | facts
    said = {"grow": {cycle: {"owner": owner, "cycle": named, "state": state}}, "grow.kr1": {cycle: known}}
    return Version(on, f"commit of {on}", reason, said, spans or {})


def told(*versions, file=NOW):
    return [(one.goal, one.key, one.before, one.after, one.on) for one in edits(file, versions)]


SEPT, OCT, NOV = date(2026, 9, 20), date(2026, 10, 20), date(2026, 11, 5)


def test_a_target_changed_after_the_cycle_began_is_found_with_its_commit_and_reason():
    (edit,) = edits(NOW, [version(SEPT), version(OCT, target=5, reason="the price changed")])
    assert edit[:8] == (
        *("GROW.KR1", "2026-Q4", "target", "3", "5", OCT, f"commit of {OCT}", "the price changed"),
    )
    assert edit.original == 3


def test_a_number_is_told_with_all_its_digits():
    (edit,) = edits(NOW, [version(SEPT, target=1234567.25), version(OCT, target=5.0)])
    assert (edit.before, edit.after) == ("1234567.25", "5")


@pytest.mark.parametrize(
    ("facts", "key"),
    [({"baseline": 8}, "baseline"), ({"owner": "kim"}, "owner"), ({"due": "2026-12-01"}, None)],
)
def test_baseline_owner_and_due_dates_are_watched(facts, key):
    assert [one[1] for one in told(version(SEPT), version(OCT, **facts))] == ([key] if key else [])


def test_a_moved_due_date_is_an_edit():
    before, after = version(SEPT, due="2026-11-01"), version(OCT, due="2026-12-01")
    assert told(before, after) == [("GROW.KR1", "due", "2026-11-01", "2026-12-01", OCT)]


def test_what_changes_before_the_cycle_or_on_its_first_day_is_drafting():
    assert told(version(SEPT), version(Q4.start, target=5)) == []
    assert told(version(Q4.start, target=5), version(OCT, target=5)) == []


def test_writing_a_goal_down_late_and_filling_in_what_was_unknown_is_no_edit():
    assert told(version(OCT), version(NOV)) == []
    assert told(version(SEPT, baseline=None), version(OCT)) == []


def test_taking_a_number_away_is_an_edit():
    assert told(version(SEPT), version(OCT, target=None)) == [("GROW.KR1", "target", "3", "nothing", OCT)]


def test_each_change_is_told_also_one_that_is_taken_back():
    found = told(version(SEPT), version(OCT, target=5), version(NOV))
    assert [one[2:4] for one in found] == [("3", "5"), ("5", "3")]


def test_a_version_that_cannot_be_read_hides_no_change():
    broken = Version(OCT, "x", None, {})
    assert [one[4] for one in told(version(SEPT), broken, version(NOV, target=5))] == [NOV]


def test_last_quarters_goal_of_the_same_name_is_another_goal():
    assert told(version(SEPT, cycle="2026-q3", target=7), version(OCT)) == []
    file = goals(objective("GROW", key_result("GROW.KR1"), cycle=Q3))
    assert told(version(SEPT, cycle="2026-q3"), version(OCT, cycle="2026-q3", target=7), file=file) == [
        ("GROW.KR1", "target", "3", "7", OCT)
    ]


def test_a_goal_without_a_cycle_is_that_of_the_report():
    assert told(version(SEPT, cycle=None), version(OCT, cycle=None, target=5)) != []


@pytest.mark.parametrize(
    ("key", "before", "after", "told_as"),
    [
        ("min", 1, 2, ("1", "2")),
        ("max", 5, 8, ("5", "8")),
        ("steps", 3, 2, ("3", "2")),
        ("levels", ["low", "high"], ["low", "mid", "high"], ("low, high", "low, mid, high")),
        ("phases", None, [[NOV, 0.2]], ("a straight line", "2026-11-05: 20%")),
        ("phases", [[NOV, 0.2]], [[NOV, "x"]], ("2026-11-05: 20%", "2026-11-05: x")),
        ("owner", "kim", None, ("kim", "nothing")),
    ],
)
def test_every_bound_and_date_of_a_key_result_is_watched(key, before, after, told_as):
    found = told(version(SEPT, **{key: before}), version(OCT, **{key: after}))
    assert [one[1:4] for one in found if one[0] == "GROW.KR1" or key == "owner"] == [(key, *told_as)]


def test_the_same_in_other_letters_or_numbers_is_no_edit():
    before = version(SEPT, owner="Dana", target=3, levels=["Low", "High"])
    assert told(before, version(OCT, owner="dana", target=3.0, levels=["low", "high"])) == []


def test_what_is_not_committed_yet_is_an_edit_without_a_commit():
    (edit,) = edits(NOW, [version(SEPT), version(OCT, target=5)._replace(commit=None)])
    assert (edit.after, edit.commit) == ("5", None)


def test_a_draft_is_drafted_until_it_was_active_once():
    drafts = [version(SEPT, state="draft"), version(OCT, state="draft", target=5)]
    active = version(date(2026, 10, 25), state="active", target=6)
    assert told(*drafts, active) == []
    again = version(NOV, state="draft", target=7)
    assert [one[2:4] for one in told(*drafts, active, again)] == [("6", "7")]


class TestDays:
    """Of a cycle that is given dates."""

    DATED = Cycle("autumn", date(2026, 10, 1), date(2027, 1, 15))
    FILE = goals(objective("GROW", key_result("GROW.KR1"), cycle=DATED))

    def version(self, on, start=date(2026, 10, 1), end=date(2026, 12, 18), **facts):
        return version(on, cycle="autumn", spans={"autumn": (start, end)}, **facts)

    def told(self, *versions):
        return [one[1:4] for one in told(*versions, file=self.FILE)]

    def test_a_new_end_is_an_edit_of_each_of_its_goals(self):
        found = told(self.version(SEPT), self.version(OCT, end=self.DATED.end), file=self.FILE)
        assert found == [("GROW", "cycle.end", "2026-12-18", "2027-01-15", OCT)]

    def test_who_moves_the_start_does_not_undo_what_was_changed_since(self):
        later = self.version(OCT, target=5)
        found = self.told(self.version(SEPT), later, self.version(NOV, start=NOV, target=5))
        assert found == [("target", "3", "5"), ("cycle.start", "2026-10-01", "2026-11-05")]

    def test_before_it_began_its_days_are_drafted_too(self):
        assert self.told(self.version(date(2026, 9, 1)), self.version(SEPT, end=self.DATED.end)) == []

    def test_a_cycle_whose_days_nobody_knows_has_those_of_today(self):
        nowhere = version(SEPT, cycle="autumn")
        assert self.told(nowhere, version(OCT, cycle="autumn", target=5)) == [("target", "3", "5")]


class TestOtherCycle:
    """A goal that is put into another cycle while its own is running."""

    NEXT = Cycle("2027-Q1", date(2027, 1, 1), date(2027, 3, 31))
    FILE = goals(objective("GROW", key_result("GROW.KR1"), cycle=NEXT))

    def next(self, on, **facts):
        return version(on, **({"cycle": "2027-q1", "named": "2027-Q1"} | facts))

    def test_is_an_edit_and_so_is_what_was_changed_before_or_with_it(self):
        begun = version(SEPT, named="2026-Q4")
        found = told(begun, version(OCT, named="2026-Q4", target=5), self.next(NOV, target=6), file=self.FILE)
        assert found == [
            ("GROW.KR1", "target", "3", "5", OCT),
            ("GROW", "cycle", "2026-Q4", "2027-Q1", NOV),
            ("GROW.KR1", "target", "5", "6", NOV),
        ]

    def test_that_it_goes_on_in_the_next_one_is_none(self):
        kept = version(SEPT, named="2026-Q4")
        both = self.next(NOV)
        both = both._replace(goals={name: {**kept.goals[name], **both.goals[name]} for name in kept.goals})
        assert told(kept, both, file=self.FILE) == []

    def test_that_the_whole_file_goes_on_to_the_next_one_is_none(self):
        assert told(version(SEPT), self.next(NOV, named=None, target=6), file=self.FILE) == []

    def test_but_a_file_that_gives_itself_more_time_is(self):
        file = goals(
            objective("GROW", key_result("GROW.KR1"), cycle=Cycle("2026-H2", date(2026, 7, 1), Q4.end))
        )
        found = told(version(SEPT), version(OCT, cycle="2026-h2"), file=file)
        assert found == [("GROW", "cycle", "2026-Q4", "2026-H2", OCT)]

    def test_one_that_was_over_was_left_behind(self):
        last = version(SEPT, cycle="2026-q3", named="2026-Q3", target=7)
        assert (
            told(last, version(OCT, named="2026-Q4"), file=goals(objective("GROW", key_result("GROW.KR1"))))
            == []
        )

    def test_one_whose_days_nobody_knows_is_not_judged(self):
        assert told(version(SEPT, cycle="sprint", named="sprint"), self.next(NOV), file=self.FILE) == []

    def test_one_with_days_of_its_own_is_told_by_its_name(self):
        spans = {"sprint": (date(2026, 10, 1), date(2026, 11, 30))}
        found = told(
            version(date(2026, 8, 1), cycle="2026-q3"),
            version(SEPT, cycle="sprint", named="sprint", spans=spans),
            self.next(NOV, spans=spans),
            file=self.FILE,
        )
        assert found == [("GROW", "cycle", "sprint", "2027-Q1", NOV)]
