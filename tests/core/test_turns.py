"""No faster than is welcome."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from okrsync.core.turns import HOUR, MINUTE, MOST_IN, free_at
from tests.fakes.work import NOW


def ago(*seconds):
    return [NOW - timedelta(seconds=one) for one in seconds]


def test_few_writes_wait_for_nothing():
    assert free_at([], NOW) == NOW
    assert free_at(ago(*range(MOST_IN[MINUTE] - 1)), NOW) == NOW


def test_a_full_minute_waits_for_its_oldest_write_to_be_a_minute_old():
    assert free_at(ago(*range(MOST_IN[MINUTE])), NOW) == NOW + timedelta(seconds=1)


def test_a_full_hour_waits_for_its_oldest_write_to_be_an_hour_old():
    writes = ago(*(60 + 8 * n for n in range(MOST_IN[HOUR])))
    assert free_at(writes, NOW) == min(writes) + HOUR


def test_what_is_long_past_does_not_count():
    assert free_at(ago(*(3600 + n for n in range(1000))), NOW) == NOW


def test_the_limits_stay_below_those_of_github():
    assert MOST_IN[MINUTE] < 80
    assert MOST_IN[HOUR] < 500


@given(st.lists(st.integers(0, 4000), max_size=600), st.randoms(use_true_random=False))
def test_after_the_wait_one_more_is_within_every_limit(seconds, random):
    writes = ago(*seconds)
    free = free_at(writes, NOW)
    assert free >= NOW
    for span, most in MOST_IN.items():
        assert sum(at > free - span for at in writes) < most
    random.shuffle(writes)
    assert free_at(writes, NOW) == free
