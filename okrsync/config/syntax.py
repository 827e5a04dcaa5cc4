"""Broken TOML, in the words of somebody who never met a parser."""

from __future__ import annotations

import re

from okrsync.config.mistakes import Mistake

_AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
# How each of the parser's sentences starts, and what it means.
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


def syntax_mistake(shown: str, text: str, message: str) -> Mistake:
    """The mistake behind what the parser said of a text, at its line."""
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
