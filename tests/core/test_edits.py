from __future__ import annotations

from datetime import date

import pytest

from okrsync.core.edits import Version, edits
from tests.builders.world import Q3, Q4, goals, key_result, objective

NOW = goals(objective("GROW", key_result("GROW.KR1")))


def version(on, *, cycle="2026-q4", reason=None, owner="dana", **facts):
    """The file of a day: its objective's owner, and what it said of the key result."""
    known = {"baseline": 9, "target": 3, "due": None} | facts
    said = {"grow": {cycle: {"owner": owner}}, "grow.kr1": {cycle: known}}
    return Version(on, f"commit of {on}", reason, said)


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
