"""What one GraphQL look tells, and how little is lost where it tells less."""

from __future__ import annotations

import pytest

REF = "github:acme/web#3"


@pytest.fixture
def pull(github):
    web = github.world.repository()
    epic = web.issue("Signup in one step")
    return web.pull("Shorter form", closes=[web.issue("Form is long", parent=epic)])


def _read(opened, ref):
    return {item.ref: item for item in opened.tracker.read([ref]).items}


def test_a_host_that_knows_only_part_of_the_question_is_asked_less(github, pull, opened):
    github.graphql -= {"viewerDidAuthor"}
    pull.comment("<!-- okrsync:v1 -->\nHello", github.world.viewer)
    walker = opened()
    items = _read(walker, "github:acme/web#3")
    assert items["github:acme/web#3"].closes == ("github:acme/web#2",)
    assert walker.tracker.comments("github:acme/web#3")[0].is_ours


@pytest.mark.parametrize(
    "body", [{"data": {}}, {"data": {"repository": {}}}, {"errors": [{"message": "no"}]}]
)
def test_a_graphql_that_makes_no_sense_breaks_nothing(github, pull, opened, body):
    pull.change(body="Fixes #2")
    github.fail("graphql", 200, body=body, times=99)
    items = _read(opened(), "github:acme/web#3")
    assert len(items) == 3


def test_a_host_without_graphql_is_asked_once(github, pull, opened):
    github.graphql = None
    walker = opened()
    for _ in range(3):
        walker.tracker.read([f"github:{pull.key}"])
    assert len(github.asked("graphql")) == 1


def test_a_limit_of_graphql_is_not_waited_for_long(github, pull, opened):
    github.fail("graphql", 200, body={"errors": [{"type": "RATE_LIMITED"}]})
    pull.change(body="Fixes #2")
    walker = opened()
    assert len(walker.tracker.read([REF]).items) == 3
    assert walker.waited == []


def test_a_look_does_not_tell_who_may_edit_unless_somebody_is_listed(github, pull, opened):
    github.graphql -= {"viewerCanUpdate"}
    pull.comment("<!-- okrsync:v1 -->", github.world.viewer)
    assert opened().tracker.comments(REF)[0].is_ours
    assert github.count == 1
    assert opened(authors=("old-bot",)).tracker.comments(REF)[0].is_ours
