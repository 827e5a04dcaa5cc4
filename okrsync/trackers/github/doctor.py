"""What `doctor` finds out about a GitHub source."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from okrsync.errors import NotVisible, TrackerError
from okrsync.ports import Diagnosis
from okrsync.trackers.github.pauses import server_time
from okrsync.trackers.github.places import Places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from okrsync.config.sources import GitHubSource
    from okrsync.trackers.github.answers import Answer
    from okrsync.trackers.github.client import Client

_MOST_SKEW = 60.0
_WRITING_SCOPES = {"repo", "public_repo"}


def diagnose(client: Client, source: GitHubSource, clock: Callable[[], datetime]) -> Iterator[Diagnosis]:
    """Address and credentials first; when those fail, the rest is not asked."""
    name = source.name
    try:
        answer = client.get("/rate_limit", "the rate limit")
    except NotVisible:  # Enterprise Server answers 404 where no limit is set
        yield Diagnosis(name, "ok", f"{client.access.host} answers, and sets no limit.")
    except TrackerError as error:
        yield Diagnosis(name, "error", str(error))
        return
    else:
        access = client.access
        yield Diagnosis(name, "ok", f"{access.host} accepts {access.credential}; {_left(answer)}.")
        yield from _clock(name, answer, clock())
        yield from _scopes(name, answer)
    yield from _graphql(client, name)
    yield from _repositories(client, source)


def _left(answer: Answer) -> str:
    core = ((answer.data or {}).get("resources") or {}).get("core") or {}
    if "remaining" not in core:
        return "how many requests it has left is not said"
    return f"{core['remaining']} of {core.get('limit')} requests are left this hour"


def _clock(name: str, answer: Answer, now: datetime) -> Iterator[Diagnosis]:
    theirs = server_time(answer)
    skew = (now - theirs).total_seconds() if theirs else 0.0
    if abs(skew) > _MOST_SKEW:
        way = "ahead of" if skew > 0 else "behind"
        yield Diagnosis(
            name,
            "warning",
            f"This machine's clock is {timedelta(seconds=round(abs(skew)))} {way} GitHub's: set it (NTP).",
        )


def _scopes(name: str, answer: Answer) -> Iterator[Diagnosis]:
    """Only classic tokens say what they may."""
    said = answer.headers.get("x-oauth-scopes")
    if said is None:
        yield Diagnosis(
            name,
            "ok",
            "Whether it may comment shows with the first comment: "
            "it needs Issues and Pull requests, read and write.",
        )
    elif not _WRITING_SCOPES & {scope.strip() for scope in said.split(",")}:
        yield Diagnosis(
            name,
            "warning",
            f"To comment, the token needs the scope `repo` or `public_repo`; it has `{said}`.",
        )


def _graphql(client: Client, name: str) -> Iterator[Diagnosis]:
    try:
        client.query("query { viewer { login } }", {}, "your account")
    except TrackerError as error:
        yield Diagnosis(
            name, "warning", f"{error} Links made outside of a pull request's text are not seen without it."
        )


def _repositories(client: Client, source: GitHubSource) -> Iterator[Diagnosis]:
    places = Places(client, source.repos)
    for pattern in source.repos:
        try:
            found = places.of(pattern)
            if found == [pattern]:
                answer = client.get(f"/repos/{quote(pattern)}", pattern)
                yield _repository(source.name, answer.data or {}, pattern)
            else:
                yield Diagnosis(source.name, "ok", f"`{pattern}` finds {len(found)} repositories.")
        except TrackerError as error:
            yield Diagnosis(source.name, "error", str(error))


def _repository(name: str, found: dict[str, Any], pattern: str) -> Diagnosis:
    now = str(found.get("full_name", pattern))
    if now.casefold() != pattern.casefold():
        return Diagnosis(name, "warning", f"{pattern} is called {now} now: write that into `repos`.")
    if found.get("archived"):
        return Diagnosis(name, "warning", f"{now} is archived: it is read, but nobody can comment there.")
    return Diagnosis(name, "ok", f"{now} is readable.")
