"""The texts of the file and of its includes, read and parsed."""

from __future__ import annotations

import codecs
import glob
import re
import tomllib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from okrsync.config.lines import Path, lines_of
from okrsync.config.mistakes import Mistake, dotted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrsync.config.places import Place

_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
# What the parser says, in the words of somebody who never met a parser.
_WORDS = (
    ("Expected '=' after a key", 'a key is one word, followed by "=" and its value'),
    ("Invalid initial character for a key", "a line starts with a key, a [table] or a # comment"),
    ("Invalid statement", "a line starts with a key, a [table] or a # comment"),
    ("Expected newline or end of document", "only one thing stands on a line; text goes in straight quotes"),
    ("Invalid value", "this is no value; text goes in straight quotes"),
    ("Cannot overwrite a value", "this key or table stands here for the second time"),
    ("Duplicate inline table key", "this key stands here for the second time"),
    ("Cannot declare", "this table stands here for the second time; lists of tables have [[two brackets]]"),
    ("Cannot mutate immutable", "this table was already complete"),
    ("Unclosed array", "a list is not closed; its bracket ] is missing"),
    ("Unclosed inline table", "a table is not closed; its brace } is missing"),
    ("Unterminated string", "a text is not closed; its quote is missing"),
    ("Illegal character '\\n'", "a text is not closed on its line; its quote is missing"),
    ("Expected \"'", "a text is not closed; its quote is missing"),
    ("Expected ']]'", "the name of a list of tables is not closed with ]]"),
    ("Expected ']'", "a table's name is not closed with ]"),
    (
        "Unescaped",
        "a backslash in double quotes is written \\\\; in single quotes it stands for itself",
    ),
    ("Invalid date", "there is no such day or time"),
)


@dataclass(frozen=True)
class Document:
    """One file's tables, and where each stands in its text."""

    shown: str
    text: str
    tables: dict[str, Any]
    is_main: bool

    def mistake(self, path: Path, what: str) -> Mistake:
        return Mistake(self.shown, self._line(path), dotted(path), what)

    def _line(self, path: Path) -> int:
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
    main = _parsed(place, place.path, place.shown, mistakes)
    included = (
        _parsed(place, path, _shown(place, path), mistakes) for path in _included(place, main, mistakes)
    )
    return [main, *included], mistakes


def _included(place: Place, main: Document, mistakes: list[Mistake]) -> Iterator[str]:
    patterns = main.tables.get("include", [])
    seen = {place.path}
    for index, pattern in enumerate(patterns if isinstance(patterns, list) else []):
        if not isinstance(pattern, str) or not pattern.strip():
            continue  # the model says so
        inside = f"{glob.escape(place.base)}/{pattern}" if place.base else pattern
        found = [path for path in sorted(place.reader.find(inside)) if path != place.path]
        if not found:
            mistakes.append(main.mistake(("include", index), "matches no file"))
        yield from (path for path in found if path not in seen)
        seen.update(found)


def _parsed(place: Place, path: str, shown: str, mistakes: list[Mistake]) -> Document:
    text = ""
    try:
        text = _decoded(place.reader.read(path))
        return Document(shown, text, tomllib.loads(text), is_main=path == place.path)
    except OSError as error:
        mistakes.append(Mistake(shown, None, "", f"cannot be read: {error.strerror or error}"))
    except UnicodeError as error:
        mistakes.append(Mistake(shown, None, "", str(error)))
    except tomllib.TOMLDecodeError as error:
        mistakes.append(_syntax_mistake(shown, text, str(error)))
    except (ValueError, RecursionError):
        mistakes.append(Mistake(shown, None, "", "holds a number too long, or lists too deep, to be read"))
    return Document(shown, text, {}, is_main=path == place.path)


def _decoded(content: bytes) -> str:
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


def _syntax_mistake(shown: str, text: str, message: str) -> Mistake:
    match = _AT.search(message)
    reason = message[: match.start()] if match else message
    what = next((words for start, words in _WORDS if reason.startswith(start)), reason)
    if match is None or match[1] is None:
        what = "the file ends in the middle; a quote, bracket or brace is not closed, or a value is missing"
        return Mistake(shown, max(1, len(text.splitlines())), "", what)
    line, column = int(match[1]), int(match[2])
    rows = text.split("\n")
    row = rows[line - 1] if line <= len(rows) else ""
    has_tab = "\t" in row[max(0, column - 2) : column]
    tab = "; there is a tab" if has_tab else ""
    return Mistake(shown, line, "", f"{what} (column {column}{tab})")


def _shown(place: Place, path: str) -> str:
    """An include as people know it: beside the main file's name."""
    if place.shown.endswith(place.path):
        return place.shown.removesuffix(place.path) + path
    return path
