from __future__ import annotations

from datetime import UTC, datetime

import pytest

from okrsync.trackers.jira.values import moment, texts

SPRINT = (
    "com.atlassian.greenhopper.service.sprint.Sprint@1a2b[id=42,rapidViewId=4,state=CLOSED,"
    "name=Sprint 3, part=[b],startDate=2026-10-01T00:00:00.000Z,completeDate=<null>,sequence=42,goal=]"
)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, ()),
        ("", ()),
        ("  ", ()),
        ("EMEA", ("EMEA",)),
        (3, ("3",)),
        (3.0, ("3",)),
        (0.5, ("0.5",)),
        (True, ("true",)),
        ({"value": "EMEA", "id": "7"}, ("EMEA",)),
        ({"value": "EMEA", "child": {"value": "DACH"}}, ("EMEA", "DACH")),
        ([{"name": "High"}, {"name": "High"}, "x"], ("High", "x")),
        ({"accountId": "1", "displayName": "Dana"}, ("Dana",)),
        ({"name": "dana", "key": "JIRAUSER1", "displayName": "Dana"}, ("Dana",)),
        ({"id": 7}, ()),
        ([{"id": 4, "name": "Sprint 3", "state": "active"}], ("Sprint 3",)),
        ([SPRINT], ("Sprint 3, part=[b]",)),
        ([[["deep"]]], ("deep",)),
    ],
)
def test_a_fields_value_reads_as_a_person_sees_it(value, words):
    assert texts(value) == words


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026-06-21T15:20:00.000+0530", datetime(2026, 6, 21, 9, 50, tzinfo=UTC)),
        ("2026-06-21T15:20:00.123-0000", datetime(2026, 6, 21, 15, 20, 0, 123000, tzinfo=UTC)),
        ("2026-06-21T15:20:00Z", datetime(2026, 6, 21, 15, 20, tzinfo=UTC)),
        ("2026-06-21", datetime(2026, 6, 21, tzinfo=UTC)),
        ("yesterday", None),
        (None, None),
        (1, None),
    ],
)
def test_times_are_read_with_their_offset(written, read):
    assert moment(written) == read
