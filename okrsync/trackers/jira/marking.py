"""The mark on our comments: a property no reader sees, or a line where a server forgets properties."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from okrsync.trackers.jira.values import record, records, text

PROPERTY = "okrsync"
_FIRST_LINE = re.compile(r"(<!-- okrsync:v1([^>\n]*?)-->)[ \t]*\r?\n?")
_ANCHOR = re.compile(r"\s*\{anchor:okrsync:v1([^}\n]*)\}\s*\Z")  # Jira's pages do not show it
_LONGEST = 8000  # characters; a property holds 32,768
_FOOTER = re.compile(r"_?okrsync keeps this one comment up to date; the label .+ stops it\._?", re.IGNORECASE)


class Mark(NamedTuple):
    """A comment as it was posted: the first line is for programs, the rest for people."""

    first_line: str
    shown: str
    whole: str = ""  # what was to be shown, where Jira took less

    @property
    def value(self) -> dict[str, str]:
        """What the property says: enough to tell later whether the text is still as we wrote it."""
        text = self.shown if len(self.shown) <= _LONGEST else ""
        whole = {"whole": self.whole} if 0 < len(self.whole) <= _LONGEST else {}
        return {"line": self.first_line, "text": text, **whole}

    @property
    def shown_with_line(self) -> str:
        """For a server that forgets properties."""
        pairs = _FIRST_LINE.match(self.first_line)
        return f"{self.shown.rstrip()}\n{{anchor:okrsync:v1{pairs[2] if pairs else ' '}}}"

    @property
    def body(self) -> str:
        return f"{self.first_line}\n{self.shown}" if self.first_line else self.shown

    def shortened(self, most: int) -> Mark | None:
        """The same in fewer characters: whole lines, and the last one. None where that says nothing."""
        *lines, last = self.shown.rstrip().splitlines() or [""]
        end, kept = f"\n…\n\n{last}", ""
        for line in lines:
            if len(kept) + len(line) + 1 + len(end) > most:
                break
            kept += f"{line}\n"
        if not kept.strip():
            return None
        return self._replace(shown=f"{kept.rstrip()}{end}", whole=self.whole or self.shown)


def mark_of(body: str) -> Mark:
    """What is shown of a body, and its first line."""
    line = _FIRST_LINE.match(body)
    return Mark(line[1], body[line.end() :]) if line else Mark("", body)


def kept_by_line(comment: dict[str, Any]) -> Mark | None:
    """The mark of a comment that carries it as a line."""
    body = text(comment.get("body"))
    line = _ANCHOR.search(body)
    return Mark(f"<!-- okrsync:v1{line[1]}-->", body[: line.start()]) if line else None


def kept_by_property(comment: dict[str, Any]) -> Mark | None:
    """The mark of a comment that carries it as a property."""
    found = (each for each in records(comment.get("properties")) if each.get("key") == PROPERTY)
    value = next(found, {}).get("value")
    return None if value is None else kept_in(value, comment)


def kept_in(value: object, comment: dict[str, Any]) -> Mark:
    """The mark of a comment by its property's value.

    Cloud rewrites wiki text, so text that reads the same is taken for what we wrote.
    """
    known = record(value)
    shown, written = text(comment.get("body")), text(known.get("text"))
    ours = text(known.get("whole")) or written
    return Mark(text(known.get("line")), ours if reads_alike(shown, written) else shown)


def is_signed(body: str) -> bool:
    """Whether a text ends as our questions do, so that on a server without properties it may be one."""
    return bool(_FOOTER.fullmatch((body.strip().splitlines() or [""])[-1].strip()))


def reads_alike(one: str, other: str) -> bool:
    """Whether two texts have the same letters and digits."""
    return _letters(one) == _letters(other)


def _letters(body: str) -> str:
    return "".join(char for char in body.casefold() if char.isalnum())
