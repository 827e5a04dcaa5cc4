"""Every fault at every request of keeping a comment, on Jiras that keep its mark and on those that do not."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest

from okrsync.core.comments import CommentPolicy
from okrsync.errors import TrackerError
from okrsync.steps.comment import Answer, keep_comment
from tests.builders.nights import pairs_of, pairwise
from tests.servers.jira_faults import ANYWHERE
from tests.trackers.jira.opening import opened

if TYPE_CHECKING:
    from tests.servers.jira import JiraServer

REF = "jira:ONB-1"
SEEN = datetime(2026, 11, 2, 9, tzinfo=UTC)
TEXTS = {
    "ask": "*Which goal does this work serve?*\n\n"
    "_okrsync keeps this one comment up to date; the label x stops it._",
    "settle": "(/) Tied.",
}
LENGTHS = {"once": 1, "to the end": 999}
AXES = (("cloud", "cloud shows no marks", "center", "center forgets marks"), ANYWHERE, TEXTS, LENGTHS)
CASES = pairwise(*AXES)


def run(server, wish):
    """As `check --comment` does, in a process that knows nothing of earlier ones."""
    jira = opened(server).tracker
    jira.read([REF])
    answer = Answer(REF, wish, TEXTS[wish], CommentPolicy(), SEEN, is_current=lambda: True)
    return keep_comment(jira, answer)


@pytest.fixture
def server(request):
    server = request.getfixturevalue(request.param.partition(" ")[0])
    server.world.keeps_properties = "forgets" not in request.param
    server.world.expands_properties = "shows no" not in request.param
    return server


@pytest.fixture
def story(server):
    story = server.world.add("ONB", "Ask for less")
    server.world.comment(story, TEXTS["ask"], author=server.world.user("eve", "OKR Robot"))
    return story


def test_by_day_each_fault_meets_each_jira_each_wish_and_each_length():
    tried = set().union(*map(pairs_of, CASES))
    assert tried == set().union(*map(pairs_of, product(*AXES)))


@pytest.mark.parametrize(("server", "fault", "wish", "length"), CASES, indirect=["server"])
def test_one_comment_is_left_and_it_is_true(server, story, fault, wish, length):
    if wish == "settle":
        run(server, "ask")
    listed = server.world.comments_on(story)
    before = [dict(comment) for comment in listed]
    server.forget()
    assert run(server, wish) in ("created", "resolved")
    count, expected = server.count, told(listed)
    assert len(expected) == 2
    mended = Mended(server, wish, listed)
    assert mended() == expected
    for nth in range(count):
        listed[:] = [dict(comment) for comment in before]
        server.fail("", skips=nth, times=LENGTHS[length], **ANYWHERE[fault])
        with suppress(TrackerError):
            run(server, wish)
        server.heal()
        assert len(listed) <= 2, f"request {nth}"
        assert mended() == expected, f"request {nth}"


@dataclass
class Mended:
    """What one more run, that nothing breaks, leaves. Of what it finds nothing but the comments differs."""

    server: JiraServer
    wish: str
    listed: list[dict[str, Any]]
    known: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)

    def __call__(self):
        found = repr([{**comment, "id": None} for comment in self.listed])
        if found not in self.known:
            run(self.server, self.wish)
            self.known[found] = told(self.listed)
        return self.known[found]


def told(comments):
    """Whose they are and what they say, without the line that marks them."""
    return [(one["author"], one["body"].partition("{anchor:")[0].strip()) for one in comments]
