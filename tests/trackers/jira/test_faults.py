"""Every fault at every request of keeping a comment, on Jiras that keep its mark and on those that do not."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime

import pytest

from okrsync.core.comments import CommentPolicy
from okrsync.errors import TrackerError
from okrsync.steps.comment import Answer, keep_comment
from tests.servers.jira_faults import ANYWHERE
from tests.trackers.jira.opening import opened

REF = "jira:ONB-1"
SEEN = datetime(2026, 11, 2, 9, tzinfo=UTC)
TEXT = (
    "*Which goal does this work serve?*\n\n_okrsync keeps this one comment up to date; the label x stops it._"
)


def run(server, wish="ask", text=TEXT):
    """As `check --comment` does, in a process that knows nothing of earlier ones."""
    jira = opened(server).tracker
    jira.read([REF])
    answer = Answer(REF, wish, text, CommentPolicy(), SEEN, is_current=lambda: True)
    return keep_comment(jira, answer)


@pytest.fixture(params=["cloud", "cloud shows no marks", "center", "center forgets marks"])
def server(request):
    server = request.getfixturevalue(request.param.partition(" ")[0])
    server.world.keeps_properties = "forgets" not in request.param
    server.world.expands_properties = "shows no" not in request.param
    return server


@pytest.fixture
def story(server):
    story = server.world.add("ONB", "Ask for less")
    server.world.comment(story, TEXT, author=server.world.user("eve", "OKR Robot"))
    return story


@pytest.mark.parametrize("times", [1, 999], ids=["once", "to the end"])
@pytest.mark.parametrize("fault", ANYWHERE.values(), ids=ANYWHERE)
@pytest.mark.parametrize("is_settled", [False, True], ids=["asks", "resolves"])
def test_one_comment_is_left_and_it_is_true(server, story, fault, times, is_settled):
    wish, text = ("settle", "(/) Tied.") if is_settled else ("ask", TEXT)
    if is_settled:
        run(server)
    listed = server.world.comments_on(story)
    before = [dict(comment) for comment in listed]
    server.forget()
    assert run(server, wish, text) in ("created", "resolved")
    count, expected = server.count, told(listed)
    assert len(expected) == 2
    for nth in range(count):
        listed[:] = [dict(comment) for comment in before]
        server.fail("", skips=nth, times=times, **fault)
        with suppress(TrackerError):
            run(server, wish, text)
        server.heal()
        assert len(listed) <= 2, f"request {nth}"
        run(server, wish, text)
        assert told(listed) == expected, f"request {nth}"


def told(comments):
    """Whose they are and what they say, without the line that marks them."""
    return [(one["author"], one["body"].partition("{anchor:")[0].strip()) for one in comments]
