from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from okrsync.render import figures


@pytest.mark.parametrize(
    ("share", "shown"),
    [(None, "–"), (0, "0%"), (0.001, "<1%"), (0.625, "62%"), (0.999, ">99%"), (1, "100%"), (1.5, "150%")],
)
def test_a_share_is_all_or_nothing_only_when_it_is(share, shown):
    assert figures.percent(share) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        *(
            (None, "–"),
            (1234.5, "1,234.5"),
            (3.0, "3"),
            (0.1 + 0.2, "0.3"),
            (0.0042, "0.0042"),
            (-7.25, "-7.25"),
        ),
        *((True, "yes"), (False, "no"), ("high", "high"), (0.0, "0")),
    ],
)
def test_a_number_has_the_decimals_it_needs(value, shown):
    assert figures.number(value) == shown


def test_points_say_which_way_a_share_is_off():
    assert figures.points(0.31, 0.35) == "−4"
    assert figures.points(0.5, 0.38) == "+12"
    assert figures.points(0.3, 0.3) == "0"
    assert figures.points(None, 0.3) == figures.points(0.3, None) == "–"


def test_a_bar_stays_inside_its_ends():
    assert figures.bar(0.4) == "████░░░░░░"
    assert figures.bar(None) == figures.bar(-1) == "░" * 10
    assert figures.bar(7, 3) == "███"


def test_one_is_no_plural():
    assert figures.count(1, "item") == "1 item"
    assert figures.count(4321, "item") == "4,321 items"
    assert figures.count(2, "entry", "entries") == "2 entries"


def test_days_and_moments_are_in_utc():
    tokyo = timezone(timedelta(hours=9))
    assert figures.moment(datetime(2026, 11, 20, 6, 0, tzinfo=tokyo)) == "2026-11-19 21:00 UTC"
    assert figures.day(date(2026, 11, 20)) == "2026-11-20"
    assert figures.day(datetime(2026, 11, 20, 6, tzinfo=UTC)) == "2026-11-20"
    assert figures.day(None) == figures.age(None) == "–"


@pytest.mark.parametrize(
    ("days", "shown"),
    [(0, "0 days"), (1, "1 day"), (89, "89 days"), (90, "3 months"), (729, "24 months"), (4541, "12 years")],
)
def test_an_age_is_told_as_people_would(days, shown):
    assert figures.age(days) == shown
