"""Files as they will be: shown as a diff, and read once before anything is written."""

from __future__ import annotations

import difflib
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from okrsync.config.globs import fits
from okrsync.config.loading import load_at
from okrsync.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from okrsync.config import Configuration
    from okrsync.config.repositories import Place, Reader


_NO_END = "\\ No newline at end of file"


class Edited(NamedTuple):
    """A file before and after; one that is new had no text."""

    path: Path
    before: str
    after: str

    def diff(self, folder: Path) -> str:
        """As `git apply` and `patch` take it in that folder."""
        is_below = self.path.is_relative_to(folder)
        name = (self.path.relative_to(folder) if is_below else self.path).as_posix()
        before, after = (text.splitlines(keepends=True) for text in (self.before, self.after))
        lines = difflib.unified_diff(before, after, name if self.before else "/dev/null", name)
        return "".join(line if line.endswith("\n") else f"{line}\n{_NO_END}\n" for line in lines)


def checked(file: Configuration, edits: Sequence[Edited]) -> Configuration:
    """The configuration as it will be; ConfigError where it could not be read."""
    place = on_disk(file)
    root = place.folder
    texts = {
        one.path.absolute().relative_to(root).as_posix(): one.after
        for one in edits
        if one.path.absolute().is_relative_to(root)
    }
    return load_at(replace(place, reader=_Overlaid(place.reader, texts)))


class _Overlaid:
    """Reads files as they will be."""

    def __init__(self, reader: Reader, texts: Mapping[str, str]) -> None:
        self._reader = reader
        self._texts = texts

    def read(self, path: str) -> bytes:
        return self._texts[path].encode() if path in self._texts else self._reader.read(path)

    def find(self, pattern: str) -> list[str]:
        new = {path for path in self._texts if fits(path, pattern)}
        return sorted(new | set(self._reader.find(pattern)))


def on_disk(file: Configuration) -> Place:
    if file.read_at is None or file.repository is not None:
        raise UsageError(f"{file.place} is read from elsewhere: close the cycle in a clone of it.")
    return file.read_at
