"""Fields of projects: asked for apart, so that a refusal costs nothing else."""

from __future__ import annotations

import pytest

from okrsync.errors import TrackerError

PROJECTS = "POST /graphql"
WANTED = ("Story points", "Goal")


@pytest.fixture(autouse=True)
def web(github):
    web = github.world.repository()
    web.issue("Form is long", on_board={"Story points": {"number": 5.0}, "Goal": {"name": "GROW"}})
    web.pull("Shorter form", on_board={"Story points": {"number": 0.5}, "Goal": None})
    web.issue("On no board", labels=["bug"])
    return web


def test_a_projects_fields_are_read_when_the_file_names_them(github, opened):
    items = opened(project_fields=WANTED).items()
    assert dict(items["github:acme/web#1"].fields) == {"Story points": ("5",), "Goal": ("GROW",)}
    assert items["github:acme/web#1"].effort == 5
    assert items["github:acme/web#2"].effort == 0.5
    assert items["github:acme/web#3"].effort is None
    assert github.count == 4
    assert github.points == 2


def test_nobody_who_does_not_name_one_pays_for_them(github, opened):
    assert opened().items()["github:acme/web#1"].effort is None
    assert github.count == 3


def test_an_issues_own_field_comes_first(web, opened):
    web.issues[0].points = 8
    item = opened(project_fields=("Points", "Story points")).items()["github:acme/web#1"]
    assert item.effort == 8
    assert item.fields["Story points"] == ("5",)


@pytest.mark.parametrize(
    "body",
    [
        {
            "data": None,
            "errors": [{"type": "FORBIDDEN", "message": "Resource not accessible by integration"}],
        },
        {"errors": [{"message": "Field 'projectItems' doesn't exist on type 'Issue'"}]},
        {"data": {"nodes": [{"id": "I_1", "projectItems": None}]}, "errors": [{"type": "FORBIDDEN"}]},
    ],
)
def test_a_token_that_may_not_read_projects_loses_nothing_else(github, opened, body):
    github.fail(PROJECTS, 200, body=body, skips=1)
    walker = opened(project_fields=WANTED)
    items = walker.items()
    assert len(items) == 3
    assert items["github:acme/web#3"].labels == ("bug",)
    (warning,) = walker.pages[-1].warnings
    assert warning.startswith("The project fields of acme/web are missing (")
    assert warning.endswith("they take a token with `read:project`, or an App with Projects: read.")
    assert walker.marks["acme/web"]["updated"] == github.world.clock.text()


def test_they_are_asked_for_no_more_in_a_walk_where_they_were_refused(github, web, opened):
    for number in range(250):
        web.issue(f"Issue {number}")
    github.graphql -= {"projectItems"}
    opened(project_fields=WANTED).walk()
    assert github.count == 2 + 3 + 1


def test_a_question_that_failed_for_now_is_made_up_for_by_the_next_sync(github, opened):
    github.fail(PROJECTS, 502, skips=1, times=3)
    walker = opened(project_fields=WANTED)
    assert len(walker.items()) == 3
    assert "are missing" in walker.pages[-1].warnings[0]
    assert walker.items()["github:acme/web#1"].effort == 5
    assert walker.pages[-1].warnings == ()


def test_they_are_there_in_what_is_read_live(github, opened):
    walker = opened(project_fields=WANTED)
    (item,) = walker.tracker.read(["github:acme/web#1"]).items
    assert item.fields["Goal"] == ("GROW",)
    github.fail(PROJECTS, 502, skips=1, times=3)
    with pytest.raises(TrackerError, match="the fields of projects"):
        walker.tracker.read(["github:acme/web#1"])
