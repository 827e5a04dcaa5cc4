from __future__ import annotations

import json
import os
import zipfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from okrsync.errors import TrackerError
from okrsync.trackers.github.items import (
    PullFacts,
    as_issue,
    issue_ref,
    milestone_item,
    project_of,
    understood,
    work_item,
)

API = "https://api.github.com/repos/acme/web"


def _issue(**facts):
    payload = {
        "id": 7,
        "node_id": "I_7",
        "number": 12,
        "title": "Form is long",
        "body": None,
        "state": "open",
        "repository_url": API,
        "html_url": "https://github.com/acme/web/issues/12",
        "user": {"login": "dana", "type": "User"},
        "created_at": "2026-10-01T08:00:00Z",
        "updated_at": "2026-10-02T08:00:00Z",
        "closed_at": None,
    }
    return payload | facts


def _read(facts=None, **payload):
    return work_item(_issue(**payload), source="github", project="acme/web", facts=facts)


def test_an_issue_becomes_a_work_item():
    item = _read(
        labels=[{"id": 1, "name": "okr:grow"}, {"id": 2, "name": "growth/🚀"}],
        milestone={"number": 3, "title": "v1"},
        body="OKR: GROW.KR1",
        locked=True,
    )
    assert (item.ref, item.id, item.project, item.kind, item.type) == (
        "github:acme/web#12",
        "I_7",
        "acme/web",
        "issue",
        "issue",
    )
    assert (item.labels, item.milestones) == (("okr:grow", "growth/🚀"), ("v1",))
    assert item.named_goals == ("GROW.KR1",)
    assert item.created == datetime(2026, 10, 1, 8, tzinfo=UTC)
    assert item.closed is None
    assert item.is_locked
    assert not item.is_bot


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({}, "todo"),
        ({"state": "open", "state_reason": "reopened"}, "todo"),
        ({"state": "closed", "state_reason": "completed"}, "done"),
        ({"state": "closed", "state_reason": None}, "done"),
        ({"state": "closed", "state_reason": "not_planned"}, "dropped"),
        ({"state": "closed", "state_reason": "duplicate"}, "dropped"),
        ({"state": "open", "pull_request": {"merged_at": None}}, "doing"),
        ({"state": "closed", "pull_request": {"merged_at": "2026-10-02T08:00:00Z"}}, "done"),
        ({"state": "closed", "pull_request": {"merged_at": None}}, "dropped"),
    ],
)
def test_states(facts, state):
    assert _read(**facts).state == state


def test_an_issue_type_says_what_kind_it_is():
    epic = _read(type={"id": 1, "name": "Epic"})
    assert (epic.kind, epic.type) == ("epic", "Epic")
    assert _read(type=None).type == "issue"


def test_the_parent_is_read_from_its_address_also_in_another_repository():
    assert (
        _read(parent_issue_url="https://api.github.com/repos/acme/plan/issues/4").parent
        == "github:acme/plan#4"
    )
    assert _read(parent_issue_url=None).parent is None
    assert _read().parent is None


def test_a_parents_address_on_an_enterprise_server_is_understood():
    assert issue_ref("https://ghe.example/api/v3/repos/acme/plan/issues/4", "ghe") == "ghe:acme/plan#4"


@pytest.mark.parametrize("user", [{"login": "dependabot[bot]", "type": "Bot"}, {"login": "renovate[bot]"}])
def test_bots_are_bots(user):
    assert _read(user=user).is_bot


def test_a_deleted_account_is_nobodys():
    item = _read(user=None)
    assert item.author is None
    assert not item.is_bot


def test_estimates_come_from_number_fields_and_all_fields_by_their_names():
    item = _read(
        issue_field_values=[
            {"issue_field_name": "Story points", "data_type": "number", "value": 3.0},
            {"issue_field_name": "Squad", "value": "x1", "single_select_option": {"name": "Red"}},
            {"issue_field_name": "Areas", "multi_select_options": [{"name": "A"}, {"name": "B"}]},
            {"issue_field_name": "Empty", "value": None},
        ]
    )
    assert item.effort == 3
    assert dict(item.fields) == {"Story points": ("3",), "Squad": ("Red",), "Areas": ("A", "B")}


