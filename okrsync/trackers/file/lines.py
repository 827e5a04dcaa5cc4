"""The lines of a file, plain or compressed, and what can be wrong with it as a whole."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from contextlib import contextmanager
from io import BufferedReader
from typing import IO, TYPE_CHECKING, NamedTuple

from okrsync import __version__
from okrsync.errors import TrackerError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_GZIP = b"\x1f\x8b"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


class Line(NamedTuple):
    number: int
    text: str


def read_lines(path: Path, shown: str) -> Iterator[Line]:
    """Each line with its number. TrackerError, naming the file as `shown`, when it cannot be read on."""
    with _opened(path, shown) as stream:
        for number, raw in enumerate(stream, 1):
            try:
                text = raw.decode("utf-8")
            except UnicodeDecodeError as error:
                raise TrackerError(_encoding(raw, number, error.start, shown)) from error
            yield Line(number, text.removeprefix("\ufeff") if number == 1 else text)


def fingerprint(path: Path, shown: str, settings: str) -> str:
    """Changes with the file, with how it is to be read, and with the okrsync that reads it."""
    with _translated(path, shown), path.open("rb") as stream:
        content = hashlib.file_digest(stream, "sha256").hexdigest()
    return hashlib.sha256(f"{__version__} {settings} {content}".encode()).hexdigest()


@contextmanager
def _opened(path: Path, shown: str) -> Iterator[IO[bytes]]:
    with _translated(path, shown), path.open("rb") as plain:
        if plain.peek(2)[:2] == _GZIP:
            with gzip.open(plain) as packed, BufferedReader(packed, 1 << 18) as stream:
                yield stream
        else:
            yield plain


@contextmanager
def _translated(path: Path, shown: str) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        message = f"{shown} is not there: {path} does not exist. Correct the source's `path`."
        raise TrackerError(message) from error
    except IsADirectoryError as error:
        raise TrackerError(f"{shown} is a folder; the source's `path` names one file.") from error
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        message = f"{shown} is cut off or damaged inside its compression; export it again."
        raise TrackerError(message) from error
    except OSError as error:
        raise TrackerError(f"{shown} cannot be read: {error.strerror or error}.") from error


def _encoding(raw: bytes, number: int, at: int, shown: str) -> str:
    if raw.startswith(_UTF16):
        return f"{shown} is UTF-16; okrsync reads UTF-8: `iconv -f UTF-16 -t UTF-8` converts it."
    return (
        f"{shown} is not UTF-8: line {number} has the byte 0x{raw[at]:02x} at place {at + 1}. "
        "Export it as UTF-8, or convert it: `iconv -f WINDOWS-1252 -t UTF-8`."
    )
