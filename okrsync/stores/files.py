"""The file of a SQLite store, and the folder it lies in."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import URL

from okrsync.errors import StoreError
from okrsync.stores.missing import no_store_yet


def is_file(url: URL) -> bool:
    """Whether this is a plain path: not a database in memory, nor SQLite's own `file:` notation."""
    return bool(url.database) and not str(url.database).startswith((":memory:", "file:"))


def prepare(path: Path, *, must_exist: bool) -> bool:
    """Whether the file may be written, or only read. Its folder is made when missing."""
    if path.is_dir():
        raise StoreError(f"The store {path} is a folder: name a file in it, such as {path / 'store.db'}.")
    exists = os.path.exists(path)  # noqa: PTH110 (Path.exists raises in a folder we may not enter)
    if must_exist and not exists:
        raise no_store_yet(str(path))
    _make_folder(path.parent)
    is_writable = os.access(path.parent, os.W_OK) and (not exists or os.access(path, os.W_OK))
    if not is_writable and not exists:
        raise StoreError(f"The store {path} cannot be made: its folder may not be written here.")
    return is_writable


def read_only(path: Path) -> URL:
    """The address under which SQLite writes nothing, not even beside the file.

    Without a write-ahead log nobody is writing, and SQLite may be told that nothing will change;
    with one it must look there too.
    """
    log = path.with_name(path.name + "-wal")
    is_still = not log.exists() or not log.stat().st_size
    query = {"mode": "ro", "uri": "true"} | ({"immutable": "1"} if is_still else {})
    return URL.create("sqlite", database=f"file:{quote(str(path.absolute()))}", query=query)


def _make_folder(folder: Path) -> None:
    """A new folder keeps itself out of version control: a store is private."""
    if folder.is_dir():
        return
    try:
        folder.mkdir(parents=True)
        (folder / ".gitignore").write_text("*\n", encoding="utf-8")
    except OSError as error:
        reason = error.strerror or "it cannot be made"
        raise StoreError(f"The store's folder {folder} cannot be made: {reason}.") from error
