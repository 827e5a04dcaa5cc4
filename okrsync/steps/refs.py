"""From what a person types to the ref of a work item."""

from __future__ import annotations

import re
from difflib import get_close_matches
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from okrsync.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from okrsync.config.sources import Source

_KEY = re.compile(r"(?P<project>[A-Za-z][A-Za-z0-9_]*)-[1-9]\d*")
_NUMBER = re.compile(r"(?P<repo>[\w.-]+/[\w.-]+)#[1-9]\d*")
_MILESTONES = {
    "github": re.compile(r"[\w.-]+/[\w.-]+/milestone/[1-9]\d*"),
    "jira": re.compile(r"[A-Za-z][A-Za-z0-9_]*/version/\d+"),
}
_PAGE = re.compile(r"/(?P<repo>[\w.-]+/[\w.-]+)/(?:issues|pull)/(?P<number>[1-9]\d*)(?:/.*)?")
_BROWSE = re.compile(r".*/browse/(?P<key>[A-Za-z][A-Za-z0-9_]*-[1-9]\d*)/?")
_KINDS = {"github": "issue, pull request or milestone of GitHub", "jira": "key of a Jira issue"}
_EXAMPLES = {"github": "acme/web#12", "jira": "ONB-7", "file": "7"}


def full_ref(text: str, sources: Sequence[Source]) -> str:
    """The ref a person means: `jira:ONB-7`, or `ONB-7`, `acme/web#12`, a page's address where that is enough.

    UsageError when no source, or more than one, could be meant.
    """
    text = text.strip()
    if text.startswith(("https://", "http://")):
        return _from_address(text, sources)
    name, colon, key = text.partition(":")
    if colon and key:
        return _from_ref(name, key, sources)
    candidates = _candidates(text, sources)
    if len(candidates) == 1:
        return _ref(candidates[0], text)
    if candidates:
        spellings = " or ".join(_ref(source, text) for source in candidates)
        raise UsageError(f"{text} may be {spellings}: say which.")
    raise UsageError(f"{text} names no work item. Write it as SOURCE:KEY, for example {_example(sources)}.")


def unknown_source(name: str, names: Iterable[str]) -> UsageError:
    """The error for a source that is not in the file, with the nearest that is."""
    known = list(names)
    close = get_close_matches(name, known, n=1, cutoff=0.5)
    cure = f"did you mean {close[0]}?" if close else f"known are {', '.join(known) or 'none'}."
    return UsageError(f"No source is called {name}: {cure}")


def _from_ref(name: str, key: str, sources: Sequence[Source]) -> str:
    for source in sources:
        if source.name.casefold() == name.casefold():
            if _understands(source, key) or _MILESTONES[source.type].fullmatch(key):
                return _ref(source, key)
            form = f"{source.name}:{_EXAMPLES[source.type]}"
            raise UsageError(f"{name}:{key} is no {_KINDS[source.type]}: write it like {form}.")
    raise unknown_source(name, [source.name for source in sources])


def _from_address(address: str, sources: Sequence[Source]) -> str:
    parts = urlsplit(address)
    page, browse = _PAGE.fullmatch(parts.path), _BROWSE.fullmatch(parts.path)
    for source in sources:
        if browse and source.type == "jira" and urlsplit(source.url).hostname == parts.hostname:
            return _ref(source, browse["key"])
        if page and source.type == "github" and _is_host(source.api_url, parts.hostname):
            return _ref(source, f"{page['repo']}#{page['number']}")
    raise UsageError(f"{address} is no page of an issue or pull request of a source in the file.")


def _is_host(api_url: str | None, host: str | None) -> bool:
    api_host = urlsplit(api_url).hostname if api_url else "api.github.com"
    return host is not None and api_host in (host, f"api.{host}")


def _candidates(text: str, sources: Sequence[Source]) -> list[Source]:
    able = [source for source in sources if _understands(source, text)]
    holding = [source for source in able if _holds(source, text)]
    return holding or able


def _understands(source: Source, text: str) -> bool:
    if source.type == "github":
        return _NUMBER.fullmatch(text) is not None
    if source.type == "jira":
        return _KEY.fullmatch(text) is not None
    return True


def _holds(source: Source, text: str) -> bool:
    """Whether the file says that this source reads the item's project."""
    if source.type == "github" and (number := _NUMBER.fullmatch(text)):
        return holds_repo(source.repos, number["repo"])
    if source.type == "jira" and (key := _KEY.fullmatch(text)):
        return key["project"].upper() in (project.upper() for project in source.projects)
    return False


def holds_repo(patterns: Iterable[str], repo: str) -> bool:
    """Whether one of the names or globs of a source is this repository."""
    return any(fnmatchcase(repo.casefold(), pattern.casefold()) for pattern in patterns)


def _ref(source: Source, key: str) -> str:
    return f"{source.name}:{key.upper() if source.type == 'jira' and _KEY.fullmatch(key) else key}"


def _example(sources: Sequence[Source]) -> str:
    return next((f"{source.name}:{_EXAMPLES[source.type]}" for source in sources), "github:acme/web#12")
