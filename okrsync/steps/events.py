"""Which work item a GitHub workflow runs for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from okrsync.errors import UsageError
from okrsync.steps.refs import holds_repo

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from okrsync.config.sources import GitHubSource, Source

MERGE_QUEUE = "merge_group"  # the one event that is about no item

_OF_PULL_REQUESTS = ("pull_request", "pull_request_target", "pull_request_review")
_OF_ISSUES = ("issues", "issue_comment")


def event_ref(name: str, event: str, environ: Mapping[str, str], sources: Sequence[Source]) -> str:
    """The ref of the item the event `name` is about; `event` is the text of its file.

    UsageError where no item can be told.
    """
    payload = _read(event)
    number = _number(name, payload)
    repo = (payload.get("repository") or {}).get("full_name") or environ.get("GITHUB_REPOSITORY")
    if number is None or not repo:
        raise UsageError(f"The event {name or 'of this workflow'} is about no item: name one, as SOURCE:KEY.")
    return f"{_source(repo, sources).name}:{repo}#{number}"


def private_repo(event: str) -> str | None:
    """The event's repository, when the event says that strangers cannot read it."""
    repository = _read(event).get("repository") or {}
    return repository.get("full_name") if repository.get("private") is True else None


def _read(event: str) -> Mapping[str, Any]:
    try:
        payload = json.loads(event)
    except ValueError as error:
        raise UsageError(f"The workflow's event file is no JSON: {error}") from error
    return payload if isinstance(payload, dict) else {}


def _number(name: str, payload: Mapping[str, Any]) -> int | None:
    """A comment on a pull request comes as one on an issue; both are numbered together."""
    subject = None
    if name in _OF_PULL_REQUESTS:
        subject = payload.get("pull_request")
    elif name in _OF_ISSUES:
        subject = payload.get("issue")
    return subject.get("number") if isinstance(subject, dict) else None


def _source(repo: str, sources: Sequence[Source]) -> GitHubSource:
    of_github = [source for source in sources if source.type == "github"]
    if not of_github:
        raise UsageError(
            "The file has no source of type github: add one for this repository, or name an item."
        )
    return next((source for source in of_github if holds_repo(source.repos, repo)), of_github[0])
