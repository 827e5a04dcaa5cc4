"""The file's history: what each commit said of goals, as far as it can still be read."""

from __future__ import annotations

import posixpath
from datetime import timedelta
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from okrsync.config.blobs import blobs
from okrsync.config.commits import NoGit
from okrsync.config.globs import fits
from okrsync.config.past import commits
from okrsync.config.places import USUAL
from okrsync.config.saying import UNREADABLE, Sayings, said, together
from okrsync.core.edits import Version
from okrsync.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from okrsync.config.blobs import Blobs
    from okrsync.config.commits import Git
    from okrsync.config.configuration import Configuration
    from okrsync.config.past import Commit
    from okrsync.config.saying import Saying

# The dates of a cycle may have been moved: look further back than it begins today.
_EARLIER = timedelta(days=366)


class NoHistory(UsageError):
    """Nobody can look at the file's history here; the message says why, and the cure."""


def versions(file: Configuration, git: Git, since: date, *, today: date) -> tuple[Version, ...]:
    """What was said of goals a year before that day, and by each change since, oldest first.

    The last one is what the files on disk say, committed or not. Git is asked as often for a thousand
    commits as for one, and each content is read once. NoHistory where the history cannot be looked at.
    """
    if file.repository or not file.documents:
        raise NoHistory("the file was not read from a clone. In a workflow, check it out with fetch-depth: 0")
    _refuse_nested(git.folder, [one.path for one in file.documents])
    try:
        committed = _committed(file, git, since)
    except NoGit as error:
        raise NoHistory(error.why) from error
    now = together(*(said(one) for one in file.documents))
    told = (Version(min(one.on, today), one.name, one.reason, it.goals, it.cycles) for one, it in committed)
    return (*told, Version(today, None, None, now.goals, now.cycles))


def _committed(file: Configuration, git: Git, since: date) -> list[tuple[Commit, Saying]]:
    asked = git.answer("rev-parse", "--is-shallow-repository", "--show-prefix").split(b"\n")
    is_shallow, prefix = asked[0] == b"true", asked[1].decode("utf-8", "surrogateescape")
    main = file.documents[0].path
    names = (main, *(one for one in USUAL if main in USUAL and one != main))
    with blobs(git) as contents:
        book = _Book(contents, names)
        line = commits(git, _paths(names, file.file.include), prefix)
        if not line or main not in line[-1].files:
            raise NoHistory("the file is in no commit yet")
        if is_shallow and line[0].on >= since:
            raise NoHistory(
                "the clone is shallow. Fetch all of it: git fetch --unshallow, in a workflow fetch-depth: 0"
            )
        included = book.included(line)
        if not included <= set(file.file.include):  # earlier ones included others
            line = commits(git, _paths(names, included.union(file.file.include)), prefix)
        return book.told(line, since - _EARLIER)


def _paths(names: Iterable[str], include: Iterable[str]) -> list[str]:
    return [*(f":(literal){name}" for name in names), *(f":(glob){pattern}" for pattern in sorted(include))]


class _Book:
    """What the files of commits say; each content is read once, however many commits have it."""

    def __init__(self, contents: Blobs, names: Sequence[str]) -> None:
        self._contents, self._names = contents, names
        self._sayings = Sayings()
        self._known: dict[str, Saying] = {}

    def included(self, line: Iterable[Commit]) -> set[str]:
        """Every pattern that any of the commits includes."""
        return {pattern for one in line for pattern in self._main(one.files).include}

    def told(self, line: Sequence[Commit], since: date) -> list[tuple[Commit, Saying]]:
        """Each commit with what it says, from the last readable one before that day on."""
        found: list[tuple[Commit, Saying]] = []
        for commit in reversed(line):
            found.append((commit, self._of(commit.files)))
            if not found[0][1].is_whole:
                raise NoHistory(
                    "the files as the last commit has them cannot be read: is one a link, or encrypted?"
                )
            if commit.on < since and found[-1][1].is_whole:
                break
        return found[::-1]

    def _of(self, files: Mapping[str, str]) -> Saying:
        main = self._main(files)
        patterns = [posixpath.normpath(pattern) for pattern in main.include]
        included = (path for path in files if path not in self._names and _fits(path, patterns))
        return together(main, *(self._saying(files[path]) for path in included))

    def _main(self, files: Mapping[str, str]) -> Saying:
        """The file may have stood at the other of its usual places."""
        return next((self._saying(files[name]) for name in self._names if name in files), UNREADABLE)

    def _saying(self, name: str) -> Saying:
        if name not in self._known:
            self._known[name] = self._sayings.of(self._contents.read(name))
        return self._known[name]


def _fits(path: str, patterns: Iterable[str]) -> bool:
    return any(fits(path, pattern) for pattern in patterns)


def _refuse_nested(folder: Path, paths: Iterable[str]) -> None:
    """The history of a submodule is its own: nothing here would tell of it."""
    inside = (parent for path in paths for parent in PurePosixPath(path).parents if ".." not in parent.parts)
    for one in sorted({parent for parent in inside if parent.parts}):
        if (folder / one / ".git").exists():
            raise NoHistory(f"{one} is a repository of its own, and its history is not looked at")
