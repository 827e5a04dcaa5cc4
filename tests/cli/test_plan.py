from __future__ import annotations

import pytest

from tests.cli.conftest import FILE
from tests.config.test_commits import commit, save


@pytest.fixture
def synced(company):
    company.run("sync")
    return company


CHANGED = FILE.replace('labels = ["onboarding"]', 'labels = ["nothing"]')


def test_nothing_changed_since_the_last_sync(synced):
    plan = synced.json("plan")
    assert plan["schema"] == "okrsync.plan/1"
    assert [plan[group] for group in ("retied", "orphaned", "freed", "other", "effort")] == [[]] * 5
    assert plan["against"] == "the kept configuration"


def test_a_change_is_told_item_by_item_with_the_effort_it_moves(synced):
    synced.write(CHANGED)
    plan = synced.json("plan")
    assert plan["orphaned"]
    (orphan, *_) = plan["orphaned"]
    assert orphan["before"]["goals"] == ["GROW"]
    assert orphan["after"]["verdict"] == "untied"
    assert [one["goal"] for one in plan["effort"]] == ["GROW"]
    text = synced.run("plan").stdout
    assert "orphaned" in text
    assert orphan["ref"] in text


def test_another_file_can_be_compared_with(synced):
    synced.write(CHANGED, "other.toml")
    plan = synced.json("plan", "--against", "other.toml")
    assert plan["against"] == "other.toml"
    assert plan["freed"]


def test_the_file_as_a_commit_has_it_can_be_compared_with(synced):
    commit(synced.folder, "init", "--quiet", "--initial-branch", "main")
    save(synced.folder)
    synced.write(CHANGED)
    assert synced.json("plan", "--against", "main")["orphaned"]


def test_a_name_of_nothing_is_told(synced):
    result = synced.run("plan", "--against", "mian")
    assert result.exit_code == 2
    assert "mian is neither a file nor anything git knows here" in result.stderr


def test_before_the_first_sync_it_says_what_to_do(company):
    result = company.run("plan")
    assert result.exit_code == 4
    assert "sync" in result.stderr
