"""Names of other work in a pull request: issues by number, Jira issues by key."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from okrsync.core.markup import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# UTF-8 and CVE-2024 look like keys too; only those of a configured project become links, later.
_KEY = r"(?<![A-Za-z0-9_-])[A-Z][A-Z0-9_]+-[1-9][0-9]{0,6}(?![0-9A-Za-z])"
_ANY_CASE = re.compile(_KEY, re.IGNORECASE)
_KEYS = re.compile(_KEY)
_CLOSING = r"\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?)\b"
_LINKED = rf"[\[(<]*(?:https?://[^\s|\])>]+/browse/)?{_KEY}[^\s,&]*"
_KEYS_AFTER_A_WORD = re.compile(
    rf"(?:(?i:{_CLOSING}|\brefs?\b)\s*:?|(?i:\bjira)\s*:)\s*({_LINKED}(?:(?:\s*[,&]\s*|\s+and\s+|\s+){_LINKED})*)"
)
_KEYS_ALONE = re.compile(rf"{_LINKED}(?:[\s,&]+{_LINKED})*[\s,&]*")
_NUMBER = (
    r"(?:(?<![\w/#-])(?:([\w.-]+/[\w.-]+)?#|GH-)([1-9]\d{0,9})\b"
    r"|https?://[^/\s]+/([\w.-]+/[\w.-]+)/(?:issues|pull)/([1-9]\d{0,9})\b)"
)
_CLOSED_NUMBER = re.compile(rf"{_CLOSING}:?\s+{_NUMBER}", re.IGNORECASE)
_ANY_NUMBER = re.compile(_NUMBER, re.IGNORECASE)
_MOST_MENTIONS = 20


class References(NamedTuple):
    """What a pull request closes and mentions: refs, and keys of projects yet to be recognised."""

    closes: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    closing_keys: tuple[str, ...] = ()
    mentioned_keys: tuple[str, ...] = ()


def references(title: str, lines: list[str], branch: str, *, source: str, project: str) -> References:
    """Read a pull request's title, its own words and its branch. A bare `#12` is of the same project."""
    closes = _unique(_refs(_CLOSED_NUMBER, lines, source, project))
    named = _unique(
        [*_refs(_ANY_NUMBER, lines, source, project), *_refs(_ANY_NUMBER, [title], source, project)]
    )
    closing_keys = _unique([*_KEYS.findall(title), *_upper(_ANY_CASE.findall(branch)), *_closing_keys(lines)])
    mentioned = _unique(key for line in lines for key in _KEYS.findall(line))
    return References(closes, _besides(named, closes), closing_keys, _besides(mentioned, closing_keys))


def _refs(pattern: re.Pattern[str], lines: list[str], source: str, project: str) -> Iterator[str]:
    for line in lines:
        for elsewhere, number, linked, linked_number in pattern.findall(line):
            yield f"{source}:{elsewhere or linked or project}#{number or linked_number}"


def _closing_keys(lines: list[str]) -> Iterator[str]:
    for line in lines:
        if "-" not in line:
            continue
        for found in _KEYS_AFTER_A_WORD.findall(line):
            yield from _KEYS.findall(_without_links(found))
        if _KEYS_ALONE.fullmatch(plain(line)):
            yield from _KEYS.findall(_without_links(line))


def _without_links(text: str) -> str:
    return text.replace("/browse/", " ")


def _upper(keys: Iterable[str]) -> Iterator[str]:
    return (key.upper() for key in keys)


def _unique(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))


def _besides(texts: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(text for text in texts if text not in others)[:_MOST_MENTIONS]
