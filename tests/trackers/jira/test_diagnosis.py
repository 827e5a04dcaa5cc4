from __future__ import annotations

from tests.trackers.jira.opening import opened


def lines(server, **source):
    return [(each.subject, each.level, each.message) for each in opened(server, **source).tracker.diagnose()]


def test_doctor_tells_address_account_and_projects(server):
    kind = "Cloud" if server.world.is_cloud else "Data Center 10.3.24"
    assert lines(server) == [
        (server.url, "ok", f"Jira {kind}, “Acme”."),
        ("account", "ok", "OKR Robot, time zone Asia/Kolkata."),
        ("project ONB", "ok", "Visible to this account."),
    ]


def test_doctor_tells_each_project_that_cannot_be_seen(server):
    found = lines(server, projects=("GONE", "ONB"))
    assert [(subject, level) for subject, level, _ in found[2:]] == [
        ("project GONE", "error"),
        ("project ONB", "ok"),
    ]
    assert "Browse projects" in found[2][2]


def test_doctor_goes_on_after_a_project_that_fails(server):
    server.fail("/project/ONB", 403, body={})
    assert [level for _, level, _ in lines(server)] == ["ok", "ok", "error"]


def test_doctor_stops_where_the_credentials_are_wrong(server):
    jira = opened(server).tracker
    server.token = "changed"
    found = [*jira.diagnose()]
    assert [each.level for each in found] == ["ok", "error"]
    assert "does not accept" in found[1].message


def test_doctor_says_when_the_address_is_no_jira(server):
    server.fail("serverInfo", 200)
    [only] = lines(server)
    assert only[1] == "error"
    assert "web page" in only[2]
