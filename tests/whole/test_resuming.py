"""A sync that ends half-way, and the next one: in processes of their own."""

from __future__ import annotations

import time

import pytest


@pytest.fixture
def web(on_github):
    web = on_github.world.repository()
    for number in range(450):
        web.issue(f"Issue {number}", labels=["onboarding"] if number % 2 else [])
    return web


def _items(desk):
    return desk.json("report")["coverage"]["counted"]


@pytest.mark.usefixtures("web")
def test_a_deadline_keeps_what_was_read_and_the_next_sync_goes_on(desk, on_github):
    on_github.fail(r"/repositories/\d+/issues", 429, body={}, headers={"Retry-After": "100"}, skips=1)
    synced = desk.json("sync", "--deadline", "90s", code=3)["sources"][0]
    assert synced["error"].startswith(
        "The time of --deadline is over: okrsync stopped before the next page of acme/web, after 200 items"
    )
    assert synced["items"] == 200
    on_github.forget()
    again = desk.json("sync")["sources"][0]
    assert (again["items"], again["error"]) == (450, None)
    assert len(on_github.asked("GET .*/issues")) < 5
    assert _items(desk) == 450
    assert desk.json("sync")["sources"][0]["changed"] == 0


def test_what_disappeared_is_told_by_a_full_sync_in_two_parts(desk, on_github, web):
    desk.run("sync")
    web.issues[0].is_deleted = True
    web.issues[440].is_deleted = True
    on_github.fail(r"/repositories/\d+/issues", 502, skips=1, times=3)
    assert desk.json("sync", "--full", code=3)["sources"][0]["removed"] == 0
    assert desk.json("sync", "--full")["sources"][0]["removed"] == 2
    assert _items(desk) == 448


@pytest.mark.usefixtures("web")
def test_a_sync_that_is_killed_is_gone_on_with(desk, on_github):
    _kill_a_sync(desk, on_github, on="GET .*/issues", at=4)
    again = desk.json("sync")["sources"][0]
    assert (again["items"], again["error"]) == (450, None)
    assert len(on_github.asked("GET .*/issues")) < 5


@pytest.mark.usefixtures("web")
def test_a_limit_in_the_middle_loses_nothing(desk, on_github):
    reset = {"x-ratelimit-remaining": "0", "x-ratelimit-reset": str(int(time.time()) + 86400)}
    limit = {"message": "You have exceeded a secondary rate limit."}
    on_github.fail(r"/repositories/\d+/issues", 429, body=limit, headers=reset, skips=2)
    synced = desk.json("sync", code=3)["sources"][0]
    assert synced["items"] == 300
    assert "Run okrsync again after" in synced["error"]
    on_github.forget()
    assert desk.json("sync")["sources"][0]["items"] == 450
    assert len(on_github.asked("GET .*/issues")) == 3


@pytest.mark.usefixtures("web")
def test_a_check_ends_in_time(desk, on_github):
    on_github.fail("GET .*/issues/1$", 429, body={}, headers={"Retry-After": "30"}, times=9)
    done = desk.run("check", "github:acme/web#1", "--deadline", "20s")
    assert done.code == 3
    assert "stopped before a pause of 30 s" in done.stderr


def test_links_into_a_repository_that_was_renamed_hold(desk, on_github):
    desk.write((desk.folder / "okrsync.toml").read_text().replace('"acme/web"', '"acme/web", "acme/app"'))
    epic = on_github.world.repository().issue("Onboarding", labels=["onboarding"])
    on_github.world.repository("acme/app").pull("Shorter form", body="Fixes acme/web#1", base="v2")
    desk.run("sync")
    epic.repository.rename("acme/site")
    assert desk.json("sync")["sources"][0]["items"] == 2
    (judged,) = [desk.json("explain", "github:acme/app#1")["item"]]
    assert judged["evidence"][0]["path"] == ["github:acme/app#1", "github:acme/site#1"]


@pytest.fixture
def work(on_jira):
    for number in range(450):
        on_jira.world.add("ONB", f"Issue {number}", labels=["onboarding"] if number % 2 else [])
    return on_jira.world


@pytest.mark.usefixtures("work")
def test_a_first_reading_of_jira_that_stopped_is_gone_on_with(desk, on_jira):
    on_jira.fail("/search", 429, body={}, headers={"Retry-After": "100"}, skips=4)
    synced = desk.json("sync", "--deadline", "90s", code=3)["sources"][0]
    assert "stopped before the next page of ONB, after 300 issues" in synced["error"]
    assert synced["items"] == 300
    on_jira.forget()
    again = desk.json("sync")["sources"][0]
    assert (again["items"], again["error"], again["removed"]) == (450, None, 0)
    assert _items(desk) == 450


@pytest.mark.usefixtures("work")
def test_a_sync_of_jira_that_is_killed_is_gone_on_with(desk, on_jira):
    _kill_a_sync(desk, on_jira, on="/search", at=5)
    again = desk.json("sync")["sources"][0]
    assert (again["items"], again["error"]) == (450, None)
    assert any("key >" in request.one("jql") for request in on_jira.requests)


def _kill_a_sync(desk, server, *, on, at):
    """Kill a sync once it has made that many requests of a kind."""
    server.latency = 0.2
    process = desk.start("sync")
    until = time.monotonic() + 60
    while len(server.asked(on)) < at and time.monotonic() < until:
        time.sleep(0.01)
    process.kill()
    server.latency = 0
    server.forget()
