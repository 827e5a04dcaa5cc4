"""A work item as a row, and back."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from okrsync.core.model import NO_FIELDS, WorkItem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from okrsync.ports import NameKind

    NameOnItem = tuple[str, NameKind, str]  # project, kind, name

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_BOT, _DRAFT, _LOCKED, _RESTRICTED = 1, 2, 4, 8
_NO_LINKS: tuple[tuple[str, ...], ...] = ((), (), (), (), ())
_parse = json.JSONDecoder().raw_decode  # half the price of json.loads, which looks for spaces first
_UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")  # no NUL in PostgreSQL, half a surrogate pair nowhere

NAMED: dict[NameKind, str] = {"label": "labels", "component": "components", "milestone": "milestones"}


def fingerprint(*parts: object) -> str:
    """The same short text for the same parts, however long they are."""
    return blake2b(repr(parts).encode("utf-8", "backslashreplace"), digest_size=16).hexdigest()


def keepable(text: str) -> str:
    """The text with a mark (�) in place of what no database takes."""
    return _UNKEEPABLE.sub("\ufffd", text)


def to_micros(when: datetime) -> int:
    return (when - EPOCH) // _MICROSECOND


def from_micros(micros: int) -> datetime:
    return EPOCH + timedelta(microseconds=micros)


def to_row(item: WorkItem, numbers: Mapping[NameOnItem, int]) -> dict[str, Any]:
    """The columns of an item, and the digest of all that matters in it.

    `updated` is no part of the digest: a mere comment moves it. Nor is the order of labels.
    """
    row: dict[str, Any] = {
        "source": item.source,
        "id": _text(item.id),
        "ref": _text(item.ref),
        "project": _text(item.project),
        "title": _text(item.title),
        "kind": item.kind,
        "type": _text(item.type),
        "state": item.state,
        "url": _text(item.url),
        "parent": _text(item.parent),
        "links": _links(item),
        "named_goals": _json(item.named_goals),
        "waiver": _text(item.waiver),
        "author": _text(item.author),
        "flags": _flags(item),
        "created": _micros(item.created),
        "closed": _micros(item.closed),
        "effort": None if item.effort is None else float(item.effort),
        "fields": _json(dict(item.fields)),
    }
    named = {
        column: [numbers[item.project, kind, name] for name in getattr(item, column)]
        for kind, column in NAMED.items()
    }
    digest = fingerprint(*row.values(), *(sorted(found) for found in named.values()))
    joined = {column: ",".join(map(str, found)) or None for column, found in named.items()}
    return {**row, **joined, "updated": _micros(item.updated), "digest": digest}


def to_item(names: Mapping[str, str]) -> Callable[[Sequence[Any]], WorkItem]:
    """A reader of rows whose columns stand as in `schema.FACTS`. `names` are by number, as text.

    A name that is no more simply falls away. Words that repeat are kept in memory once.
    """
    known: dict[str | None, str | None] = {}
    once, name_of, new = known.setdefault, names.get, tuple.__new__

    def named(numbers: str) -> tuple[str, ...]:
        found: tuple[Any, ...] = tuple(map(name_of, numbers.split(",")))
        return found if None not in found else tuple(name for name in found if name is not None)

    # Long, and nothing called that need not be: this runs for each of a million rows.
    def read(row: Sequence[Any]) -> WorkItem:
        (source, id_, ref, project, title, kind, type_, state, url, labels, components, milestones, parent,
         links, goals, waiver, author, flags, created, updated, closed, effort, fields) = row  # fmt: skip
        closes, mentions, closing_keys, mentioned_keys, *more = _NO_LINKS if links is None else _lists(links)
        is_bot, is_draft, is_locked, is_restricted = _FLAGS[flags]
        return new(WorkItem, (
            ref, id_, once(source, source), once(project, project), title, once(kind, kind),
            once(type_, type_), once(state, state), url,
            () if labels is None else named(labels),
            () if components is None else named(components),
            () if milestones is None else named(milestones),
            parent, closes, mentions, closing_keys, mentioned_keys,
            () if goals is None else tuple(_parse(goals)[0]), waiver, once(author, author),
            is_bot, is_draft, is_locked, is_restricted,
            None if created is None else EPOCH + timedelta(0, 0, created),
            None if updated is None else EPOCH + timedelta(0, 0, updated),
            None if closed is None else EPOCH + timedelta(0, 0, closed),
            effort, NO_FIELDS if fields is None else _fields(fields), more[0] if more else (), (),
        ))  # fmt: skip

    return read


def _text(text: str | None) -> str | None:
    return None if text is None else keepable(text)


def _micros(when: datetime | None) -> int | None:
    return None if when is None else to_micros(when)


def _json(value: Any) -> str | None:
    return json.dumps(value, separators=(",", ":"), sort_keys=True) if value else None


def _links(item: WorkItem) -> str | None:
    links = (item.closes, item.mentions, item.closing_keys, item.mentioned_keys)
    further = (item.contributes_to,) if item.contributes_to else ()
    return _json((*links, *further)) if any((*links, *further)) else None


def _lists(text: str) -> Iterable[tuple[str, ...]]:
    return map(tuple, _parse(text)[0])


def _fields(text: str) -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType({field: tuple(values) for field, values in _parse(text)[0].items()})


def _flags(item: WorkItem) -> int:
    return (
        _BOT * item.is_bot
        + _DRAFT * item.is_draft
        + _LOCKED * item.is_locked
        + _RESTRICTED * item.is_restricted
    )


_FLAGS = tuple(
    (bool(n & _BOT), bool(n & _DRAFT), bool(n & _LOCKED), bool(n & _RESTRICTED)) for n in range(16)
)
