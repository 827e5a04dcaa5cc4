from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from okrsync.config import values
from okrsync.config.values import duration, written_duration


def accepts(kind, value):
    try:
        TypeAdapter(kind).validate_python(value)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12h", timedelta(hours=12)),
        ("2d", timedelta(days=2)),
        ("2w", timedelta(weeks=2)),
        ("0d", timedelta()),
    ],
)
def test_a_duration_is_a_number_of_hours_days_or_weeks(text, expected):
    assert duration(text) == expected


@pytest.mark.parametrize("text", ["", "2", "d", "2 days", "-1d", "1.5d", "99999d", "2D"])
def test_any_other_text_is_no_duration(text):
    with pytest.raises(ValueError, match="12h"):
        duration(text)


@given(st.integers(0, 9999), st.sampled_from("hdw"))
def test_a_duration_is_read_back_as_it_was_written(count, unit):
    read = duration(f"{count}{unit}")
    assert duration(written_duration(read)) == read


@pytest.mark.parametrize("value", [2, 2.0, True, None, ["2d"], date(2026, 1, 1)])
def test_only_text_is_a_duration(value):
    assert not accepts(values.Duration, value)


@pytest.mark.parametrize("value", [date(2026, 10, 20), "2026-10-20"])
def test_a_day_is_a_date_even_in_quotes(value):
    assert TypeAdapter(values.Day).validate_python(value) == date(2026, 10, 20)


@pytest.mark.parametrize("value", [datetime(2026, 10, 20), "tomorrow", "2026-13-01", 20261020, True, ""])  # noqa: DTZ001 (as TOML gives it)
def test_a_time_or_a_number_is_no_day(value):
    assert not accepts(values.Day, value)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (values.Number, "5"),
        (values.Number, True),
        (values.Number, float("nan")),
        (values.Number, float("inf")),
        (values.Number, 10**400),
        (values.Count, 2.0),
        (values.Count, "2"),
        (values.Count, -1),
        (values.Flag, "yes"),
        (values.Flag, 1),
        (values.Share, 1.01),
        (values.Share, -0.01),
        (values.Share, float("nan")),
        (values.Text, 5),
        (values.Text, " \t"),
        (values.Reading, float("inf")),
        (values.Reading, [1]),
        (values.Reading, date(2026, 1, 1)),
    ],
)
def test_the_type_of_a_value_is_never_guessed(kind, value):
    assert not accepts(kind, value)


@pytest.mark.parametrize("value", [3, 2.5, True, "fair"])
def test_a_reading_keeps_its_type(value):
    read = TypeAdapter(values.Reading).validate_python(value)
    assert read == value
    assert isinstance(read, float if isinstance(value, int) and not isinstance(value, bool) else type(value))


@pytest.mark.parametrize("text", ["GROW", "grow-2026", "Ziele_Q4", "成長", "GROW/1"])
def test_an_id_is_one_word(text):
    assert accepts(values.GoalId, text)


@pytest.mark.parametrize(
    "text", ["", "GROW.KR1", "GROW UP", "A,B", "a\tb", "a\x00b", "none", "None", "SNOOZE"]
)
def test_an_id_with_a_dot_a_space_or_a_comma_is_refused(text):
    assert not accepts(values.GoalId, text)


@pytest.mark.parametrize(
    "text", ["jira:ONB-7", "github:acme/web#12", "plan:row 7", "github:acme/web/milestone/3"]
)
def test_a_ref_has_its_source_before_the_colon(text):
    assert accepts(values.Ref, text)


@pytest.mark.parametrize("text", ["ONB-7", ":ONB-7", "jira:", "jira: ", "7:a", "a b:c"])
def test_a_bare_key_is_no_ref(text):
    assert not accepts(values.Ref, text)


@pytest.mark.parametrize(
    "text", ["https://acme.atlassian.net", "http://127.0.0.1:8080/jira", "https://x.example/api/v3?a=@b"]
)
def test_an_address_starts_with_its_scheme(text):
    assert accepts(values.Url, text)


@pytest.mark.parametrize(
    "text", ["acme.atlassian.net", "https://me:secret@acme.example", "ftp://x", "https://", "https://a b"]
)
def test_an_address_with_a_password_is_refused(text):
    assert not accepts(values.Url, text)


@pytest.mark.parametrize(
    "text",
    ["sqlite:///x.db", "sqlite://", "postgresql://h/db", "postgres://h/db", "postgresql+psycopg://u:p@h/db"],
)
def test_a_store_is_sqlite_or_postgresql(text):
    assert accepts(values.StoreUrl, text)


@pytest.mark.parametrize("text", ["okr.db", "mysql://h/db", "", "postgre://h/db"])
def test_any_other_store_is_refused(text):
    assert not accepts(values.StoreUrl, text)
