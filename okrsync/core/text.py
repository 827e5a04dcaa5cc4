"""What a title, a body and a branch say of goals and of other work."""

from __future__ import annotations

import re
from typing import NamedTuple

from okrsync.core.markup import own_words, plain
from okrsync.core.references import References, references

_OKR_LINE = re.compile(r"OKR\s*:\s*(.*)", re.IGNORECASE)
_NONE = re.compile(r"none\b[\s:–—-]*(.*)", re.IGNORECASE)
_ASIDE = re.compile(r"\s+[(\[–—-].*")


class TextFacts(NamedTuple):
    """Goals named by `OKR:` lines, the reason of an `OKR: none` line, and references of a pull request."""

    named_goals: tuple[str, ...] = ()
    waiver: str | None = None
    closes: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    closing_keys: tuple[str, ...] = ()
    mentioned_keys: tuple[str, ...] = ()


def read_text(
    *, title: str, body: str, source: str, project: str, branch: str = "", is_pull_request: bool = False
) -> TextFacts:
    """Read an item's texts once, when it arrives; bodies are not kept."""
    # Most bodies name no goal, and only pull requests close anything: nothing to clean up for.
    lines = own_words(body) if is_pull_request or "okr" in body.casefold() else []
    named, waiver = _okr_lines(lines)
    found = References()
    if is_pull_request:
        found = references(title, lines, branch, source=source, project=project)
    return TextFacts(named, waiver, *found)


def _okr_lines(lines: list[str]) -> tuple[tuple[str, ...], str | None]:
    named: dict[str, None] = {}
    waiver = None
    for line in lines:
        match = _OKR_LINE.match(plain(line)) if "okr" in line.casefold() else None
        if match is None:
            continue
        if none := _NONE.fullmatch(match[1]):
            waiver = none[1].strip()
        else:
            named.update(dict.fromkeys(_goals(match[1])))
    return tuple(named), waiver


def _goals(value: str) -> list[str]:
    names = (_ASIDE.sub("", part.strip()).rstrip(".;").strip() for part in value.split(","))
    return [name for name in names if name]
