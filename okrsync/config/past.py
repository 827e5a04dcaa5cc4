"""The commits that changed some files: when, why, and what the files were after each."""

from __future__ import annotations

import posixpath
import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from okrsync.config.commits import Git

# On any line: a squashed merge has its commits' trailers in the middle. What goes on is indented.
_REASON = re.compile(r"^[ \t]*OKR-Reason:[ \t]*(\S.*(?:\n[ \t]+\S.*)*)", re.IGNORECASE | re.MULTILINE)

# What people set for themselves changes nothing of what is read here.
_SETTINGS = ("log.showRoot=true", "log.follow=false", "log.showSignature=false", "diff.relative=false")
_LOG = (*(part for one in _SETTINGS for part in ("-c", one)), "log", "-z", "--no-color", "--encoding=UTF-8")

_LAST = int(datetime(9999, 12, 31, tzinfo=UTC).timestamp())  # clocks of commits go on after the year 9999


class Commit(NamedTuple):
    """One step of the way to the present commit, with what it made of the files."""

    name: str
    on: date  # UTC; never before that of an earlier step, whatever the clocks said
    reason: str | None
    files: Mapping[str, str]  # by path below git's folder: the name of the content


class _Entry(NamedTuple):
    name: str
    parents: Sequence[str]
    seconds: int
    message: str
    changes: Mapping[str, str | None]


def commits(git: Git, paths: Sequence[str], prefix: str) -> list[Commit]:
    """Those on the way here that touched the paths, oldest first; merges count as one change.

    `prefix` is git's folder below the root of its repository.
    """
    raw = ("--first-parent", "-m", "--raw", "--no-abbrev", "--no-renames")
    entries = [*_entries(git, *raw, "HEAD", "--", *paths)][::-1]
    reasons = _brought(git, entries, paths) if any(len(one.parents) > 1 for one in entries) else {}
    found: list[Commit] = []
    files: dict[str, str] = {}
    for entry in entries:
        changed = {posixpath.relpath(path, prefix or "."): name for path, name in entry.changes.items()}
        files = {path: name for path, name in {**files, **changed}.items() if name}
        on = datetime.fromtimestamp(min(entry.seconds, _LAST), UTC).date()
        reason = _joined([entry.message, *reasons.get(entry.name, ())])
        found.append(Commit(entry.name, max([on, *(one.on for one in found[-1:])]), reason, files))
    return found


def _entries(git: Git, *asked: str) -> Iterator[_Entry]:
    tokens = iter(git.answer(*_LOG, "--format=%H %ct %P%x00%B", *asked).split(b"\0"))
    head, message, changes = "", "", dict[str, str | None]()
    for token in tokens:
        told = token.decode().lstrip("\n")
        if told.startswith(":"):
            *_, content, status = told.split(" ")
            changes[_path(next(tokens))] = None if status == "D" else content
            continue
        if head:
            yield _entry(head, message, changes)
        head, message, changes = told, next(tokens, b"").decode("utf-8", "replace"), {}


def _entry(head: str, message: str, changes: Mapping[str, str | None]) -> _Entry:
    name, seconds, *parents = head.split()
    return _Entry(name, parents, int(seconds), message, changes)


def _path(token: bytes) -> str:
    return token.decode("utf-8", "surrogateescape")


def _brought(git: Git, line: Sequence[_Entry], paths: Sequence[str]) -> dict[str, list[str]]:
    """The messages of the commits each merge brought along: people say why where they change it."""
    every = {one.name: one for one in _entries(git, "--full-history", "--parents", "HEAD", "--", *paths)}
    seen: set[str] = set()
    found: dict[str, list[str]] = {}
    for step in line:
        waiting = [step.name]
        while waiting:
            name = waiting.pop()
            if name in every and name not in seen:
                seen.add(name)
                waiting += every[name].parents
                if name != step.name:
                    found.setdefault(step.name, []).append(every[name].message)
    return found


def _joined(messages: Iterable[str]) -> str | None:
    """Every reason given, each once."""
    told = [" ".join(one.split()) for message in messages for one in _REASON.findall(message)]
    return "; ".join(dict.fromkeys(told)) or None
