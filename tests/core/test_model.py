"""The shape of work: kinds, keys, and states on a day."""

from datetime import UTC, date, datetime

import pytest

from okrsync.core.model import kind_of
from tests.builders.world import done, item


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Epic", "epic"),
        ("Initiative", "initiative"),
        ("Sub-task", "subtask"),
        ("Pull Request", "pull_request"),
        ("pull_request", "pull_request"),
        ("PR", "pull_request"),
        ("Milestone", "milestone"),
        ("Story", "issue"),
        ("", "issue"),
    ],
)
def test_a_types_name_tells_the_kind(name, kind):
    assert kind_of(name) == kind


def test_a_key_is_the_ref_without_its_source():
    assert (item("ONB-7").key, item("acme/web#12").key) == ("ONB-7", "acme/web#12")


def test_work_closed_after_a_day_was_under_way_on_it():
    one = done(on=datetime(2026, 11, 20, 23, 59, tzinfo=UTC))
    assert (one.state_on(date(2026, 11, 19)), one.state_on(date(2026, 11, 20))) == ("doing", "done")
