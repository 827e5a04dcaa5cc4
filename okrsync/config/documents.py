"""The texts of the file and of its includes, read and parsed."""

from __future__ import annotations

import codecs
import glob
import tomllib
from dataclasses import dataclass
from functools import cached_property
from posixpath import normpath
from typing import TYPE_CHECKING, Any

from okrsync.config.lines import Path, lines_of
from okrsync.config.mistakes import Mistake, dotted
from okrsync.config.syntax import syntax_mistake

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrsync.config.repositories import Place

CHECKINS = "checkins"  # the folder of check-ins where the file names none
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)


@dataclass(frozen=True)
class Document:
    """One file's tables, and where each stands in its text."""

    shown: str
    path: str  # below the main file's folder
    text: str
    tables: dict[str, Any]
    is_main: bool

    def mistake(self, path: Path, what: str) -> Mistake:
        return Mistake(self.shown, self.line_of(path), dotted(path), what)

    def line_of(self, path: Path) -> int:
        """The line of the path, or of the nearest thing around it."""
        ends = range(len(path), 0, -1)
        return next((self._lines[path[:end]] for end in ends if path[:end] in self._lines), 1)

    @cached_property
    def _lines(self) -> dict[Path, int]:
        try:
            return lines_of(self.text)
        except RecursionError:
            return {}


def read(place: Place) -> tuple[list[Document], list[Mistake]]:
    """The main file first, then what it includes; and what could not be read, which stays empty."""
    mistakes: list[Mistake] = []
    main = parsed(place, place.path, place.shown, mistakes)
    included = (
        parsed(place, path, shown_path(place, path), mistakes) for path in _included(place, main, mistakes)
    )
    return [main, *included], mistakes


def _included(place: Place, main: Document, mistakes: list[Mistake]) -> Iterator[str]:
    seen = {place.path}
    for index, pattern in patterns(main.tables):
        inside = f"{glob.escape(place.base)}/{pattern}" if place.base else pattern
        found = [
            path
            for path in sorted(place.reader.find(inside))
            if path != place.path and not _is_kept_apart(below(place, path), main.tables)
        ]
        if not found:
            mistakes.append(main.mistake(("include", index), "matches no file"))
        yield from (path for path in found if path not in seen)
        seen.update(found)


def _is_kept_apart(path: str, tables: dict[str, Any]) -> bool:
    """Whether it holds check-ins or the user's own words: a wide pattern never means those."""
    named = (tables.get("checkins", CHECKINS), tables.get("templates"))
    places = [normpath(one) for one in named if isinstance(one, str) and one.strip()]
    return any(path == one or path.startswith(f"{one}/") for one in places)


def patterns(tables: dict[str, Any]) -> Iterator[tuple[int, str]]:
    """What a main file includes, with its place in the list. What is no text, the model tells."""
    named = tables.get("include")
    for index, pattern in enumerate(named if isinstance(named, list) else []):
        if isinstance(pattern, str) and pattern.strip():
            yield index, pattern


def parsed(place: Place, path: str, shown: str, mistakes: list[Mistake]) -> Document:
    """The document at a path of the place's reader; empty where it cannot be read, which is a mistake."""
    text, name = "", below(place, path)
    try:
        text = decoded(place.reader.read(path))
        return Document(shown, name, text, tomllib.loads(text), is_main=path == place.path)
    except OSError as error:
        mistakes.append(Mistake(shown, None, "", f"cannot be read: {error.strerror or error}"))
    except UnicodeError as error:
        mistakes.append(Mistake(shown, None, "", str(error)))
    except tomllib.TOMLDecodeError as error:
        mistakes.append(syntax_mistake(shown, text, str(error)))
    except (ValueError, RecursionError):
        mistakes.append(Mistake(shown, None, "", "holds a number too long, or lists too deep, to be read"))
    return Document(shown, name, text, {}, is_main=path == place.path)


def below(place: Place, path: str) -> str:
    """The path as the main file names it."""
    return path.removeprefix(f"{place.base}/")


def decoded(content: bytes) -> str:
    """The text of a file. UnicodeError says why it is none."""
    if content.startswith(_WIDE):
        raise UnicodeError("is saved as UTF-16; save it as UTF-8")
    try:
        # Windows editors put a mark before UTF-8; it means nothing.
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UnicodeError(f"is not UTF-8 text (line {line}); save it as UTF-8") from None
    if "\0" in text:
        raise UnicodeError("is no text file")
    # With its last line ended, a mistake there has a place, too.
    return text.replace("\r\n", "\n") + "\n"


def shown_path(place: Place, path: str) -> str:
    """An include as people know it: beside the main file's name."""
    if place.shown.endswith(place.path):
        return place.shown.removesuffix(place.path) + path
    return path
