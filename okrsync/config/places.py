"""Where the file is: on disk, or wherever a reader fetches it from."""

from __future__ import annotations

import glob
import os
import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

from okrsync.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

USUAL = ("okrsync.toml", ".github/okrsync.toml")
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
    """A file in a repository: `github:owner/repo:path@ref`."""

    repo: str
    path: str = "okrsync.toml"
    ref: str | None = None


@dataclass(frozen=True)
class Place:
    """The file's place. `base` is the folder, inside the reader's root, that its paths are relative to."""

    shown: str  # as people know it
    path: str  # inside the reader's root
    base: str
    folder: Path  # what the paths of stores, exports and templates are relative to
    reader: Reader


@dataclass(frozen=True)
class Disk:
    """Reads below a folder."""

    root: Path

    def read(self, path: str) -> bytes:
        return (self.root / path).read_bytes()

    def find(self, pattern: str) -> list[str]:
        found = glob.iglob(pattern, root_dir=self.root, recursive=True)  # noqa: PTH207 (`Path.glob` refuses `..`)
        try:
            return [Path(path).as_posix() for path in found if _is_file(self.root / path)]
        except ValueError:  # a pattern with a null byte
            return []


def find(
    location: str | None, environ: Mapping[str, str], folder: Path, reader: Reader | None = None
) -> Place:
    """The place of the file: `location`, else $OKRSYNC_CONFIG, else the usual places below `folder`.

    A location that starts with `github:` is read through `reader`. ConfigError says what is missing.
    """
    named = location or environ.get("OKRSYNC_CONFIG")
    if named is None or named == "":
        return _usual(folder)
    remote = remote_of(named)
    if remote is not None:
        return _elsewhere(named, remote, folder, reader)
    path = folder / named
    if not _is_file(path):
        raise ConfigError(_absent(named, path, is_variable=not location))
    return _on_disk(path, folder)


def remote_of(location: str) -> Remote | None:
    """The repository, path and ref of `github:owner/repo:path@ref`; None for a path on disk."""
    if not location.startswith("github:"):
        return None
    match = _REMOTE.fullmatch(location)
    if match is None:
        raise ConfigError(f"{location} is no place of a file: write github:owner/repo:path@ref.")
    return Remote(match["repo"], match["path"] or Remote("").path, match["ref"])


def _usual(folder: Path) -> Place:
    for name in USUAL:
        if _is_file(folder / name):
            return _on_disk(folder / name, folder)
    raise ConfigError(
        f"There is no okrsync.toml here, neither ./{USUAL[0]} nor ./{USUAL[1]}: "
        "`okrsync init` writes one, and --config PATH or $OKRSYNC_CONFIG names one elsewhere. "
        "`okrsync demo` shows what it is good for."
    )


def _on_disk(path: Path, folder: Path) -> Place:
    path = Path(os.path.abspath(path))  # noqa: PTH100 (a link is followed by the system, not by us)
    base = _base(path)
    return Place(_shown(path, folder), path.relative_to(base).as_posix(), "", base, Disk(base))


def _elsewhere(location: str, remote: Remote, folder: Path, reader: Reader | None) -> Place:
    if reader is None:
        raise ConfigError(f"{location} cannot be read here: name a file on disk with --config.")
    path = PurePosixPath(remote.path)
    base = _base(path).as_posix()
    return Place(location, path.as_posix(), "" if base == "." else base, folder.absolute(), reader)


_AnyPath = TypeVar("_AnyPath", Path, PurePosixPath)


def _base(path: _AnyPath) -> _AnyPath:
    return path.parent.parent if path.parent.name == ".github" else path.parent


def _shown(path: Path, folder: Path) -> str:
    here = Path(os.path.abspath(folder))  # noqa: PTH100 (as above)
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else str(path)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name too long, a folder that may not be entered
        return False


def _absent(named: str, path: Path, *, is_variable: bool) -> str:
    origin = " ($OKRSYNC_CONFIG names it)" if is_variable else ""
    if os.path.isdir(path):  # noqa: PTH112 (`Path.is_dir` fails on a name too long)
        return (
            f"{named} is a folder{origin}: name the file in it, for example {named.rstrip('/')}/okrsync.toml."
        )
    return f"There is no file {named}{origin}: check the path."
