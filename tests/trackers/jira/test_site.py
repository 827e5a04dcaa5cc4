from __future__ import annotations

import responses

from okrsync.config.sources import JiraSource
from tests.trackers.jira.opening import opened_at

SOURCE = {"name": "jira", "type": "jira", "projects": ("ONB",)}


@responses.activate
def test_links_of_items_read_through_the_gateway_open_in_a_browser():
    gateway = "https://api.atlassian.com/ex/jira/123"
    base = f"{gateway}/rest/api/2"
    responses.get(
        f"{base}/serverInfo", json={"deploymentType": "Cloud", "baseUrl": "https://acme.atlassian.net"}
    )
    responses.get(f"{base}/field", json=[])
    responses.get(f"{base}/issue/ONB-1", json={"id": "1", "key": "ONB-1", "fields": {}})
    found = opened_at(JiraSource(**SOURCE, url=gateway), {"JIRA_TOKEN": "t"}).tracker.read(["jira:ONB-1"])
    assert found.items[0].url == "https://acme.atlassian.net/browse/ONB-1"


def test_a_site_that_is_cloud_by_its_name_is_not_asked_what_it_is():
    with responses.RequestsMock() as site:
        base = "https://acme.atlassian.net/rest/api/2"
        site.get(f"{base}/field", json=[])
        site.post(f"{base}/issue/bulkfetch", json={"issues": []})
        site.get(f"{base}/issue/A-1", status=404, json={})
        site.get(f"{base}/issue/A-2", status=404, json={})
        jira = opened_at(JiraSource(**SOURCE, url="https://acme.atlassian.net"), {"JIRA_TOKEN": "t"})
        assert set(jira.tracker.read(["jira:A-1", "jira:A-2"]).unreachable) == {"jira:A-1", "jira:A-2"}
