"""Targets that moved: shown beside what the cycle began with."""

from datetime import date

from okrsync.core.cycles import Cycle
from okrsync.core.edits import Edit
from tests.builders.world import Q4, TODAY, goals, key_result, objective, report_of

OCT, NOV = date(2026, 10, 20), date(2026, 11, 5)


def edit(key, original, after, /, on=OCT, **facts):
    known = {"goal": "GROW.KR1", "cycle": "2026-Q4", "commit": "0a1b2c3d4e5f6a7b"}
    return Edit(key=key, before=str(original), after=str(after), on=on, original=original, **(known | facts))


def row(*edits, as_of=TODAY, **facts):
    part = key_result(**({"current": 4} | facts))
    return report_of(goals(objective("GROW", part)), edits=edits, as_of=as_of).key_results[0]


def test_a_key_result_is_shown_by_the_target_it_began_with_too():
    found = row(edit("target", 5, 8), edit("target", 8, 10, on=NOV))
    assert (found.progress.value, found.original.progress.value) == (0.4, 0.8)
    assert (found.original.baseline, found.original.target) == (0, 5)
    assert [(one.before, one.after, one.on) for one in found.edits] == [("5", "8", OCT), ("8", "10", NOV)]


def test_the_baseline_counts_as_the_target_does():
    found = row(edit("baseline", 2, 0))
    assert (found.original.baseline, found.original.target) == (2, 10)
    assert found.original.progress.value == 0.25


def test_a_target_that_was_set_back_is_shown_once():
    found = row(edit("target", 10, 8), edit("target", 8, 10, on=NOV))
    assert found.original is None
    assert len(found.edits) == 2


def test_at_the_end_it_is_graded_by_both():
    closed = objective("GROW", key_result(current=4), state="closed")
    (found,) = report_of(goals(closed), edits=[edit("target", 5, 10)]).key_results
    assert (found.grade.computed, found.original.grade.computed) == (0.4, 0.8)


def test_what_was_no_number_is_no_target():
    assert row(edit("target", "five", 10)).original is None
    assert row(edit("target", True, 10)).original is None


def test_what_was_changed_after_the_day_is_not_known_yet():
    assert row(edit("target", 5, 10, on=NOV), as_of=OCT).edits == ()


def test_an_edit_of_another_cycle_is_not_of_this_goal():
    assert row(edit("target", 5, 10, cycle="2026-Q3")).edits == ()


def test_a_corridor_counts_as_a_target_does():
    found = row(edit("max", 3.0, 5.0), edit("min", 1, 0), kind="guardrail", min=0, max=5, current=4)
    assert (found.progress.value, found.original.progress.value) == (1.0, 0.5)
    assert (found.original.min, found.original.max, found.original.status) == (1, 3, "at risk")


def test_levels_count_as_a_target_does():
    found = row(
        edit("levels", ["low", "mid", "high"], "x"), kind="ordinal", levels=("low", "mid"), current="mid"
    )
    assert (found.progress.value, found.original.progress.value) == (1.0, 0.5)
    assert found.original.levels == ("low", "mid", "high")


def test_a_new_curve_is_shown_by_what_was_expected_before():
    curve = ((date(2026, 12, 20), 0.1),)
    straight = row(edit("phases", None, "x"), phases=curve)
    assert straight.expected < 0.1 < straight.original.expected
    own = row(edit("phases", [[date(2026, 12, 20), 0.1], [date(2026, 12, 21), "x"], ["x", 0.1]], "x"))
    assert own.original.expected < 0.1 < own.expected


def of_objective(*changes, cycle=Q4):
    known = {"goal": "GROW", "cycle": cycle.id}
    made = [edit(*one, **known) for one in changes]
    return report_of(goals(objective("GROW", key_result(current=4), cycle=cycle)), edits=made).key_results[0]


def test_new_days_of_the_cycle_are_shown_by_what_was_expected_before():
    found = of_objective(("cycle.end", date(2026, 11, 30), "x"), ("cycle.start", date(2026, 9, 1), "x"))
    assert found.original.expected > 0.8 > found.expected
    assert (found.status, found.original.status) == ("on track", "behind")
    assert found.edits == ()


def test_a_goal_put_into_another_cycle_is_shown_by_the_one_it_began_in():
    half = Cycle("2026-H2", date(2026, 7, 1), date(2026, 12, 31))
    assert of_objective(("cycle", "2026-Q4", "2026-H2"), cycle=half).original.expected < 0.6
    assert of_objective(("cycle", "sprint", "2026-H2"), cycle=half).original is None
    assert of_objective(("cycle", None, "2026-H2"), cycle=half).original is None


def test_another_owner_is_shown_with_the_objective():
    change = edit("owner", "kim", "dana", goal="GROW", reason="parental leave")
    (found,) = report_of(goals(objective("GROW", key_result())), edits=[change]).objectives
    assert [(one.key, one.before, one.reason) for one in found.edits] == [("owner", "kim", "parental leave")]


def test_why_a_confidential_goal_was_changed_stays_among_those_who_know_it():
    file = goals(objective("GROW", key_result(current=4), is_confidential=True, cycle=Q4))
    change = edit("target", 5, 10, reason="we buy Globex")
    hidden = report_of(file, edits=[change, edit("baseline", 1, 0)])
    shown = report_of(file, edits=[change], show_confidential=True)
    assert [one.reason for one in hidden.key_results[0].edits] == ["the goal is confidential", None]
    assert "Globex" not in str(hidden)
    assert shown.key_results[0].edits[0].reason == "we buy Globex"
