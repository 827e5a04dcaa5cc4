from __future__ import annotations

from dataclasses import replace

import pytest

from okrsync.core.measuring import Measured

MONDAY = Measured("2026-Q4", "GROW.KR1", "2026-11-16", 6.5)
TUESDAY = Measured("2026-Q4", "GROW.KR1", "2026-11-17", 6.0)


def test_what_was_measured_is_read_oldest_first(store):
    store.keep_measured([TUESDAY])
    store.keep_measured([MONDAY, replace(MONDAY, goal="ACME.KR1"), replace(MONDAY, cycle="2026")])
    found = [(one.on, one.cycle, one.goal) for one in store.measured()]
    assert found == sorted(found)
    assert len(found) == 4


def test_a_day_keeps_its_newest_value(store):
    store.keep_measured([MONDAY])
    store.keep_measured([replace(MONDAY, value=6.25)])
    assert store.measured() == (replace(MONDAY, value=6.25),)


def test_a_failure_takes_no_value_away_and_goes_with_the_next_value(store):
    store.keep_measured([MONDAY])
    store.keep_measured([replace(MONDAY, value=None, error="out of order")])
    assert store.measured() == (replace(MONDAY, error="out of order"),)
    store.keep_measured([MONDAY])
    assert store.measured() == (MONDAY,)


@pytest.mark.parametrize("value", [0.0, -1.5, 1e300, "silver", True, False])
def test_every_kind_of_value_comes_back_as_it_was(store, value):
    store.keep_measured([replace(MONDAY, value=value)])
    (found,) = store.measured()
    assert (found.value, type(found.value)) == (value, type(value))


def test_what_no_database_takes_is_marked_in_a_failure(real_shop):
    store = real_shop.open()
    store.keep_measured([replace(MONDAY, value=None, error="bad \x00 byte")])
    assert store.measured()[0].error == "bad � byte"
