from __future__ import annotations

import pytest


@pytest.fixture
def synced(company):
    company.run("sync")
    return company


def test_the_whole_chain_is_explained_from_the_store(synced):
    explained = synced.json("explain", "github:acme/web#12")
    assert explained["schema"] == "okrsync.explain/1"
    assert explained["item"]["goals"] == ["GROW"]
    assert explained["item"]["evidence"][0]["path"][-1] == "jira:ONB-1"
    assert explained["remedy"] is None
    assert synced.github.requests == 0


def test_untied_work_comes_with_the_change_that_would_tie_it(synced):
    remedy = synced.json("explain", "jira:ONB-9")["remedy"]
    assert remedy["kind"] == "label"
    assert "okr:grow" in remedy["text"]


def test_it_can_ask_the_trackers_instead(company):
    assert company.json("explain", "ONB-7", "--live")["item"]["verdict"] == "tied"


def test_an_item_the_store_does_not_know_is_refused_with_the_nearest(synced):
    result = synced.run("explain", "jira:ONB-8")
    assert result.exit_code == 2
    assert "did you mean jira:ONB-" in result.stderr


def test_an_item_nothing_is_like_is_refused_with_the_cure(synced):
    result = synced.run("explain", "github:other/far-away#123456")
    assert result.exit_code == 2
    assert "run `okrsync sync`" in result.stderr


def test_without_a_store_it_says_to_sync_first(company):
    result = company.run("explain", "jira:ONB-7")
    assert result.exit_code == 4
    assert "run `okrsync sync` first" in result.stderr


def test_a_live_item_that_cannot_be_read_exits_with_3(company):
    assert company.run("explain", "jira:ONB-99", "--live").exit_code == 3


def test_a_live_item_needs_its_secret(company):
    company.without_secret = {"jira"}
    assert company.run("explain", "jira:ONB-7", "--live").exit_code == 2


def test_a_ref_is_found_in_any_case(synced):
    assert synced.json("explain", "GitHub:Acme/Web#12")["item"]["ref"] == "github:acme/web#12"
