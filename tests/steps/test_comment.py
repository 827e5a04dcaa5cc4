from __future__ import annotations

from datetime import timedelta

import pytest

from okrsync.core.comments import CommentPolicy, marked
from okrsync.errors import TrackerError, WriteUnknown
from okrsync.ports import Comment
from okrsync.steps.comment import Answer, keep_comment
from tests.fakes.tracker import FakeTracker
from tests.fakes.work import NOW, pull_request

REF = "github:acme/web#12"


@pytest.fixture
def tracker():
    return FakeTracker().holding(pull_request(REF))


def answer(text: str = "Which goal?", wish: str = "ask", **facts) -> Answer:
    known = {"policy": CommentPolicy(), "seen": NOW, "is_current": lambda: True}
    return Answer(REF, wish, text, **{**known, **facts})


def kept(body: str = "Which goal?", number: str = "1", **facts) -> Comment:
    return Comment(number, marked(body, NOW), **{"is_ours": True, **facts})


def texts(tracker: FakeTracker) -> list[str]:
    return [comment.body.partition("\n")[2] for comment in tracker.posted.get(REF, ())]


def test_a_missing_comment_is_created(tracker):
    assert keep_comment(tracker, answer()) == "created"
    assert tracker.posted[REF][0].body.startswith("<!-- okrsync:v1 ")
    assert texts(tracker) == ["Which goal?"]


def test_an_unchanged_text_costs_no_write(tracker):
    keep_comment(tracker, answer())
    assert keep_comment(tracker, answer(seen=NOW + timedelta(hours=1))) == "unchanged"
    assert tracker.writes == [f"create {REF}"]


def test_another_text_is_edited_in_place(tracker):
    tracker.posted[REF] = [kept("Old text")]
    assert keep_comment(tracker, answer()) == "edited"
    assert texts(tracker) == ["Which goal?"]


def test_a_comment_nobody_needs_any_more_is_resolved(tracker):
    tracker.posted[REF] = [kept()]
    assert keep_comment(tracker, answer("Serves GROW.", "settle")) == "resolved"
    assert texts(tracker) == ["Serves GROW."]
    assert tracker.posted[REF][0].is_minimized


def test_a_resolved_comment_is_shown_again_when_it_is_needed_again(tracker):
    tracker.posted[REF] = [kept("Serves GROW.", is_minimized=True)]
    assert keep_comment(tracker, answer()) == "edited"
    assert not tracker.posted[REF][0].is_minimized


def test_a_resolved_comment_is_deleted_where_the_file_says_so(tracker):
    tracker.posted[REF] = [kept()]
    assert (
        keep_comment(tracker, answer(wish="settle", policy=CommentPolicy(deletes_resolved=True))) == "deleted"
    )
    assert tracker.posted[REF] == []


def test_nothing_is_written_where_nothing_is_needed(tracker):
    assert keep_comment(tracker, answer(wish="settle")) == "none"
    assert tracker.writes == []


def test_an_item_left_alone_is_not_even_looked_at(tracker):
    tracker.posted[REF] = [kept("Old text")]
    assert keep_comment(tracker, answer(wish="leave")) == "none"
    assert tracker.requests == 0


def test_a_marked_comment_we_may_not_edit_is_left_and_none_is_added(tracker):
    tracker.posted[REF] = [kept("Old text", is_ours=False)]
    assert keep_comment(tracker, answer()) == "none"
    assert tracker.writes == []


def test_a_write_we_may_not_make_is_refused_and_no_failure(tracker):
    tracker.refuses_writes = True
    assert keep_comment(tracker, answer()) == "refused"


def test_a_lost_answer_leaves_one_comment(tracker):
    tracker.lost_answers = 1
    assert keep_comment(tracker, answer()) == "created"
    assert tracker.writes == [f"create {REF}"]


def test_a_lost_write_is_tried_once_more(tracker):
    tracker.lost_writes = 1
    assert keep_comment(tracker, answer()) == "created"
    assert texts(tracker) == ["Which goal?"]


def test_two_lost_writes_are_a_failure(tracker):
    tracker.lost_writes = 2
    with pytest.raises(WriteUnknown):
        keep_comment(tracker, answer())
    assert tracker.posted == {}


def test_two_runs_at_once_leave_the_oldest_comment(tracker):
    tracker.meanwhile = lambda: keep_comment(tracker, answer())
    assert keep_comment(tracker, answer()) == "unchanged"
    assert [comment.id for comment in tracker.posted[REF]] == ["1"]


def test_the_newer_of_two_runs_at_once_has_the_last_word(tracker):
    older = answer("From an older head", seen=NOW - timedelta(minutes=1))
    tracker.meanwhile = lambda: keep_comment(tracker, older)
    assert keep_comment(tracker, answer()) == "edited"
    assert texts(tracker) == ["Which goal?"]


def test_comments_we_left_twice_become_one(tracker):
    tracker.posted[REF] = [kept(), kept(number="2"), kept("A forgery", "3", is_ours=False)]
    assert keep_comment(tracker, answer()) == "unchanged"
    assert [comment.id for comment in tracker.posted[REF]] == ["1", "3"]


def test_an_extra_comment_the_other_run_deleted_first_is_no_failure(tracker):
    extra = kept(number="2")
    tracker.posted[REF] = [kept("Old text"), extra]
    tracker.meanwhile = lambda: tracker.posted[REF].remove(extra)
    assert keep_comment(tracker, answer()) == "edited"


def test_an_older_head_never_overwrites_a_newer_ones_verdict(tracker):
    tracker.posted[REF] = [kept("From a newer head")]
    assert keep_comment(tracker, answer(seen=NOW - timedelta(seconds=1))) == "unchanged"
    assert texts(tracker) == ["From a newer head"]


def test_an_item_that_changed_since_it_was_judged_keeps_its_comment_for_the_newer_run(tracker):
    tracker.posted[REF] = [kept("Old text")]
    assert keep_comment(tracker, answer(is_current=lambda: False)) == "unchanged"
    assert tracker.writes == []


def test_a_tracker_that_fails_is_an_error(tracker):
    del tracker.items[REF]
    with pytest.raises(TrackerError):
        keep_comment(tracker, answer())
