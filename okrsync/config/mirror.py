"""What a file in a repository names beside itself, brought to this disk."""

from __future__ import annotations

import glob
import posixpath
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import finalize

from okrsync.errors import UsageError

if TYPE_CHECKING:
    from okrsync.config.repositories import Place


class Mirror:
    """Copies of single files, in a folder that goes with the process."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._root = Path(tempfile.mkdtemp(prefix="okrsync-"))
        self._base = self._root / place.base
        self._base.mkdir(parents=True, exist_ok=True)
        finalize(self, shutil.rmtree, self._root, ignore_errors=True)

    def with_file(self, named: str) -> Path:
        """The folder below which a copy of the file lies. UsageError where it cannot be read."""
        self._copy(self._inside(named, self._place.base), named)
        return self._base

    def with_folder(self, named: str) -> Path:
        """The folder below which a copy of that folder lies, without what is in folders below it."""
        folder = self._inside(named, self._place.base)
        for found in self._place.reader.find(f"{glob.escape(folder)}/*"):
            self._copy(self._inside(found), found)
        return self._base

    def _copy(self, path: str, named: str) -> None:
        copy = self._root / path
        try:
            if not copy.exists():
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_bytes(self._place.reader.read(path))
        except OSError as error:
            said = error.strerror or error
            raise UsageError(f"{named}, which {self._place.shown} names, cannot be read: {said}.") from error

    def _inside(self, named: str, below: str = "") -> str:
        path = posixpath.normpath(posixpath.join(below, named.replace("\\", "/")))
        if posixpath.isabs(path) or path.split("/")[0] == ".." or Path(named).is_absolute():
            raise UsageError(
                f"{named}, which {self._place.shown} names, lies outside of {self._place.repo}: "
                "in this workflow only what is in its default branch is read."
            )
        return path
