from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsync.trackers.file.cells import (
    LONGEST,
    Unusable,
    list_of,
    long_text_of,
    number_of,
    quoted,
    text_of,
    time_of,
    truth_of,
)


def test_control_characters_in_a_text_become_spaces() -> None:
    assert text_of("Fix\x00 the\x1b[1;31m red\x1b[0m\r\n button\x07") == "Fix  the red  button"


def test_half_a_pair_of_surrogates_can_be_written_everywhere() -> None:
    assert text_of("broken \ud83d emoji").encode() == "broken \ufffd emoji".encode()
    assert long_text_of("two\nlines \udc00").encode() == "two\nlines \ufffd".encode()


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_becomes_one_line_that_can_be_stored(text: str) -> None:
    kept = text_of(text)
    assert kept.encode().decode() == kept
    assert len(kept.splitlines()) <= 1


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), (7, "7"), (2.5, "2.5"), (True, "true"), (["", "a", "b"], "a"), ([], "")],
)
def test_numbers_and_lists_have_a_text_too(value: object, text: str) -> None:
    assert text_of(value) == text


def test_an_object_is_known_by_its_name() -> None:
    assert text_of({"id": 3, "name": "bug", "color": "red"}) == "bug"
    assert text_of({"login": "robin"}) == "robin"
    assert text_of({"color": "red"}) == ""


def test_a_list_keeps_each_value_once_and_in_order() -> None:
    assert list_of(["b", "a", "b", "", None, {"name": "c"}], None) == ("b", "a", "c")
    assert list_of("b; a ;b;", ";") == ("b", "a")
    assert list_of(["b;a", "c"], ";") == ("b", "a", "c")


def test_in_json_a_text_is_one_value() -> None:
    assert list_of("one; still one", None) == ("one; still one",)
    assert list_of(None, None) == ()
    assert list_of(0, None) == ("0",)


def test_a_label_of_ten_thousand_characters_is_shortened() -> None:
    [label] = list_of(["x" * 10_000], None)
    assert len(label) == LONGEST
    assert label.endswith("…")


@pytest.mark.parametrize(("value", "number"), [(3, 3.0), ("2.5", 2.5), (0, 0.0), ("", None), (None, None)])
def test_a_number_may_be_written_as_text(value: object, number: float | None) -> None:
    assert number_of(value) == number


@pytest.mark.parametrize("value", ["many", "-1", -1, float("nan"), float("inf"), True, "3,5"])
def test_what_is_no_number_is_unusable(value: object) -> None:
    with pytest.raises(Unusable, match=r"no number of zero or more; write it like 3 or 2\.5"):
        number_of(value)


NOON = datetime(2026, 10, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2026-10-01T12:00:00Z",
        "2026-10-01T12:00:00.000+0000",
        "2026-10-01T14:00:00+02:00",
        "2026-10-01T12:00:00",
        "2026-10-01 12:00:00",
        "2026-10-01 12:00",
        "2026-10-01 12:00:00 UTC",
    ],
)
def test_times_are_read_in_every_usual_spelling(text: str) -> None:
    assert time_of(text) == NOON


def test_a_day_is_its_beginning_in_utc() -> None:
    assert time_of("2026-10-01") == datetime(2026, 10, 1, tzinfo=UTC)
    assert time_of("") is None
    assert time_of(None) is None


@pytest.mark.parametrize("value", ["24/Apr/15 12:04 PM", "soon", 1732877091000, "0001-01-01T00:00:00+14:00"])
def test_what_is_no_time_is_unusable(value: object) -> None:
    with pytest.raises(Unusable, match="no time; write it like 2026-10-01"):
        time_of(value)


def test_truth_has_three_values() -> None:
    assert [truth_of(value) for value in (True, "Yes", "1", 1)] == [True] * 4
    assert [truth_of(value) for value in (False, "no", 0)] == [False] * 3
    assert [truth_of(value) for value in (None, "")] == [None] * 2


def test_a_long_value_is_quoted_in_short() -> None:
    assert quoted("x" * 100) == '"' + "x" * 60 + '…"'
