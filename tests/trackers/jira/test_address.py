from __future__ import annotations

import pytest

from okrsync.errors import TrackerError, WriteRefused
from okrsync.trackers.jira.address import Address, is_gateway
from tests.trackers.jira.opening import items_of, marks_of, opened

ISSUE = "jira:ONB-1"


@pytest.fixture
def scoped(cloud):
    """A Cloud that lets this token in through the gateway only."""
    cloud.world.add("ONB")
    cloud.is_scoped = True
    return cloud


def test_a_token_with_scopes_is_let_in_by_the_gateway_whose_address_is_found(scoped):
    [item] = items_of(opened(scoped).walk())
    assert item.url == f"{scoped.url}/browse/ONB-1"
    assert len(scoped.asked("_edge/tenant_info")) == 1
    assert len(scoped.asked("^GET /rest/api")) == 2  # serverInfo, which is open to all, and the refused one


def test_the_gateway_is_remembered_so_that_it_costs_nothing_later(scoped):
    marks = marks_of(opened(scoped).walk())
    assert scoped.cloud_id in str(marks)
    scoped.forget()
    opened(scoped).walk(marks)
    assert scoped.count == 2
    assert all(
        request.path.startswith("/ex/jira/") or "/rest/" in request.path for request in scoped.requests
    )
    assert not scoped.asked("tenant_info")


def test_a_remembered_gateway_that_lets_nobody_in_any_more_is_left(scoped):
    marks = marks_of(opened(scoped).walk())
    scoped.is_scoped = False
    scoped.world.add("ONB")
    assert len(items_of(opened(scoped).walk(marks))) >= 1
    assert marks_of(opened(scoped).walk(marks))["ONB"]["cloud_id"] is None


def test_a_wrong_token_is_no_better_at_the_gateway(cloud):
    jira = opened(cloud)
    cloud.token = "changed"
    with pytest.raises(TrackerError, match="does not accept"):
        jira.walk()
    assert len(cloud.asked("tenant_info")) == 1
    assert jira.waited == []


def test_a_token_whose_scopes_do_not_reach_learns_which_it_needs(scoped):
    scoped.scopes.clear()
    with pytest.raises(TrackerError, match=r"\$JIRA_TOKEN lacks a scope: make a token with read:jira-work"):
        opened(scoped).walk()


def test_a_token_that_may_only_read_is_refused_with_the_scope_it_lacks(scoped):
    scoped.scopes.remove("write:jira-work")
    with pytest.raises(WriteRefused, match="needs the scope write:jira-work"):
        opened(scoped).tracker.create_comment(ISSUE, "Text")


def test_a_comment_is_kept_through_the_gateway(scoped):
    jira = opened(scoped).tracker
    comment = jira.create_comment(ISSUE, "Text")
    jira.edit_comment(ISSUE, comment, "Other text", is_resolved=False)
    assert [each.body for each in jira.comments(ISSUE)] == ["Other text"]


def test_the_gateways_own_address_is_taken_as_it_is_and_links_still_open(scoped):
    url = f"{scoped.origin}/ex/jira/{scoped.cloud_id}"
    [item] = items_of(opened(scoped, url=url).walk())
    assert item.url == f"{scoped.url}/browse/ONB-1"
    assert not scoped.asked("tenant_info")


@pytest.mark.parametrize(
    "answer",
    [{"status": 404}, {"status": 302}, {"cut": True}, {"status": 200, "body": "<html>"}]
    + [{"status": 200, "body": body} for body in ([], {}, {"cloudId": 7}, {"cloudId": "../../evil"})],
)
def test_a_site_that_does_not_tell_its_id_leaves_a_wrong_token_wrong(scoped, answer):
    scoped.fail("tenant_info", **{"status": 200, **answer})
    with pytest.raises(TrackerError, match="does not accept"):
        opened(scoped).walk()
    assert not scoped.asked("/ex/jira")


def test_a_gateway_out_of_reach_is_no_excuse_for_a_wrong_token(scoped):
    jira = opened(scoped, gateway_url="http://127.0.0.1:9")
    with pytest.raises(TrackerError, match="does not accept"):
        jira.walk()


def test_no_secret_is_sent_to_learn_the_id(scoped):
    opened(scoped).walk()
    [asked] = scoped.asked("tenant_info")
    assert asked.signature == ""


def test_data_center_has_no_gateway(center):
    jira = opened(center)
    center.token = "changed"
    with pytest.raises(TrackerError, match="does not accept"):
        jira.walk()
    assert not center.asked("tenant_info")


def test_every_request_on_the_way_is_counted(scoped):
    assert sum(page.requests for page in opened(scoped).walk()) == scoped.count


@pytest.mark.parametrize("odd", [None, 7, "", "a/b", "?", "x" * 100])
def test_a_mark_can_send_us_nowhere_else(odd):
    address = Address("https://acme.atlassian.net", "https://api.atlassian.com")
    address.recall(odd)
    assert address.to("field") == "https://acme.atlassian.net/rest/api/2/field"


def test_no_browser_opens_the_gateway():
    assert is_gateway("https://api.atlassian.com/ex/jira/123")
    assert not is_gateway("https://acme.example/jira")


def test_a_proxy_of_the_environment_is_used(server, monkeypatch):
    server.world.add("ONB")
    monkeypatch.setenv("HTTP_PROXY", server.origin)
    [item] = items_of(opened(server, url="http://jira.invalid").walk())
    assert item.key == "ONB-1"
    monkeypatch.setenv("NO_PROXY", "jira.invalid")
    with pytest.raises(TrackerError, match="cannot be reached"):
        opened(server, url="http://jira.invalid").walk()


def test_a_proxy_that_is_not_there_is_told_from_a_jira_that_is_not(server, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    with pytest.raises(TrackerError, match=r"The proxy on the way to jira\.invalid cannot be reached"):
        opened(server, url="http://jira.invalid").walk()
