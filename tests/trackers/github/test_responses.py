from __future__ import annotations

import pytest

from okrsync.core.labels import Label
from okrsync.errors import TrackerError, WriteRefused, WriteUnknown

REF = "github:acme/web#1"
GROW = Label("okr:grow", "Serves the goal GROW", "GROW")


@pytest.fixture(autouse=True)
def comment(github):
    return github.world.repository().issue("Shorter form").comment("/okr GROW")


def contents(comment) -> list[str]:
    return [row["content"] for row in comment.reactions]


@pytest.mark.parametrize(
    ("role", "may"),
    [("admin", True), ("maintain", True), ("write", True), ("triage", True), ("read", False)],
)
def test_triage_or_more_may_steer(github, opened, role, may):
    github.world.find("acme/web").roles["dana"] = role
    assert opened().tracker.may_steer(REF, "dana") is may
    assert github.count == 1


@pytest.mark.parametrize(
    ("told", "may"),
    [
        ({"permission": "read", "role_name": "bug-sorter", "user": {"permissions": {"triage": True}}}, True),
        ({"permission": "read", "role_name": "reader", "user": {"permissions": {"triage": False}}}, False),
        ({"permission": "write", "role_name": "releaser", "user": None}, True),
        ({"permission": "none", "role_name": "none", "user": {"permissions": None}}, False),
        ({}, False),
        ([], False),
    ],
)
def test_a_role_of_the_organisations_own_counts_by_what_it_may_do(github, opened, told, may):
    github.fail("permission", 200, body=told)
    assert opened().tracker.may_steer(REF, "dana") is may


@pytest.mark.parametrize("status", [403, 404])
def test_who_cannot_be_asked_about_may_not(github, opened, status):
    github.fail("permission", status, body={"message": "No"})
    assert opened().tracker.may_steer(REF, "dana") is False


def test_a_failing_server_is_a_failure_and_no_right(github, opened):
    github.fail("permission", 502, times=9)
    with pytest.raises(TrackerError):
        opened().tracker.may_steer(REF, "dana")


def test_a_new_comment_costs_one_request_to_take_up(github, comment, opened):
    assert opened().tracker.take_up(REF, str(comment.id))
    assert github.count == 1


def test_a_strangers_rocket_does_not_stop_a_command(github, comment, opened):
    comment.reactions.append({"id": 1, "content": "rocket", "login": "mallory"})
    comment.reactions.append({"id": 2, "content": "eyes", "login": github.world.viewer})
    assert opened().tracker.take_up(REF, str(comment.id))


def test_a_comment_that_was_deleted_meanwhile_is_refused(github, comment, opened):
    github.world.find("acme/web").find(1).comments.clear()
    with pytest.raises(WriteRefused):
        opened().tracker.take_up(REF, str(comment.id))


def test_a_lost_answer_to_a_reaction_is_asked_for_again(github, comment, opened):
    github.fail("POST .*reactions", 502, after_effect=True)
    assert opened().tracker.take_up(REF, str(comment.id))
    assert contents(comment) == ["eyes"]


def test_a_write_that_stays_unknown_is_told(github, comment, opened):
    github.fail("POST .*reactions", 502, times=2)
    with pytest.raises(WriteUnknown):
        opened().tracker.react(REF, str(comment.id), "done")


def test_a_missing_label_is_created_with_its_description(github, opened):
    opened().tracker.add_label(REF, GROW)
    web = github.world.find("acme/web")
    assert web.find_label("okr:grow")["description"] == "Serves the goal GROW"
    assert [str(one) for one in github.requests] == [
        "GET /repos/acme/web/labels/okr%3Agrow",
        "POST /repos/acme/web/labels",
        "POST /repos/acme/web/issues/1/labels",
    ]


def test_a_label_that_exists_keeps_its_looks(github, opened):
    web = github.world.find("acme/web")
    web.label("OKR:Grow", color="ff0000", description="ours")
    opened().tracker.add_label(REF, GROW)
    assert web.labels == [web.find_label("okr:grow")]
    assert (web.labels[0]["color"], web.labels[0]["description"]) == ("ff0000", "ours")
    assert web.find(1).labels == ["OKR:Grow"]
    assert github.count == 2


def test_two_runs_that_create_a_label_at_once_are_both_content(github, opened):
    github.world.find("acme/web").label("okr:grow")
    github.fail("GET .*/labels/", 404, body={"message": "Not Found"})  # looked before the other run wrote
    opened().tracker.add_label(REF, GROW)
    assert github.world.find("acme/web").find(1).labels == ["okr:grow"]


@pytest.mark.parametrize("on", [r"POST .*/web/labels", r"POST .*/issues/1/labels"])
def test_a_label_is_set_once_when_an_answer_gets_lost(github, opened, on):
    github.fail(on, 502, after_effect=True)
    opened().tracker.add_label(REF, GROW)
    assert github.world.find("acme/web").find(1).labels == ["okr:grow"]
    assert len(github.world.find("acme/web").labels) == 1


def test_a_label_longer_than_github_takes_is_refused_with_the_other_way(github, opened):
    goal = "G" * 47
    with pytest.raises(WriteRefused, match=rf'write a line "OKR: {goal}"'):
        opened().tracker.add_label(REF, Label(f"okr:{goal.lower()}", "", goal))
    assert github.asked("^POST") == []


def test_a_label_that_may_not_be_created_may_still_be_set(github, opened):
    github.fail("POST .*/web/labels", 403, body={"message": "Resource not accessible by integration"})
    opened().tracker.add_label(REF, GROW)
    assert github.world.find("acme/web").find(1).labels == ["okr:grow"]


def test_a_prefix_with_a_slash_is_one_name(github, opened):
    opened().tracker.add_label(REF, Label("okr/grow", "", "GROW"))
    assert github.world.find("acme/web").find(1).labels == ["okr/grow"]


def test_a_token_that_may_not_write_is_refused(github, comment, opened):
    github.fail("POST", 403, body={"message": "Resource not accessible by integration"}, times=9)
    for write in (
        lambda tracker: tracker.take_up(REF, str(comment.id)),
        lambda tracker: tracker.react(REF, str(comment.id), "done"),
        lambda tracker: tracker.add_label(REF, GROW),
    ):
        with pytest.raises(WriteRefused, match="not accessible"):
            write(opened().tracker)
