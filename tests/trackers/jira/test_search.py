from __future__ import annotations

import json

import pytest

from tests.trackers.jira.opening import items_of, opened


def titles(pages):
    return [item.title for item in items_of(pages)]


def test_a_long_narrowing_is_posted_and_reads_the_same(server):
    for number in range(150):
        server.world.add("ONB", str(number), labels=["x"])
    labels = ", ".join(f"label-{number}" for number in range(300))
    pages = opened(server, jql=f"labels in (x, {labels})").walk()
    assert len(titles(pages)) == 150
    assert {request.verb for request in server.asked("search")} == {"POST"}


@pytest.mark.parametrize("one", [0, -1])
def test_a_server_that_reads_one_of_a_list_of_fields_is_sent_them_in_one(server, one):
    for number in range(250):
        server.world.add("ONB", str(number))
    server.world.reads_one_of_a_list = one
    assert set(titles(opened(server).walk())) == {str(number) for number in range(250)}
    assert server.count == 3 + 4 + 1 + int(server.world.is_cloud)


def test_what_is_posted_is_what_the_schema_of_cloud_allows(cloud):
    cloud.world.add("ONB", labels=["x"])
    opened(cloud, jql=f"labels in (x, {', '.join('y' * 20 for _ in range(100))})").walk()
    [search] = cloud.asked("search/jql")
    assert set(json.loads(json.dumps(search.body))) == {"jql", "maxResults", "fields"}
