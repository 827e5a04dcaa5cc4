"""`sync` and `check --comment` against a GitHub that others wrote.

It lists no pull requests among the issues, and knows neither GraphQL nor parents: what is asserted here is
what it can say.
"""

from __future__ import annotations

import pytest

PULL = "github:okr-bot/web#2"
SPOOF = "<!-- okrsync:v1 -->\nNot ours"


@pytest.fixture
def at_work(desk, emulate):
    """An issue under a goal's label, and a pull request that closes nothing yet."""
    desk.environ["GITHUB_TOKEN"] = emulate.token
    desk.write(
        f"""
        [[sources]]
        name = "github"
        type = "github"
        api_url = "{emulate.url}"
        repos = ["okr-bot/web"]

        [[objectives]]
        id = "GROW"
        title = "New teams reach value in their first week"
        labels = ["onboarding"]
        """
    )
    for name in ("onboarding", "okr:grow"):
        emulate.ask("POST", "labels", name=name, color="ededed")
    emulate.ask("POST", "issues", title="Form is long", labels=["onboarding"])
    main = emulate.ask("GET", "git/ref/heads/main")["object"]["sha"]
    emulate.ask("POST", "git/refs", ref="refs/heads/topic", sha=main)
    emulate.ask("POST", "pulls", title="Ask @octo/team for less, fixes #7", head="topic", base="main")
    return desk


def comment(desk):
    (checked,) = desk.json("check", PULL, "--comment")["items"]
    return checked["verdict"], checked["comment"]


def test_every_page_is_read_and_changes_only_the_second_time(at_work, emulate):
    for number in range(120):
        emulate.ask("POST", "issues", title=f"Issue {number}")
    assert at_work.json("sync")["sources"][0]["changed"] == 121
    emulate.ask("PATCH", "issues/1", title="Form is much too long")
    again = at_work.json("sync")["sources"][0]
    assert (again["items"], again["changed"], again["error"]) == (121, 1, None)
    assert at_work.json("report")["coverage"]["tied"] == 1


def test_one_comment_goes_from_asking_to_resolved(at_work, emulate):
    assert comment(at_work) == ("untied", "created")
    assert comment(at_work) == ("untied", "unchanged")
    emulate.ask("POST", "issues/2/labels", labels=["okr:grwo"])
    assert comment(at_work) == ("stale", "edited")
    emulate.ask("DELETE", "issues/2/labels/okr:grwo")
    emulate.ask("POST", "issues/2/labels", labels=["okr:grow"])
    assert comment(at_work) == ("tied", "resolved")
    ((author, body),) = emulate.comments(2)
    assert author == "okr-bot"
    assert body.startswith("<!-- okrsync:v1 ")
    assert "It serves GROW" in body


def test_a_pull_request_is_tied_by_the_issue_its_text_closes(at_work, emulate):
    emulate.ask("PATCH", "pulls/2", body="Closes #1")
    assert comment(at_work) == ("tied", "none")
    assert emulate.comments(2) == []


def test_ours_is_found_beyond_a_hundred_comments_and_a_forgery_is_left_alone(at_work, emulate):
    emulate.ask("POST", "issues/2/comments", as_stranger=True, body=SPOOF)
    for number in range(110):
        emulate.ask("POST", "issues/2/comments", as_stranger=True, body=f"Comment {number}")
    assert comment(at_work) == ("untied", "created")
    assert comment(at_work) == ("untied", "unchanged")
    assert emulate.comments(2)[0] == ("mallory", SPOOF)
    last = emulate.ask("GET", "issues/2/comments?per_page=100&page=2")
    assert [row["user"]["login"] for row in last].count("okr-bot") == 1
