from __future__ import annotations

from datetime import date

from okrsync.ports import KeptClosing

CLOSED = KeptClosing("2026-Q4", date(2027, 1, 4), '{"title": "Größe \ud83d"}' * 1000)


def test_what_was_kept_of_a_cycle_is_read_by_its_name_in_any_case(store):
    store.keep_closing(CLOSED)
    assert store.closing("2026-q4") == CLOSED
    assert store.closing("2027-Q1") is None


def test_the_newest_takes_the_place_of_the_one_before(store):
    store.keep_closing(CLOSED)
    store.keep_closing(CLOSED._replace(text="{}"))
    assert store.closing("2026-Q4").text == "{}"


def test_it_can_be_forgotten(store):
    store.keep_closing(CLOSED)
    assert store.drop_closing("2026-Q4")
    assert not store.drop_closing("2026-Q4")
    assert store.closing("2026-Q4") is None
