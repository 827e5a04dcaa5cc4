from __future__ import annotations

from datetime import timedelta

import pytest

from tests.trackers.jira.opening import opened


def lines(server, **source):
    return [(each.subject, each.level, each.message) for each in opened(server, **source).tracker.diagnose()]


def test_doctor_tells_address_account_and_projects(server):
    kind = "Cloud" if server.world.is_cloud else "Data Center 10.3.24"
    server.world.add("ONB")
    server.world.add("ONB")
    assert lines(server) == [
        (server.url, "ok", f"Jira {kind}, “Acme”."),
        ("account", "ok", "OKR Robot, time zone Asia/Kolkata."),
        ("project ONB", "ok", "2 issues visible to this account, which may comment."),
    ]


def test_doctor_tells_each_project_that_cannot_be_seen_and_what_can_be(server):
    server.world.add("ONB")
    server.world.add_project("OPS")
    found = lines(server, projects=("GONE", "ONB"))
    assert [(subject, level) for subject, level, _ in found[2:]] == [
        ("project GONE", "error"),
        ("project ONB", "ok"),
        ("projects", "warning"),
    ]
    assert "Browse projects" in found[2][2]
    assert found[4][2] == "This account sees ONB, OPS."


def test_doctor_names_ten_of_many_projects(server):
    for number in range(60):
        server.world.add_project(f"P{number:02d}")
    last = lines(server, projects=("GONE",))[-1]
    assert last[2].startswith("This account sees ONB, P00, P01,")
    assert last[2].endswith("P08 and 51 more.")


def test_doctor_says_when_there_is_nothing_to_be_seen(server):
    server.world.hidden.add("ONB")
    assert lines(server)[-1][2].startswith("This account sees no project at all: give it the permission")


def test_doctor_is_content_without_the_list_of_projects(server):
    server.fail(r"/project(/search)?$", 403, body={})
    assert [level for _, level, _ in lines(server, projects=("GONE",))] == ["ok", "ok", "error"]


def test_doctor_goes_on_after_a_project_that_fails(server):
    server.fail("/project/ONB", 403, body={})
    assert [level for _, level, _ in lines(server)] == ["ok", "ok", "error", "warning"]


def test_doctor_tells_which_right_is_missing_to_comment(server):
    server.world.add("ONB")
    server.world.lacking = {"EDIT_OWN_COMMENTS"}
    server.world.read_only.add("ONB")
    assert lines(server)[-1][1:] == (
        "warning",
        "1 issue visible to this account. To comment it lacks Add comments, Edit own comments.",
    )


def test_doctor_is_content_with_a_server_that_does_not_tell_rights(server):
    server.world.add("ONB")
    server.fail("mypermissions", 404, body={})
    assert lines(server)[-1][1] == "ok"


def test_doctor_tells_an_archived_project(server):
    server.world.archived.add("ONB")
    assert lines(server)[-1][1:] == (
        "warning",
        "It is archived: Jira finds none of its issues. Leave it out of `projects`.",
    )


def test_doctor_tells_a_project_whose_issues_are_hidden(server):
    assert "none of its issues: it is empty, `jql` leaves all out" in lines(server)[-1][2]
    server.world.lacking = {"BROWSE_PROJECTS"}
    assert lines(server)[-1][2].endswith("this account lacks Browse projects there.")


def test_doctor_tells_a_query_that_jira_does_not_accept(server):
    server.world.add("ONB")
    subject, level, message = lines(server, jql="nothing like = it")[2]
    assert (subject, level) == ("project ONB", "error")
    assert "did not accept" in message


def test_doctor_stops_where_the_credentials_are_wrong(server):
    jira = opened(server).tracker
    server.token = "changed"
    found = [*jira.diagnose()]
    assert [(each.subject, each.level) for each in found] == [(server.url, "ok"), ("account", "error")]
    assert "does not accept" in found[1].message


def test_doctor_says_when_a_token_goes_through_the_gateway(cloud):
    cloud.is_scoped = True
    cloud.world.add("ONB")
    found = lines(cloud)
    assert [level for _, level, _ in found] == ["ok", "ok", "ok"]
    assert "its token has scopes, so it goes through Atlassian's gateway" in found[1][2]


@pytest.mark.parametrize(
    ("ahead", "said"),
    [(timedelta(minutes=10), "0:10:00 ahead of"), (timedelta(minutes=-3), "0:03:00 behind")],
)
def test_doctor_tells_a_clock_that_is_wrong(server, ahead, said):
    subject, level, message = lines(server, ahead=ahead)[1]
    assert (subject, level) == ("clock", "warning")
    assert f"This machine's clock is {said} Jira's" in message


def test_doctor_says_when_the_address_is_no_jira(server):
    server.fail("serverInfo", 200)
    [only] = lines(server)
    assert only[1] == "error"
    assert "web page" in only[2]