@pytest.mark.parametrize("value", ["3 days", "nan", "", None])
def test_an_estimate_that_is_no_number_is_none(value):
    assert _read(issue_field_values=[{"issue_field_name": "Estimate", "value": value}]).effort is None


def test_a_pull_requests_links_are_those_of_github_and_those_of_its_text():
    item = _read(
        PullFacts("onb-7-form", ("github:acme/web#1",)),
        body="Fixes #1, closes #2, see #3 <!-- Closes #99 -->",
        pull_request={"merged_at": None},
        draft=True,
    )
    assert (item.kind, item.type, item.is_draft) == ("pull_request", "pull_request", True)
    assert item.closes == ("github:acme/web#1", "github:acme/web#2")
    assert item.mentions == ("github:acme/web#3",)
    assert item.closing_keys == ("ONB-7",)


def test_an_issues_text_closes_nothing():
    assert _read(body="Fixes #1").closes == ()


def test_what_no_database_takes_is_replaced():
    assert _read(title="Nul \x00 and half an emoji \ud83d").title == "Nul � and half an emoji �"


def test_the_present_name_of_the_repository_is_the_payloads():
    assert _read(repository_url="https://api.github.com/repos/acme/site").ref == "github:acme/site#12"
    assert project_of({"url": "https://api.github.com/repositories/9/issues/1"}, "acme/web") == "acme/web"


def test_a_pull_request_of_the_list_of_pull_requests_reads_the_same():
    pull = _issue(node_id="PR_7", url=f"{API}/pulls/12", merged_at="2026-10-02T08:00:00Z", state="closed")
    del pull["repository_url"]
    item = work_item(as_issue(pull), source="github", project="other/name")
    assert (item.ref, item.kind, item.state) == ("github:acme/web#12", "pull_request", "done")


def test_a_milestone_becomes_a_work_item():
    payload = _issue(
        number=3, title="v1", description="OKR: GROW", creator={"login": "lee"}, url=f"{API}/milestones/3"
    )
    item = milestone_item(payload, source="github", project="acme/web")
    assert (item.ref, item.kind, item.named_goals, item.author) == (
        "github:acme/web/milestone/3",
        "milestone",
        ("GROW",),
        "lee",
    )


@pytest.mark.parametrize("payload", [{}, {"number": 1}, _issue(milestone=[1]), _issue(labels=3)])
def test_what_github_does_not_document_is_one_sentence(payload):
    with pytest.raises(TrackerError, match="okrsync cannot read"):
        understood(work_item, payload, source="github", project="acme/web")


def test_real_answers_of_github_all_become_work_items():
    folder = os.environ.get("OKRSYNC_REAL_DATA")
    if not folder:
        pytest.skip("OKRSYNC_REAL_DATA does not name the folder with real issues")
    with zipfile.ZipFile(Path(folder) / "github-rest" / "datasets-issues.zip") as archive:
        lines = archive.read(archive.namelist()[0]).decode().splitlines()
    items = [work_item(json.loads(line), source="github", project="?") for line in lines if line.strip()]
    assert len({item.ref for item in items}) == len({item.id for item in items}) == len(items) == 7258
    assert {item.project for item in items} == {"huggingface/datasets"}
    assert Counter((item.kind, item.state) for item in items) == {
        ("pull_request", "done"): 3557,
        ("pull_request", "dropped"): 590,
        ("pull_request", "doing"): 92,
        ("issue", "done"): 2229,
        ("issue", "dropped"): 36,
        ("issue", "todo"): 754,
    }
    assert sum(bool(item.closes) for item in items) > 500
    assert all(item.title.encode() for item in items)
