from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from okrsync.core.comments import ANSWER, CommentPolicy, change, is_newer, marked, unmarked, wish
from tests.fakes.work import NOW, item, pull_request

POLICY = CommentPolicy()


def judged(verdict: str = "untied", of: Any = None, **facts: Any) -> Any:
    known = {"incomplete": (), "is_draft_only": False, "not_counted": None, "is_blind": False}
    return SimpleNamespace(
        item=of or pull_request("github:acme/web#12"), verdict=verdict, **{**known, **facts}
    )


@pytest.mark.parametrize("verdict", ["untied", "stale", "conflicting"])
def test_work_without_one_clear_goal_is_asked(verdict):
    assert wish(judged(verdict), POLICY, NOW) == "ask"


@pytest.mark.parametrize("verdict", ["tied", "exempt"])
def test_tied_and_exempt_work_needs_no_comment(verdict):
    assert wish(judged(verdict), POLICY, NOW) == "settle"


@pytest.mark.parametrize(
    "facts",
    [
        {"is_draft": True},
        {"is_bot": True},
        {"author": "Dependabot[bot]"},
        {"labels": ("OKR:Snooze",)},
        {"state": "dropped"},
        {"kind": "milestone"},
        {"created": datetime(2026, 9, 30, 23, tzinfo=UTC)},
    ],
    ids=str,
)
def test_nobody_is_asked_about(facts):
    policy = CommentPolicy(skip_authors=("dependabot[bot]",), start=date(2026, 10, 1))
    assert wish(judged(of=pull_request("github:acme/web#12", **facts)), policy, NOW) == "leave"


def test_work_that_could_not_be_looked_at_whole_is_left_alone_when_it_seems_untied():
    assert wish(judged(incomplete=("jira",)), POLICY, NOW) == "leave"
    assert wish(judged("stale", incomplete=("jira",)), POLICY, NOW) == "ask"


def test_where_goals_live_that_could_not_be_read_nothing_is_called_stale():
    assert wish(judged("stale", incomplete=("jira",), is_blind=True), POLICY, NOW) == "leave"


def test_work_that_names_only_draft_goals_is_left_alone():
    assert wish(judged(is_draft_only=True), POLICY, NOW) == "leave"


def test_excluded_work_is_left_alone():
    assert wish(judged(not_counted="excluded"), POLICY, NOW) == "leave"


def test_work_closed_before_the_cycle_is_left_alone_and_open_work_is_asked():
    closed = pull_request("github:acme/web#12", state="done")
    assert wish(judged(of=closed, not_counted="outside_cycle"), POLICY, NOW) == "leave"
    assert wish(judged(not_counted="outside_cycle"), POLICY, NOW) == "ask"


def test_an_issue_has_days_of_grace_and_a_pull_request_has_none():
    created = NOW - timedelta(days=1)
    assert wish(judged(of=item("jira:ONB-7", created=created)), POLICY, NOW) == "leave"
    assert wish(judged(of=pull_request("github:acme/web#12", created=created)), POLICY, NOW) == "ask"
    assert wish(judged(of=item("jira:ONB-7", created=NOW - timedelta(days=2))), POLICY, NOW) == "ask"


def test_an_issue_of_unknown_age_is_asked():
    assert wish(judged(of=item("jira:ONB-7", created=None)), POLICY, NOW) == "ask"


def test_comments_can_be_switched_off():
    assert wish(judged(), CommentPolicy(is_on=False), NOW) == "leave"


@pytest.mark.parametrize(
    ("wanted", "kept", "expected"),
    [
        ("ask", None, "create"),
        ("ask", "text", "unchanged"),
        ("ask", "other", "edit"),
        ("settle", "other", "resolve"),
        ("settle", "text", "unchanged"),
        ("settle", None, "none"),
        ("leave", "other", "none"),
        ("leave", None, "none"),
    ],
)
def test_what_changes_follows_the_table_of_the_contract(wanted, kept, expected):
    body = None if kept is None else marked(kept, NOW)
    assert change(wanted, kept=body, text="text", policy=POLICY) == expected


def test_a_resolved_comment_can_be_deleted_instead():
    policy = CommentPolicy(deletes_resolved=True)
    assert change("settle", kept=marked("other", None), text="text", policy=policy) == "delete"


def test_texts_are_the_same_whatever_the_tracker_trims_and_whenever_they_were_written():
    stored = "<!-- okrsync:v1 seen=2026-01-01T00:00:00+00:00 -->\r\nOne  \r\nTwo"
    assert change("ask", kept=stored, text="One\nTwo\n\n", policy=POLICY) == "unchanged"


def test_a_text_is_marked_once():
    body = marked(marked("Text", NOW), NOW)
    assert body == "<!-- okrsync:v1 seen=2026-11-20T09:30:00+00:00 -->\nText"
    assert unmarked(body) == "Text"
    assert marked("Text", None) == "<!-- okrsync:v1 -->\nText"


def test_a_comment_on_a_newer_state_is_known():
    body = marked("Text", NOW)
    assert is_newer(body, NOW - timedelta(seconds=1))
    assert not is_newer(body, NOW)
    assert not is_newer(body, None)


@pytest.mark.parametrize(
    "body",
    ["Text", "<!-- okrsync:v1 -->", "<!-- okrsync:v1 seen=soon -->", "<!-- okrsync:v1 seen=2026-12-01 -->"],
)
def test_a_comment_whose_age_cannot_be_told_is_not_newer(body):
    assert not is_newer(body, NOW)


ANSWERED = f"Serves GROW.\n\n{ANSWER}\nWaived by dana: a spike\n"


@pytest.mark.parametrize("kept", [None, "Which goal?", "Serves GROW."])
def test_an_answer_is_given_whether_the_item_needs_a_comment_or_not(kept):
    wanted = change("answer", kept=kept, text=ANSWERED, policy=POLICY)
    assert wanted == ("edit" if kept else "create")


@pytest.mark.parametrize("policy", [POLICY, CommentPolicy(deletes_resolved=True)])
def test_an_answer_stays_while_what_it_stands_under_is_true(policy):
    assert change("settle", kept=marked(ANSWERED, NOW), text="Serves GROW.", policy=policy) == "unchanged"


def test_an_answer_goes_with_what_it_stood_under():
    assert change("settle", kept=ANSWERED, text="Serves CALM.", policy=POLICY) == "resolve"
    assert change("ask", kept=ANSWERED, text="Which goal?", policy=POLICY) == "edit"
    deleting = CommentPolicy(deletes_resolved=True)
    assert change("settle", kept=ANSWERED, text="Serves CALM.", policy=deleting) == "delete"


def test_the_same_answer_again_is_unchanged_and_another_takes_its_place():
    assert change("answer", kept=ANSWERED, text=ANSWERED, policy=POLICY) == "unchanged"
    other = ANSWERED.replace("a spike", "a toy")
    assert change("answer", kept=ANSWERED, text=other, policy=POLICY) == "edit"
