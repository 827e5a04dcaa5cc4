from __future__ import annotations

import pytest

from okrsync.core.naming import Names
from okrsync.steps.responding import Responding, said_in
from tests.builders.world import Q4, TODAY, goals, objective
from tests.fakes.tracker import FakeTracker
from tests.fakes.work import pull_request

REF = "github:acme/web#12"
FILE = goals(objective("GROW", "KR1"), objective("LATER", state="draft"), objective("ENDED", state="closed"))


@pytest.fixture
def tracker():
    return FakeTracker(steerers={"dana"}).holding(pull_request(REF))


def event(body: str, by: str = "dana", **facts) -> dict:
    user = {"login": by, "type": "User"}
    comment = {"id": 77, "body": body, "user": facts.pop("user", user)}
    issue = {"number": 12, "state": "open", "user": {"login": "noor"}}
    return {"action": "created", "comment": comment, "issue": issue} | facts


def answered(tracker, body: str, by: str = "dana", *, authors_may_waive: bool = False, **facts):
    said = said_in(event(body, by, **facts), REF)
    names = Names(FILE, Q4, TODAY)
    responding = Responding(tracker, names, "okr:", authors_may_waive=authors_may_waive)
    return responding.finish(responding.to(said))


def labels(tracker) -> tuple[str, ...]:
    return tracker.items[REF].labels


def test_a_goal_is_tied_by_its_label(tracker):
    reply = answered(tracker, "/okr grow.KR1")
    assert (reply.outcome, reply.label.name) == ("done", "okr:grow.kr1")
    assert labels(tracker) == ("okr:grow.kr1",)
    assert tracker.reactions == {"77": ["seen", "done"]}
    assert reply.sentence == f"`/okr grow.KR1` by dana was carried out: {REF} has the label okr:grow.kr1."


def test_a_waiver_sets_its_label_and_keeps_the_reason(tracker):
    reply = answered(tracker, "/okr none a spike")
    assert labels(tracker) == ("okr:none",)
    assert reply.carried_out.command.words == "a spike"


@pytest.mark.parametrize("body", ["/okr why", "/okr help"])
def test_a_question_changes_nothing(tracker, body):
    assert answered(tracker, body).outcome == "done"
    assert labels(tracker) == ()
    assert tracker.reactions == {"77": ["seen", "done"]}


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("/okr GROWW", "did you mean GROW?"),
        ("/okr XYZZY", "no goal that work can be tied to now."),
        ("/okr LATER", "no goal"),
        ("/okr ENDED", "no goal"),
        ("/okr GROW.KR9", "no goal"),
        ("/okr GROW please", "write `/okr GOAL`"),
        ("/okr none", "write `/okr GOAL`"),
    ],
)
def test_what_is_unclear_gets_a_reaction_alone(tracker, body, said):
    reply = answered(tracker, body)
    assert (reply.outcome, reply.carried_out) == ("unclear", None)
    assert said in reply.sentence
    assert tracker.reactions == {"77": ["unclear"]}
    assert labels(tracker) == ()


def test_done_work_may_be_tied_to_a_goal_that_was_closed_since(tracker):
    issue = {"number": 12, "state": "closed", "user": {"login": "noor"}}
    assert answered(tracker, "/okr ENDED", issue=issue).outcome == "done"


@pytest.mark.parametrize("body", ["/okr GROW", "/okr none a spike", "/okr why", "/okr help"])
def test_who_may_not_set_labels_is_denied_with_a_reaction(tracker, body):
    reply = answered(tracker, body, "mallory")
    assert (reply.outcome, reply.carried_out) == ("denied", None)
    assert tracker.reactions == {"77": ["denied"]}
    assert labels(tracker) == ()


@pytest.mark.parametrize("body", ["/okr why", "/okr help"])
def test_an_items_author_may_always_ask(tracker, body):
    assert answered(tracker, body, "noor").outcome == "done"


def test_an_items_author_waives_only_where_the_file_allows_it(tracker):
    assert answered(tracker, "/okr none a spike", "noor").outcome == "denied"
    assert answered(tracker, "/okr none a spike", "noor", authors_may_waive=True).outcome == "done"
    assert labels(tracker) == ("okr:none",)


def test_an_items_author_does_not_tie_without_the_right(tracker):
    assert answered(tracker, "/okr GROW", "noor", authors_may_waive=True).outcome == "denied"


def test_the_same_event_again_does_nothing_twice(tracker):
    answered(tracker, "/okr GROW")
    tracker.holding(pull_request(REF))  # somebody took the label away since
    reply = answered(tracker, "/okr GROW")
    assert (reply.outcome, reply.carried_out) == ("again", None)
    assert labels(tracker) == ()


def test_a_run_that_was_cut_short_is_taken_up_again(tracker):
    tracker.take_up(REF, "77")
    assert answered(tracker, "/okr GROW").outcome == "done"
    assert labels(tracker) == ("okr:grow",)


def test_a_right_that_cannot_be_asked_is_none(tracker):
    tracker.fails_after = 0
    reply = answered(tracker, "/okr GROW")
    assert (reply.outcome, reply.sentence) == ("failed", "github answered 502: try again later.")
    assert tracker.writes == []


def test_a_write_that_is_refused_is_no_failure(tracker):
    tracker.refuses_writes = True
    assert answered(tracker, "/okr GROW").outcome == "refused"


def test_a_last_reaction_that_is_refused_or_fails_is_told(tracker):
    names = Names(FILE, Q4, TODAY)
    for happens, outcome in (("refuses_writes", "refused"), ("lost_reactions", "failed")):
        responding = Responding(tracker, names, "okr:", authors_may_waive=False)
        reply = responding.to(said_in(event("/okr GROW"), REF))
        setattr(tracker, happens, True)
        assert responding.finish(reply).outcome == outcome
        setattr(tracker, happens, False)


@pytest.mark.parametrize("action", ["edited", "deleted"])
def test_only_a_new_comment_is_a_command(action):
    assert said_in(event("/okr GROW", action=action), REF) is None


@pytest.mark.parametrize(
    "user",
    [
        {"login": "okr-bot", "type": "Bot"},
        {"login": "dependabot[bot]", "type": "User"},
        {"login": None},
        None,
    ],
)
def test_bots_and_ghosts_are_not_listened_to(user):
    assert said_in(event("/okr GROW", user=user), REF) is None


def test_other_comments_are_none():
    assert said_in(event("Looks good"), REF) is None
