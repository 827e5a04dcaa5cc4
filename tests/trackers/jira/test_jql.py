from __future__ import annotations

from datetime import UTC, datetime

import pytest

from okrsync.trackers.jira.jql import question, since_instant, since_minute

MOMENT = datetime(2026, 11, 2, 9, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("narrowing", "asked"),
    [
        (None, 'project = "ONB"'),
        ("", 'project = "ONB"'),
        ("type = Bug OR a = b", 'project = "ONB" AND (type = Bug OR a = b)'),
        ("type = Bug order by created desc", 'project = "ONB" AND (type = Bug)'),
        ("ORDER BY created", 'project = "ONB"'),
        ('summary ~ "order by hand"', 'project = "ONB" AND (summary ~ "order by hand")'),
    ],
)
def test_a_narrowing_is_set_in_parentheses_without_its_order(narrowing, asked):
    assert question("ONB", narrowing) == asked


def test_names_cannot_break_out_of_their_quotes():
    assert question('A" OR project = "B\\') == 'project = "A\\" OR project = \\"B\\\\"'


def test_the_bound_is_an_instant_a_quarter_of_an_hour_early():
    early = int((MOMENT.timestamp() - 15 * 60) * 1000)
    assert since_instant(MOMENT) == f"updated >= {early}"


def test_by_the_minute_the_accounts_zone_is_meant():
    assert since_minute(MOMENT, "Asia/Kolkata") == 'updated >= "2026-11-02 14:15"'


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "../etc"])
def test_an_unknown_zone_means_a_day_more(zone):
    assert since_minute(MOMENT, zone) == 'updated >= "2026-11-01 08:45"'
