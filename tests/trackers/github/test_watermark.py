from __future__ import annotations

from datetime import UTC, datetime, timedelta

from okrsync.trackers.github.watermark import Watermark

NOON = datetime(2026, 10, 1, 12, 0, tzinfo=UTC)


def _row(number, *, seconds_ago=0, is_pull=False, **facts):
    updated = f"{NOON - timedelta(seconds=seconds_ago):%Y-%m-%dT%H:%M:%SZ}"
    pull = {"pull_request": {"merged_at": None}} if is_pull else {}
    return {"number": number, "updated_at": updated, "title": "T", **pull, **facts}


def _after(*rows, mark=None):
    watermark = Watermark(mark or {})
    watermark.see(rows)
    return watermark.mark()


def test_without_a_mark_everything_is_asked_for():
    assert Watermark({}).since == ""


def test_an_empty_repository_stays_unmarked():
    assert _after() == {"updated": None, "since": None, "recent": {}}


def test_the_next_walk_begins_five_minutes_before_the_newest_change():
    mark = _after(_row(1, seconds_ago=4000), _row(2))
    assert mark["updated"] == "2026-10-01T12:00:00Z"
    assert Watermark(mark).since == "2026-10-01T11:55:00Z"


def test_after_a_burst_of_changes_it_begins_later_so_that_one_request_is_enough():
    burst = [_row(number, seconds_ago=number) for number in range(200)]
    assert Watermark(_after(*burst)).since == "2026-10-01T11:58:31Z"


def test_but_never_less_than_a_minute_before():
    burst = [_row(number) for number in range(200)]
    assert Watermark(_after(*burst)).since == "2026-10-01T11:59:00Z"


def test_the_mark_never_moves_back():
    mark = _after(_row(2))
    assert _after(_row(1, seconds_ago=100), mark=mark)["updated"] == "2026-10-01T12:00:00Z"


def test_a_pull_request_seen_again_as_it_was_is_known():
    pull = _row(1, is_pull=True)
    watermark = Watermark(_after(pull, _row(2)))
    assert watermark.is_known(pull)
    assert not watermark.is_known(pull | {"title": "Another, within the same second"})
    assert not watermark.is_known(_row(2))


def test_only_recent_pull_requests_are_remembered():
    mark = _after(_row(1, is_pull=True, seconds_ago=301), _row(2, is_pull=True))
    assert list(mark["recent"]) == ["2"]


def test_a_row_from_before_what_was_asked_for_is_known():
    watermark = Watermark(_after(_row(1)))
    assert watermark.is_known(_row(2, is_pull=True, seconds_ago=3600))
    assert not watermark.is_known({"number": 3})
    assert not Watermark({}).is_known(_row(2, is_pull=True, seconds_ago=3600))
