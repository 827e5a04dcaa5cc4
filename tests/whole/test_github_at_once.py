"""Several processes on one item, crossing where it hurts most: one comment is left, and it is true."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from okrsync.core.comments import unmarked

REF = "github:acme/web#1"
POST, DELETE, PATCH = "POST /repos/.*/comments", "DELETE /repos", "PATCH /repos"


@pytest.fixture(params=["GraphQL", "REST"])
def pull(request, on_github):
    if request.param == "REST":
        on_github.graphql = None
    web = on_github.world.repository()
    web.label("okr:grow")
    return web.pull("Ask for less")


def at_once(desk, count=2):
    """What became of the comment in each of so many processes."""
    desks = [replace(desk, out=desk.out / str(number)) for number in range(count)]
    for one in desks:
        one.out.mkdir()
    with ThreadPoolExecutor(count) as pool:
        found = pool.map(lambda one: one.json("check", REF, "--comment"), desks)
        return sorted(one["items"][0]["comment"] for one in found)


def ours(pull):
    viewer = pull.repository.world.viewer
    return [comment for comment in pull.comments if comment.author == viewer]


@pytest.mark.parametrize(
    "further",
    [[], [(POST, False)], [(POST, False), (DELETE, True)]],
    ids=["will post", "have posted", "will delete"],
)
def test_two_that_ask_leave_one_comment(desk, github, pull, further):
    github.meet(POST)  # both have looked by then, and seen nothing
    for on, before in further:
        github.meet(on, before=before)
    assert at_once(desk) == ["created", "unchanged"]
    (left,) = ours(pull)
    assert "Which goal does this work serve?" in left.body


def test_three_that_ask_leave_one_comment(desk, github, pull):
    github.meet(POST, count=3)
    github.meet(POST, before=False, count=3)
    assert at_once(desk, 3) == ["created", "unchanged", "unchanged"]
    assert len(ours(pull)) == 1


@pytest.mark.parametrize("labels", [[], ["okr:grow"]], ids=["ask", "settle"])
def test_two_that_change_it_write_the_same(desk, github, pull, labels):
    pull.comment("<!-- okrsync:v1 -->\nAn older text", github.world.viewer)
    pull.change(labels=labels)
    github.meet(PATCH)
    assert at_once(desk) == (["resolved"] if labels else ["edited"]) * 2
    (left,) = ours(pull)
    assert unmarked(left.body).startswith("✅" if labels else "**Which goal")


def test_one_that_is_killed_right_after_its_post_is_not_repeated(desk, github, pull):
    carried_out = github.meet(POST, before=False)
    github.meet(POST, before=False)  # nobody comes: the answer stays out
    killed = desk.start("check", REF, "--comment")
    carried_out.wait(60)
    killed.kill()
    (posted,) = ours(pull)
    assert desk.json("check", REF, "--comment")["items"][0]["comment"] == "unchanged"
    assert ours(pull) == [posted]
