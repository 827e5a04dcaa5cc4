"""The one comment: whether an item wants it, what it says first, and what has to change."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from okrsync.core.judging import Judgement

MARKER = "<!-- okrsync:v1"

ANSWER = "<!-- okrsync:answer -->"  # below it stands what a `/okr` command is answered with

# ask: the item needs a comment; settle: it needs none (any more); leave: nothing is written at all;
# answer: somebody asked, and is answered in it, whether the item needs one or not.
Wish = Literal["ask", "settle", "leave", "answer"]
Change = Literal["create", "edit", "resolve", "delete", "unchanged", "none"]

_FIRST_LINE = re.compile(r"<!-- okrsync:v1(?P<pairs>[^>]*?)-->[ \t]*\r?\n?")
_SEEN = re.compile(r"(?:^|\s)seen=(\S+)")


@dataclass(frozen=True, slots=True)
class CommentPolicy:
    """What the file says about comments."""

    is_on: bool = True
    after: timedelta = timedelta(days=2)
    start: date | None = None
    skip_authors: tuple[str, ...] = ()
    deletes_resolved: bool = False
    snooze_label: str = "okr:snooze"


def wish(judgement: Judgement, policy: CommentPolicy, now: datetime) -> Wish:
    """Whether the item wants our comment, wants none, or is to be left alone."""
    if not policy.is_on or judgement.item.kind == "milestone":
        return "leave"
    if judgement.verdict in ("tied", "exempt"):
        return "settle"
    if _is_not_to_be_asked(judgement, policy) or _is_too_early(judgement, policy, now):
        return "leave"
    return "ask"


def change(wanted: Wish, *, kept: str | None, text: str, policy: CommentPolicy) -> Change:
    """What has to happen to our comment so that it says `text`. `kept` is its body, or None.

    An answer in it stays as long as what it stands under is still true.
    """
    if wanted == "leave":
        return "none"
    if kept is None:
        return "none" if wanted == "settle" else "create"
    above, answer, _ = kept.partition(ANSWER)
    if answer and _comparable(above) == _comparable(text):
        return "unchanged"
    if wanted == "settle" and policy.deletes_resolved:
        return "delete"
    if _comparable(kept) == _comparable(text):
        return "unchanged"
    return "resolve" if wanted == "settle" else "edit"


def marked(text: str, seen: datetime | None) -> str:
    """The text under our marker, which remembers how new the item was that the verdict is about."""
    pairs = f" seen={seen.astimezone(UTC).isoformat()}" if seen else ""
    return f"{MARKER}{pairs} -->\n{unmarked(text)}"


def unmarked(body: str) -> str:
    """The text without its marker."""
    found = _FIRST_LINE.match(body)
    return body[found.end() :] if found else body


def is_newer(body: str, seen: datetime | None) -> bool:
    """Whether the comment is about a newer item than was `seen`: an older run must not overwrite it."""
    first_line = _FIRST_LINE.match(body)
    written = _SEEN.search(first_line["pairs"]) if first_line else None
    if written is None or seen is None:
        return False
    try:
        return datetime.fromisoformat(written[1]) > seen
    except (TypeError, ValueError):  # written by hand, or without a zone
        return False


def _is_not_to_be_asked(judgement: Judgement, policy: CommentPolicy) -> bool:
    item = judgement.item
    skipped = {author.casefold() for author in policy.skip_authors}
    return (
        item.is_bot
        or (item.author or "").casefold() in skipped
        or item.state == "dropped"
        or judgement.not_counted == "excluded"
        or (judgement.not_counted == "outside_cycle" and not item.is_open)
        or policy.snooze_label.casefold() in (label.casefold() for label in item.labels)
        or (judgement.verdict == "untied" and (judgement.is_draft_only or bool(judgement.incomplete)))
    )


def _is_too_early(judgement: Judgement, policy: CommentPolicy, now: datetime) -> bool:
    """Drafts wait until they are ready, issues until their days of grace are over."""
    item = judgement.item
    if item.is_draft:
        return True
    if item.created is None:
        return False
    if policy.start is not None and item.created.astimezone(UTC).date() < policy.start:
        return True
    return item.kind != "pull_request" and now - item.created < policy.after


def _comparable(body: str) -> list[str]:
    """Trackers trim the ends of lines and texts, and may change their line ends."""
    return [line.rstrip() for line in unmarked(body).strip().splitlines()]
