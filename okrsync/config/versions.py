"""The file's history: what each commit said of goals, as far as it can still be read."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from okrsync.config.commits import NoGit, place_at
from okrsync.config.documents import read
from okrsync.config.outline import entries, inner
from okrsync.core.edits import Version

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from okrsync.config.commits import Git
    from okrsync.config.configuration import Configuration
    from okrsync.config.documents import Document
    from okrsync.core.edits import Facts

_FORMAT = "%H%x00%cs%x00%(trailers:key=OKR-Reason,valueonly,separator=%x20)"


def versions(file: Configuration, git: Git, since: date) -> tuple[Version, ...] | None:
    """The last version before that day and each one after it, oldest first.

    None where the history cannot be looked at: no git, a file that is in no commit, a shallow clone.
    """
    if file.repository or not file.documents:
        return None
    path = file.documents[0].path
    try:
        if git.answer("rev-parse", "--is-shallow-repository").strip() == b"true":
            return None
        git.answer("ls-files", "--error-unmatch", "--", path)
        return tuple(_version(path, git, commit) for commit in _commits(file, git, since))
    except NoGit:
        return None


class _Commit(NamedTuple):
    name: str
    on: date
    reason: str | None


def _commits(file: Configuration, git: Git, since: date) -> Iterator[_Commit]:
    """Commits on the way here that touched the file or what it includes; merges count as one change."""
    paths = [file.documents[0].path, *(f":(glob){pattern}" for pattern in file.file.include)]
    listed = git.answer("log", "--first-parent", f"--format={_FORMAT}", "--", *paths)
    found: list[_Commit] = []
    for line in listed.decode("utf-8", "replace").splitlines():
        commit, on, reason = line.split("\0")
        found.append(_Commit(commit, date.fromisoformat(on), reason.strip() or None))
        if found[-1].on < since:
            break
    yield from reversed(found)


def _version(path: str, git: Git, commit: _Commit) -> Version:
    documents, _ = read(place_at(path, git, commit.name))
    return Version(commit.on, commit.name, commit.reason, _goals(documents))


def _goals(documents: Sequence[Document]) -> dict[str, dict[str | None, Facts]]:
    cycle = documents[0].tables.get("cycle")
    found: dict[str, dict[str | None, Facts]] = {}
    for objective in entries(documents, "objectives"):
        name = objective.text("id")
        if name is None:
            continue
        named = objective.text("cycle") or (cycle if isinstance(cycle, str) else None)
        of = named.casefold() if named else None
        found.setdefault(name.casefold(), {})[of] = _facts(objective.table, "owner")
        for part in inner(objective, "key_results"):
            full = f"{name}.{part.text('id')}".casefold()
            due = {"due": _dues(part.table.get("steps"))}
            found.setdefault(full, {})[of] = _facts(part.table, "baseline", "target") | due
    return found


def _facts(table: dict[str, Any], *keys: str) -> Facts:
    return {key: table.get(key) for key in keys}


def _dues(steps: Any) -> str | None:
    """The dates of a milestone's steps, as one text; None where it has none."""
    dues = [str(step["due"]) for step in steps or () if isinstance(step, dict) and "due" in step]
    return ", ".join(dues) or None
