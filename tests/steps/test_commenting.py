from __future__ import annotations

from types import SimpleNamespace

import pytest

from okrsync.core.comments import CommentPolicy, marked
from okrsync.ports import Comment
from okrsync.steps.commenting import Commenting
from okrsync.steps.judging import Judged
from tests.fakes.tracker import FakeTracker
from tests.fakes.work import NOW, pull_request

REF = "github:acme/web#12"


@pytest.fixture
def tracker():
    return FakeTracker().holding(pull_request(REF))


def judged(verdict: str = "untied", **facts) -> Judged:
    known = {"incomplete": (), "is_draft_only": False, "not_counted": None, "is_blind": False}
    return Judged(SimpleNamespace(item=pull_request(REF, **facts), verdict=verdict, **known), None)


def commenting(tracker, words: list[str] | None = None) -> Commenting:
    def write(_: Judged, wanted: str) -> str:
        (words if words is not None else []).append(wanted)
        return f"Words to {wanted}"

    return Commenting({"github": tracker}, CommentPolicy(), write, NOW)


def test_the_words_are_asked_for_what_is_wanted(tracker):
    words = []
    commenting(tracker, words).keep(judged())
    commenting(tracker, words).keep(judged("tied"))
    assert words == ["ask", "settle"]


def test_no_words_are_made_for_an_item_left_alone(tracker):
    words = []
    assert commenting(tracker, words).keep(judged(is_draft=True)) == "none"
    assert words == []


def test_a_failure_is_kept_with_its_item(tracker):
    tracker.lost_writes = 2
    keeping = commenting(tracker)
    assert keeping.keep(judged()) == "none"
    assert list(keeping.errors) == [REF]


def test_an_item_changed_since_keeps_its_comment(tracker):
    tracker.posted[REF] = [Comment("1", marked("Old", None), is_ours=True)]
    tracker.holding(pull_request(REF, labels=("okr:grow",)))
    assert commenting(tracker).keep(judged()) == "unchanged"
    assert tracker.writes == []


def test_an_item_that_somebody_commented_on_is_still_the_same(tracker):
    tracker.posted[REF] = [Comment("1", marked("Old", None), is_ours=True)]
    tracker.holding(pull_request(REF, updated=NOW))
    assert commenting(tracker).keep(judged()) == "edited"
