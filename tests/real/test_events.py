"""Events as GitHub sent them to somebody."""

from __future__ import annotations

import json

import pytest

from okrsync.config.sources import GitHubSource
from okrsync.errors import UsageError
from okrsync.steps.events import event_refs, home_of, read_event

SOURCES = (GitHubSource(name="github", type="github", repos=("Codertocat/*",)),)
ITEMS = ("pull_request", "pull_request_review", "issues", "issue_comment")


def test_each_one_names_its_item_or_says_that_it_has_none(real_data):
    files = sorted((real_data / "webhook-events").glob("*.json"))
    assert len(files) > 90
    for file in files:
        name = file.name.split(".")[0]
        event = read_event(file.read_text(encoding="utf-8"), {"GITHUB_EVENT_NAME": name})
        if name not in ITEMS:
            with pytest.raises(UsageError, match=f"The event {name} is about no item"):
                event_refs(event, SOURCES)
            continue
        (ref,) = event_refs(event, SOURCES)
        assert ref == f"github:{event.repo}#{event.number}", file.name
        payload = json.loads(file.read_text(encoding="utf-8"))
        # A pull request's milestone is told as an issue's.
        is_of_pull_request = "pull_request" in payload or "pull_request" in payload["issue"]
        assert home_of(event, {}).is_only == event.is_of_pull_request == is_of_pull_request, file.name
        assert bool(event.head) == ("pull_request" in payload), file.name
        assert event.is_gone == file.name.startswith(("issues.deleted", "issues.transferred"))
