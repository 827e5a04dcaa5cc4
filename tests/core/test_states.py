from __future__ import annotations

import pytest

from okrsync.core.states import drops_work, state_of, state_words

USUAL = state_words({})


def read(word: str, resolution: str = "", *, has_end: bool = False) -> str | None:
    return state_of(word, resolution, USUAL, has_end=has_end)


@pytest.mark.parametrize(
    ("word", "state"),
    [
        *[(word, "todo") for word in ("todo", "To Do", "open", "OPENED", "new", "Backlog", "Reopened")],
        *[(word, "doing") for word in ("doing", "indeterminate", "In Progress", "in-review", "In QE Test")],
        *[(word, "done") for word in ("done", "closed", "Resolved", "merged", "Complete")],
        *[(word, "dropped") for word in ("dropped", "Won't Do", "wontfix", "Cancelled", "not_planned")],
    ],
)
def test_the_usual_words_of_trackers_are_known_in_any_spelling(word: str, state: str) -> None:
    assert read(word) == state


@pytest.mark.parametrize(
    "resolution",
    ["Won't Do", "won’t fix", "Duplicate", "Invalid", "not_planned", "Not planned", "Cannot Reproduce"],
)
def test_a_resolution_can_drop_closed_work(resolution: str) -> None:
    assert read("closed", resolution) == "dropped"


def test_an_ordinary_resolution_changes_nothing() -> None:
    assert read("closed", "Fixed") == "done"
    assert read("open", "Unresolved") == "todo"


def test_without_a_state_the_resolution_or_the_closing_date_tells() -> None:
    assert read("") == "todo"
    assert read("", has_end=True) == "done"
    assert read("", "completed") == "done"
    assert read("", "duplicate", has_end=True) == "dropped"


def test_an_unknown_state_with_a_closing_date_is_done_and_else_unknown() -> None:
    assert read("Parked in Limbo", has_end=True) == "done"
    assert read("Parked in Limbo") is None


def test_incomplete_drops_as_a_resolution_but_is_no_state() -> None:
    assert read("closed", "Incomplete") == "dropped"
    assert read("Incomplete") is None


def test_the_sources_own_words_win_over_the_usual_ones() -> None:
    words = state_words({"doing": ("Resolved",), "dropped": ("Hold",)})
    assert state_of("resolved", "", words, has_end=False) == "doing"
    assert state_of("closed", "HOLD", words, has_end=True) == "dropped"


@pytest.mark.parametrize("word", ["Won't Do", "Won’t Fix", "Duplicate", "Can't Reproduce", "Incomplete"])
def test_a_fruitless_resolution_drops_work(word):
    assert drops_work(word)


@pytest.mark.parametrize("resolution", ["", "Done", "Fixed", "Later"])
def test_any_other_resolution_does_not(resolution):
    assert not drops_work(resolution)
