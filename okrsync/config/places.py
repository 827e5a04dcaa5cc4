"""Where the file is: on disk, or in a repository."""

from __future__ import annotations

import glob
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from okrsync.config.repositories import Place, at_home, elsewhere, remote_of
from okrsync.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from okrsync.config.repositories import Home, OpenReader

USUAL = ("okrsync.toml", ".github/okrsync.toml")


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
    location: str | None,
    environ: Mapping[str, str],
    folder: Path,
    *,
    open_reader: OpenReader | None = None,
    home: Home | None = None,
) -> Place:
    """The place of the file: `location`, else $OKRSYNC_CONFIG, else the usual places below `folder`.

    A location that starts with `github:` is read through a reader. In a workflow, the default branch of its
    repository stands in where `folder` has no file, and always where nothing else may be trusted.
    ConfigError says what is missing.
    """
    named = location or environ.get("OKRSYNC_CONFIG") or None
    remote = remote_of(named) if named else None
    if named and remote:
        return elsewhere(named, remote, folder, open_reader, is_only=home is not None and home.is_only)
    if home is not None and (home.is_only or not _is_there(named, folder)):
        return at_home(named, USUAL, home, folder=folder, open_reader=open_reader)
    return _named(named, folder, is_variable=not location) if named else _usual(folder)


def _is_there(named: str | None, folder: Path) -> bool:
    return any(_is_file(folder / name) for name in ([named] if named else USUAL))


def _named(named: str, folder: Path, *, is_variable: bool) -> Place:
    path = folder / named
    if not _is_file(path):
        raise ConfigError(_absent(named, path, is_variable=is_variable))
    return _on_disk(path, folder)


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


def _base(path: Path) -> Path:
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
