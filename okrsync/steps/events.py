"""What a GitHub workflow runs for, as its event tells."""

from __future__ import annotations

import json
import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from okrsync.config.repositories import Home
from okrsync.errors import UsageError
from okrsync.steps.refs import full_ref, holds_repo

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from okrsync.config.sources import GitHubSource, Source

MERGE_QUEUE = "merge_group"  # the one event that is about no item

_OF_PULL_REQUESTS = (
    "pull_request",
    "pull_request_target",
    "pull_request_review",
    "pull_request_review_comment",
)
_OF_ISSUES = ("issues", "issue_comment")
_LEFT = ("deleted", "transferred")  # what became of an issue that is in its repository no more
_NAME_ONE = "name one, as SOURCE:KEY"
_ABOUT_NOTHING = {
    "": "Which item? Name one, for example github:acme/web#12; in a GitHub workflow it is the event's.",
    "workflow_dispatch": "This run was started without an item: type one into its input `ref` "
    f"(the workflow has to have it), or {_NAME_ONE}.",
    "schedule": f"A scheduled run is about no item: {_NAME_ONE}, or use sync, report and nudge there.",
}
_NOTHING: Mapping[str, Any] = MappingProxyType({})
_NUMBER = re.compile(r"#?[1-9]\d*")


class Event(NamedTuple):
    """What a workflow runs for; outside of workflows, nothing."""

    name: str = ""
    repo: str | None = None
    number: int | None = None
    head: str | None = None  # the commit a verdict can be shown on
    asked: tuple[str, ...] = ()  # what somebody typed who started the run by hand
    is_of_pull_request: bool = False  # whose content, a checkout of it too, may be a stranger's
    is_private: bool = False
    is_gone: bool = False
    payload: Mapping[str, Any] = _NOTHING  # as GitHub sent it


def read_event(text: str, environ: Mapping[str, str]) -> Event:
    """The event of this environment; `text` is the content of its file. UsageError where that is no JSON."""
    name, payload = environ.get("GITHUB_EVENT_NAME", ""), _read(text)
    repository = _table(payload, "repository")
    subject = _table(payload, "pull_request" if name in _OF_PULL_REQUESTS else "issue")
    if name not in (*_OF_PULL_REQUESTS, *_OF_ISSUES):
        subject = {}
    return Event(
        name,
        repo=repository.get("full_name") or environ.get("GITHUB_REPOSITORY"),
        number=number if isinstance(number := subject.get("number"), int) else None,
        head=_table(subject, "head").get("sha") or _table(payload, "merge_group").get("head_sha"),
        asked=_asked(_table(payload, "inputs")) if name == "workflow_dispatch" else (),
        is_of_pull_request=name in _OF_PULL_REQUESTS or isinstance(subject.get("pull_request"), dict),
        is_private=repository.get("private") is True,
        is_gone=name == "issues" and payload.get("action") in _LEFT,
        payload=payload,
    )


def event_refs(event: Event, sources: Sequence[Source]) -> list[str]:
    """The refs of the items the event is about. UsageError where none can be told."""
    if event.asked:
        return [_typed(text, event, sources) for text in event.asked]
    if event.number is None or not event.repo:
        nothing = f"The event {event.name} is about no item: {_NAME_ONE}."
        raise UsageError(_ABOUT_NOTHING.get(event.name, nothing))
    return [_ref(event.repo, event.number, sources)]


def home_of(event: Event, environ: Mapping[str, str]) -> Home | None:
    """The workflow's repository; None outside of workflows."""
    if not event.name or not event.repo:
        return None
    return Home(event.repo, environ.get("GITHUB_WORKSPACE"), is_only=event.is_of_pull_request)


def _read(text: str) -> Mapping[str, Any]:
    try:
        payload = json.loads(text or "{}")
    except ValueError as error:
        raise UsageError(f"The workflow's event file is no JSON: {error}") from error
    return payload if isinstance(payload, dict) else {}


def _table(payload: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = payload.get(key)
    return found if isinstance(found, dict) else {}


def _asked(inputs: Mapping[str, Any]) -> tuple[str, ...]:
    typed = inputs.get("ref") or inputs.get("item") or ""
    return tuple(str(typed).replace(",", " ").split())


def _typed(text: str, event: Event, sources: Sequence[Source]) -> str:
    """A number alone is one of this repository."""
    if event.repo and _NUMBER.fullmatch(text):
        return _ref(event.repo, int(text.removeprefix("#")), sources)
    return full_ref(text, sources)


def _ref(repo: str, number: int, sources: Sequence[Source]) -> str:
    return f"{_source(repo, sources).name}:{repo}#{number}"


def _source(repo: str, sources: Sequence[Source]) -> GitHubSource:
    of_github = [source for source in sources if source.type == "github"]
    if not of_github:
        raise UsageError(
            "The file has no source of type github: add one for this repository, or name an item."
        )
    return next((source for source in of_github if holds_repo(source.repos, repo)), of_github[0])
