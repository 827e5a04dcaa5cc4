"""The one comment: whether an item wants it, what it says first, and what has to change."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from okrsync.core.judging import Judgement
    from okrsync.core.model import WorkItem

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
    is_answered = judgement.verdict in ("tied", "exempt")
    if is_answered and policy.is_on and judgement.item.kind != "milestone":
        return "settle"
    return "leave" if is_answered or left_alone(judgement, policy, now) else "ask"


def left_alone(judgement: Judgement, policy: CommentPolicy, now: datetime) -> str | None:
    """Why nobody is asked about an item without a goal, in words that follow its name; None: it is asked."""
    if not policy.is_on:
        return "comments are off in the file"
    return (
        _not_to_be_asked(judgement.item, policy)
        or _nothing_to_ask(judgement)
        or _too_early(judgement.item, policy, now)
    )


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


def _not_to_be_asked(item: WorkItem, policy: CommentPolicy) -> str | None:
    """What the item itself, its author or its labels say against it."""
    if item.kind == "milestone":
        return "it is a milestone"
    if item.is_bot:
        return "it is by a bot"
    if (item.author or "").casefold() in {author.casefold() for author in policy.skip_authors}:
        return "its author is one of comments.skip_authors"
    if item.state == "dropped":
        return "it was dropped"
    if policy.snooze_label.casefold() in (label.casefold() for label in item.labels):
        return f"it has the label {policy.snooze_label}"
    return None


def _nothing_to_ask(judgement: Judgement) -> str | None:
    if judgement.not_counted == "excluded":
        return "the file excludes it"
    if judgement.not_counted == "outside_cycle" and not judgement.item.is_open:
        return "it was closed before this cycle"
    if judgement.verdict == "untied" and judgement.is_draft_only:
        return "it names only goals that are drafts"
    if judgement.incomplete and (judgement.verdict == "untied" or judgement.is_blind):
        return f"okrsync could not look into {', '.join(judgement.incomplete)}"
    return None


def _too_early(item: WorkItem, policy: CommentPolicy, now: datetime) -> str | None:
    """Drafts wait until they are ready, issues until their days of grace are over."""
    if item.is_draft:
        return "it is a draft"
    if item.created is None:
        return None
    if policy.start is not None and item.created.astimezone(UTC).date() < policy.start:
        return f"it was created before {policy.start}"
    if item.kind != "pull_request" and now - item.created < policy.after:
        return "its days of grace are not over"
    return None


def _comparable(body: str) -> list[str]:
    """Trackers trim the ends of lines and texts, and may change their line ends."""
    return [line.rstrip() for line in unmarked(body).strip().splitlines()]
