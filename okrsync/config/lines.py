"""Where the tables and keys of a TOML text stand: the parser forgets, people need the line."""

from __future__ import annotations

import re
import tomllib
from typing import NamedTuple

Path = tuple[str | int, ...]

_TOKEN = re.compile(
    # Space and remarks go with what follows: most tokens of a file have some before them.
    r"(?:[ \t\r]++|#[^\n]*+)*+(?:(?P<newline>\n)"
    r'|(?P<text>"""(?:\\.|[^\\])*?"""+|\'\'\'.*?\'\'\'+|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\')'
    r"|(?P<mark>[\[\]{}=,.])|(?P<bare>[^\s#\[\]{}=,.\"']+|.))",
    re.DOTALL,
)


class _Token(NamedTuple):
    kind: str
    text: str
    line: int


def lines_of(text: str) -> dict[Path, int]:
    """The line of every table, key and list element of a valid TOML text.

    Paths are as in the parsed text: `("objectives", 1, "key_results", 0, "weight")`.
    """
    return _Walk(text).lines


class _Walk:
    def __init__(self, text: str) -> None:
        self.lines: dict[Path, int] = {}
        self._tokens = _tokens(text)
        self._place = 0
        self._lengths: dict[Path, int] = {}  # of lists of tables, as far as read
        table: Path = ()
        while self._kind != "end":
            if self._kind == "newline":
                self._place += 1
            elif self._text == "[":
                table = self._header()
            else:
                self._pair(table)

    @property
    def _kind(self) -> str:
        return self._tokens[self._place].kind

    @property
    def _text(self) -> str:
        token = self._tokens[self._place]
        return token.text if token.kind == "mark" else ""

    def _header(self) -> Path:
        line = self._tokens[self._place].line
        is_list = self._tokens[self._place + 1].text == "["
        self._place += 2 if is_list else 1
        path: Path = ()
        *outer, last = self._key()
        for part in outer:
            path = self._last_of((*path, part))
        path = (*path, last)
        if is_list:
            self._lengths[path] = self._lengths.get(path, 0) + 1
            self.lines.setdefault(path, line)
            path = self._last_of(path)
        self.lines.setdefault(path, line)
        while self._kind not in ("newline", "end"):
            self._place += 1
        return path

    def _last_of(self, path: Path) -> Path:
        return (*path, self._lengths[path] - 1) if path in self._lengths else path

    def _pair(self, table: Path) -> None:
        line = self._tokens[self._place].line
        path = table
        for part in self._key():
            path = (*path, part)
            self.lines.setdefault(path, line)
        self._place += 1
        self._value(path)

    def _key(self) -> list[str]:
        parts = []
        while self._kind in ("text", "bare") or self._text == ".":
            if self._text != ".":
                parts.append(_unquoted(self._tokens[self._place]))
            self._place += 1
        return parts or [""]

    def _value(self, path: Path) -> None:
        if self._text == "[":
            self._list(path)
        elif self._text == "{":
            self._table(path)
        else:
            while self._kind in ("text", "bare") or self._text == ".":
                self._place += 1

    def _list(self, path: Path) -> None:
        self._place += 1
        index = 0
        while self._kind != "end" and self._text != "]":
            if self._kind == "newline" or self._text == ",":
                self._place += 1
                continue
            self.lines[(*path, index)] = self._tokens[self._place].line
            self._value((*path, index))
            index += 1
        self._place += 1

    def _table(self, path: Path) -> None:
        self._place += 1
        while self._kind != "end" and self._text != "}":
            if self._kind == "newline" or self._text == ",":
                self._place += 1
            else:
                self._pair(path)
        self._place += 1


def _tokens(text: str) -> list[_Token]:
    found, line = [], 1
    for match in _TOKEN.finditer(f"{text}\n"):  # a last line that is not ended would not end its remark
        kind = match.lastgroup or "bare"
        written = match[kind]
        found.append(_Token(kind, written, line))
        if kind in ("newline", "text"):
            line += written.count("\n")
    end = _Token("end", "", line)
    return [*found, end, end]


def _unquoted(token: _Token) -> str:
    if token.kind == "bare":
        return token.text
    key: str = tomllib.loads(f"key = {token.text}")["key"]
    return key
