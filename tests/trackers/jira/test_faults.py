"""Every fault at every request of keeping a comment, on Jiras that keep its mark and on those that do not.

By day each fault meets each Jira, once or to the end, as it asks or as it resolves; by night all of it.
"""

from __future__ import annotations

from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from itertools import product
from typing import Any

import pytest

from okrsync.core.comments import CommentPolicy
from okrsync.errors import TrackerError
from okrsync.steps.comment import Answer, keep_comment
from tests.builders.nights import pairs_of, pairwise
from tests.servers.jira import JiraServer
from tests.servers.jira_faults import ANYWHERE
from tests.trackers.jira.opening import opened

REF = "jira:ONB-1"
SEEN = datetime(2026, 11, 2, 9, tzinfo=UTC)
TEXTS = {
    "ask": "*Which goal does this work serve?*\n\n"
    "_okrsync keeps this one comment up to date; the label x stops it._",
    "settle": "(/) Tied.",
}
LENGTHS = {"once": 1, "to the end": 999}
KINDS = ("cloud", "cloud shows no marks", "center", "center forgets marks")
AXES = (KINDS, ANYWHERE, TEXTS, LENGTHS)
CASES = pairwise(*AXES)


def run(server, wish):
    """As `check --comment` does, in a process that knows nothing of earlier ones."""
    jira = opened(server).tracker
    jira.read([REF])
    answer = Answer(REF, wish, TEXTS[wish], CommentPolicy(), SEEN, is_current=lambda: True)
    return keep_comment(jira, answer)


@dataclass
class Question:
    """Comments of a story: as each run finds them, and as a run that nothing breaks leaves them."""

    server: JiraServer
    wish: str
    listed: list[dict[str, Any]]
    before: list[dict[str, Any]]
    requests: int = 0
    left: list[tuple[Any, ...]] = field(default_factory=list)
    mended: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)

    def begin(self):
        self.server.heal()
        self.listed[:] = [dict(comment) for comment in self.before]

    def run_again(self):
        """What one more run leaves: of the same comments always the same, so that one is enough."""
        found = repr([{**comment, "id": None} for comment in self.listed])
        if found not in self.mended:
            run(self.server, self.wish)
            self.mended[found] = told(self.listed)
        return self.mended[found]


@pytest.fixture(scope="module")
def question():
    """Of each kind one, for all faults."""
    with ExitStack() as open_servers:
        yield cache(lambda kind, wish: unbroken(open_servers.enter_context(jira(kind)), wish))


def jira(kind):
    server = JiraServer(is_cloud=kind.startswith("cloud"))
    server.world.keeps_properties = "forgets" not in kind
    server.world.expands_properties = "shows no" not in kind
    return server


def unbroken(server, wish):
    server.world.add_project("ONB")
    story = server.world.add("ONB", "Ask for less")
    server.world.comment(story, TEXTS["ask"], author=server.world.user("eve", "OKR Robot"))
    if wish == "settle":
        run(server, "ask")
    listed = server.world.comments_on(story)
    made = Question(server, wish, listed, [dict(comment) for comment in listed])
    server.forget()
    assert run(server, wish) in ("created", "resolved")
    made.requests, made.left = server.count, told(listed)
    return made


def test_by_day_each_fault_meets_each_jira_each_wish_and_each_length():
    tried = set().union(*map(pairs_of, CASES))
    assert tried == set().union(*map(pairs_of, product(*AXES)))


@pytest.mark.parametrize("wish", TEXTS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_run_that_nothing_breaks_leaves_two_comments_and_so_does_the_next(question, kind, wish):
    asked = question(kind, wish)
    asked.begin()
    for _ in range(3):
        run(asked.server, wish)
        assert told(asked.listed) == asked.left
    assert [author for author, _ in asked.left] == [
        asked.server.world.user("eve", "OKR Robot"),
        asked.server.world.me(),
    ]


@pytest.mark.parametrize(("kind", "fault", "wish", "length"), CASES)
def test_one_comment_is_left_and_it_is_true(question, kind, fault, wish, length):
    asked = question(kind, wish)
    for nth in range(asked.requests):
        asked.begin()
        asked.server.fail("", skips=nth, times=LENGTHS[length], **ANYWHERE[fault])
        with suppress(TrackerError):
            run(asked.server, wish)
        asked.server.heal()
        assert len(asked.listed) <= 2, f"request {nth}"
        assert asked.run_again() == asked.left, f"request {nth}"


def told(comments):
    """Whose they are and what they say, without the line that marks them."""
    return [(one["author"], one["body"].partition("{anchor:")[0].strip()) for one in comments]
