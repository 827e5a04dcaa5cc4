"""Writing results into files: whole, or not at all."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from okrsync.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


def write_files(folder: Path, texts: Mapping[str, str]) -> list[Path]:
    """Write each text under its name into the folder, which is made when missing; returns where they are."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"The folder {folder} cannot be made: {error.strerror}.") from error
    return [write_file(folder / name, text) for name, text in texts.items()]


def write_file(path: Path, text: str) -> Path:
    """Write beside the file first and take its place at the end: no reader ever sees a half of it.

    What somebody made read-only stays; a link stays one, and what it leads to keeps its rights.
    """
    content = text.encode("utf-8", "replace")  # a lone surrogate in some title must not cost the whole report
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not path.is_file() and not path.is_dir():
            path.write_bytes(content)  # /dev/stdout and its like: nothing takes their place
        else:
            _put(path.resolve() if path.is_symlink() else path, content)
    except OSError as error:
        raise UsageError(
            f"{path} cannot be written: {error.strerror}. What was there is unchanged."
        ) from error
    return path


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Others on this machine who ask for the same folder wait: else of two who add to a file, one is lost.

    It ends with the process, however that ends, and leaves nothing behind. Where the system has no such lock,
    nobody waits.
    """
    if sys.platform == "win32":
        yield
        return
    import fcntl  # noqa: PLC0415 (other systems have it)

    place = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network folders know no locks
            fcntl.flock(place, fcntl.LOCK_EX)
        yield
    finally:
        os.close(place)


def _put(path: Path, content: bytes) -> None:
    is_there = path.is_file()
    if is_there and not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, "it is read-only")
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        beside.write_bytes(content)
        if is_there:
            shutil.copymode(path, beside)
        beside.replace(path)
    except OSError:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise
