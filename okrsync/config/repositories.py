"""Files in repositories: which one is meant, and where in it what the file names lies."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import NamedTuple, Protocol

from okrsync.errors import ConfigError

_REMOTE = re.compile(r"github:(?P<repo>[^/:@\s]+/[^/:@\s]+)(?::(?P<path>[^@]+))?(?:@(?P<ref>\S+))?")


class Reader(Protocol):
    """Reads texts of one folder or repository. Paths are relative to its root, with forward slashes."""

    def read(self, path: str) -> bytes:
        """The content of a file. OSError, with a reason in `strerror`, where it cannot be read."""
        ...

    def find(self, pattern: str) -> Sequence[str]:
        """The files a glob matches; `**` crosses folders."""
        ...


class Remote(NamedTuple):
    """A file in a repository: `github:owner/repo:path@ref`. Without a ref, its default branch."""

    repo: str
    path: str = "okrsync.toml"
    ref: str | None = None


OpenReader = Callable[[Remote], Reader]


class Home(NamedTuple):
    """The repository a workflow runs for."""

    repo: str
    workspace: str | None = None  # where it is checked out, if it is
    is_only: bool = False  # the checkout may be a stranger's: nothing is read from it


@dataclass(frozen=True)
class Place:
    """The file's place. `base` is the folder, inside the reader's root, that its paths are relative to."""

    shown: str  # as people know it
    path: str  # inside the reader's root
    base: str
    folder: Path  # what the paths of stores, exports and templates are relative to
    reader: Reader
    repo: str | None = None  # None: on disk
    is_only: bool = False  # nothing the file names may be read from this disk


def remote_of(location: str) -> Remote | None:
    """The repository, path and ref of `github:owner/repo:path@ref`; None for a path on disk."""
    if not location.startswith("github:"):
        return None
    match = _REMOTE.fullmatch(location)
    if match is None:
        raise ConfigError(f"{location} is no place of a file: write github:owner/repo:path@ref.")
    return Remote(match["repo"], match["path"] or Remote("").path, match["ref"])


def elsewhere(
    location: str, remote: Remote, folder: Path, open_reader: OpenReader | None, *, is_only: bool = False
) -> Place:
    """The place of a file in a repository. ConfigError where it is not there."""
    reader = _opened(location, remote, open_reader)
    if not _has(reader, remote.path):
        raise ConfigError(_absent(remote))
    return _place(location, remote, reader, folder=folder, is_only=is_only)


def at_home(
    named: str | None, usual: Sequence[str], home: Home, *, folder: Path, open_reader: OpenReader | None
) -> Place:
    """The place of the file in the default branch of the workflow's repository."""
    reader = _opened(f"The file of {home.repo}", Remote(home.repo), open_reader)
    for path in [_inside(named, home)] if named else usual:
        if _has(reader, path):
            remote = Remote(home.repo, path)
            shown = f"github:{home.repo}:{path}"
            return _place(shown, remote, reader, folder=folder, is_only=home.is_only)
    if named:
        raise ConfigError(_absent(Remote(home.repo, _inside(named, home))))
    raise ConfigError(
        f"There is no {' and no '.join(usual)} in the default branch of {home.repo}: "
        "write one there, or name one elsewhere with --config github:owner/repo:path. If it is there, "
        "the token lacks the right to read the repository's contents."
    )


def _opened(what: str, remote: Remote, open_reader: OpenReader | None) -> Reader:
    if open_reader is None:
        raise ConfigError(f"{what} cannot be read here: name a file on disk with --config.")
    return open_reader(remote)


def _has(reader: Reader, path: str) -> bool:
    """Readers remember what they read: asking first costs nothing."""
    try:
        reader.read(path)
    except FileNotFoundError:
        return False
    except OSError:  # said with the other mistakes
        return True
    return True


def _place(shown: str, remote: Remote, reader: Reader, *, folder: Path, is_only: bool) -> Place:
    path = PurePosixPath(remote.path)
    base = (path.parent.parent if path.parent.name == ".github" else path.parent).as_posix()
    base = "" if base == "." else base
    return Place(shown, path.as_posix(), base, folder.absolute(), reader, remote.repo, is_only)


def _inside(named: str, home: Home) -> str:
    """The path inside the repository; one into its checkout will do."""
    path = named.replace("\\", "/")
    workspace = (home.workspace or "").replace("\\", "/").rstrip("/")
    if workspace and path.startswith(f"{workspace}/"):
        path = path.removeprefix(f"{workspace}/")
    path = posixpath.normpath(path)
    if posixpath.isabs(path) or path.split("/")[0] in ("..", ".") or re.match(r"[A-Za-z]:/", path):
        raise ConfigError(
            f"{named} is no path inside {home.repo}: in this workflow the file is read from the "
            "repository's default branch, so name it by its path there."
        )
    return path


def _absent(remote: Remote) -> str:
    where = f"at {remote.ref} of {remote.repo}" if remote.ref else f"in the default branch of {remote.repo}"
    return (
        f"There is no file {remote.path} {where}, or the token may not read it: check the path, and give "
        "$OKRSYNC_CONFIG_TOKEN (else $GITHUB_TOKEN) the right to read the repository's contents."
    )
