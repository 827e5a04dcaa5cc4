"""Three ways through a long list of issues: by token on Cloud, by key or by row on Data Center.

Each asks for the issues in the order of their keys, which no edit changes.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from okrsync.errors import TrackerError
from okrsync.trackers.jira.jql import quoted
from okrsync.trackers.jira.refusals import QueryRejected
from okrsync.trackers.jira.values import records, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Issues = list[dict[str, Any]]
Answer = dict[str, Any]
Ask = Callable[..., Answer]  # a further condition, perhaps empty, and further parameters

TRAIL = 1024  # keys remembered, in case the last ones are moved or deleted meanwhile
_STARTS = 2
_OVERLAP = 20  # rows read twice, as proof that none was passed over


class _NoKeyHelps(Exception):
    """The server does not compare keys, or those already read vanish faster than others are found."""


def by_token(ask: Ask, host: str, trail: Sequence[str] = ()) -> Iterator[Issues]:
    """Cloud's way. A token that comes twice would never end.

    `trail` are keys read before, in their order: the list goes on with the last of them that is still there.
    """
    further, answer = _from_the_last(ask, trail)
    seen: set[str] = set()
    while True:
        yield records(answer.get("issues"))
        token = next_token(answer, host)
        if token is None:
            return
        if token in seen:
            raise TrackerError(f"{host} sent the same page token twice, so its list has no end; try again.")
        seen.add(token)
        answer = ask(further, nextPageToken=token)


def next_token(answer: Answer, host: str) -> str | None:
    """None on the last page. Cloud sends neither a total nor the number of pages."""
    token = text(answer.get("nextPageToken"))
    if answer.get("isLast") is True or not (token or answer.get("isLast") is False):
        return None
    if not token:
        raise TrackerError(f"{host} says that a list goes on, but not how; try again.")
    return token


def by_key(ask: Ask, host: str, trail: Sequence[str] = ()) -> Iterator[Issues]:
    """Data Center's way: each page lies beyond the last key, because `startAt` ends at 10,000 rows."""
    try:
        yield from _key_after_key(ask, host, trail)
    except _NoKeyHelps:
        yield from by_row(ask, host)


def by_row(ask: Ask, host: str) -> Iterator[Issues]:
    """The way through a list without lasting keys: by row number, a few rows twice.

    A page that begins with an issue already read proves that none was passed over in between.
    """
    start, known = 0, set[str]()
    while True:
        answer = ask("", startAt=str(start))
        issues = records(answer.get("issues"))
        ids = [str(issue.get("id")) for issue in issues]
        if known and known.isdisjoint(ids):
            raise TrackerError(f"{host} changed its list of issues while it was read; run okrsync again.")
        yield [issue for issue, id_ in zip(issues, ids, strict=True) if id_ not in known]
        read = start + len(issues)
        if read >= total(answer, host):
            return
        if known.issuperset(ids):
            raise TrackerError(f"{host} sends the same page again and again; is it a real Jira?")
        start, known = max(0, read - min(_OVERLAP, len(issues) // 2)), set(ids)


def left(answer: Answer, host: str) -> int:
    """How many issues are on later pages of a Data Center's answer to a question with a bound."""
    return max(0, total(answer, host) - len(records(answer.get("issues"))))


def total(answer: Answer, host: str, called: str = "total") -> int:
    """The number of issues an answer speaks of."""
    said = answer.get(called)
    if not isinstance(said, int):
        raise TrackerError(f"{host} answered a search without a {called}, so its end cannot be told.")
    return said


def _from_the_last(ask: Ask, trail: Sequence[str]) -> tuple[str, Answer]:
    """A bound that is still there and the answer to it; without one, the beginning of the list.

    Jira finds nothing, or issues of another project, beyond a key that moved: the issue itself
    is the only proof.
    """
    for bound in backwards(trail):
        further = f"key >= {quoted(bound)}"
        try:
            answer = ask(further)
        except QueryRejected:
            continue
        if bound in (text(issue.get("key")) for issue in records(answer.get("issues"))):
            return further, answer
    return "", ask("")


def backwards(trail: Sequence[str]) -> Iterator[str]:
    """The last key, and others ever further back."""
    back = 1
    while back <= len(trail):
        yield trail[-back]
        back *= 2


def _key_after_key(ask: Ask, host: str, read: Sequence[str]) -> Iterator[Issues]:
    """No issue is skipped: keys are unique and keep their order. It ends: each page lies beyond its bound."""
    furthest, trail = 0, deque[str](read, maxlen=TRAIL)
    for _ in range(_STARTS):
        answer = (_beyond(ask, read) if read else None) or ask("")
        read = ()
        while answer:
            issues = records(answer.get("issues"))
            yield [issue for issue in issues if _number(issue) > furthest]
            if not _is_more(answer, issues, host):
                return
            furthest = max(furthest, _number(issues[-1]))
            trail.extend(text(issue.get("key")) for issue in issues)
            answer = _beyond(ask, trail) or {}
    raise _NoKeyHelps


def _beyond(ask: Ask, trail: Sequence[str]) -> Answer | None:
    """The page after the last of these keys, or after an earlier one; None when no key is of use.

    Jira looks the bound up: a deleted one is an error, and one moved away silently finds nothing at all.
    Only a page with issues proves that its bound was understood.
    """
    for bound in backwards(trail):
        try:
            answer = ask(f"key > {quoted(bound)}")
        except QueryRejected:
            continue
        found = records(answer.get("issues"))
        if any(_number(issue) <= _number({"key": bound}) for issue in found):
            raise _NoKeyHelps
        if found:
            return answer
    return None


def _is_more(answer: Answer, issues: Issues, host: str) -> bool:
    if left(answer, host) == 0:
        return False
    if not issues:
        raise TrackerError(f"{host} says that a list goes on, but sends nothing of it.")
    return True


def _number(issue: Mapping[str, Any]) -> int:
    digits = text(issue.get("key")).rpartition("-")[2]
    return int(digits) if digits.isdecimal() else 0
