from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from okrsync.stores.rows import fingerprint, from_micros, keepable, to_item, to_micros, to_row
from okrsync.stores.schema import FACTS
from tests.fakes.work import item


@given(st.datetimes(timezones=st.just(UTC)))
def test_every_time_is_read_back_to_the_microsecond(when):
    assert from_micros(to_micros(when)) == when


def test_a_time_elsewhere_is_kept_in_utc():
    elsewhere = datetime(2026, 11, 20, 9, 30, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    found = from_micros(to_micros(elsewhere))
    assert found == elsewhere
    assert found.tzinfo is UTC


@given(st.text(st.characters()))
def test_what_is_kept_fits_every_database(text):
    kept = keepable(text)
    assert "\x00" not in kept
    assert kept.encode("utf-8").decode("utf-8") == kept
    assert len(kept) == len(text)


def test_parts_are_told_apart_by_their_fingerprint():
    assert fingerprint("ab", "c") != fingerprint("a", "bc")
    assert fingerprint("1") != fingerprint(1)
    assert len(fingerprint("x" * 100_000, "\ud800")) == 32


def test_a_row_is_read_back_as_the_item_it_was():
    saved = item("github:acme/web#1", labels=("b", "a"), fields={"Sprint": ("One",)}, effort=3)
    row = to_row(saved, {("acme/web", "label", "b"): 7, ("acme/web", "label", "a"): 12})
    assert row["labels"] == "7,12"
    assert to_item({"7": "b", "12": "a"})([row[fact] for fact in FACTS]) == saved


def test_words_that_repeat_are_kept_in_memory_once():
    read = to_item({})
    row = to_row(item("github:acme/web#1"), {})
    first, second = (
        read(["".join(list(row[fact])) if isinstance(row[fact], str) else row[fact] for fact in FACTS])
        for _ in range(2)
    )
    assert first.project is second.project
    assert first.source is second.source
