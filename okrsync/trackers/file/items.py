"""A row of an export as a piece of work."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from okrsync.core.model import NO_FIELDS, WorkItem, kind_of
from okrsync.core.states import state_of, state_words
from okrsync.core.text import read_text
from okrsync.trackers.file.cells import Unusable
from okrsync.trackers.file.doubts import Doubts
from okrsync.trackers.file.facts import Facts
from okrsync.trackers.file.layout import Layout, layout_of, without
from okrsync.trackers.file.rows import Flaw

if TYPE_CHECKING:
    from okrsync.config.sources import FileSource
    from okrsync.core.model import State
    from okrsync.trackers.file.rows import Row

_FULL_REF = re.compile(r"[A-Za-z][A-Za-z0-9_-]*:[^/\s].*")
_PREFIX = re.compile(r"(.+?)(?:#\d+|/milestone/\d+|-\d[^-]*)")
_MOST_LAYOUTS = 500


class ItemReader:
    """Turns the rows of one source into work items, and keeps its doubts about them."""

    def __init__(self, source: FileSource) -> None:
        self.doubts = Doubts(source)
        self._source = source
        self._words = state_words(source.states)
        self._states: dict[tuple[str, str, bool], State | None] = {}
        self._layouts: dict[tuple[str, ...], Layout] = {}

    def item(self, row: Row) -> WorkItem | Flaw:
        """The row as a work item, or what is missing or makes no sense in it."""
        try:
            return self._item(self._facts(row))
        except Unusable as error:
            return Flaw(row.line, str(error))

    def names(self, row: Row) -> tuple[str, ...]:
        """What others find this row by, whatever the case: its ref, and of a milestone its title."""
        facts = self._facts(row)
        ref = f"{self._source.name}:{facts.text('key')}".casefold()
        if kind_of(facts.text("type")) == "milestone":
            return (ref, facts.text("title").casefold())
        return (ref,)

    def _facts(self, row: Row) -> Facts:
        layout = self._layout(tuple(row.cells))
        said = {ours: row.cells[theirs] for ours, theirs in layout.ours.items()}
        return Facts(said, row.cells, layout, row.separator)

    def _item(self, facts: Facts) -> WorkItem:
        item = self._described(facts)
        texts = read_text(
            title=item.title,
            body=facts.long_text("body"),
            source=item.source,
            project=item.project,
            is_pull_request=item.kind == "pull_request",
        )
        closes = [self._link(key, item.project) for key in facts.values("closes")]
        parent = facts.text("parent")
        return item._replace(
            parent=self._link(parent, item.project) if parent else None,
            **texts._asdict() | {"closes": tuple(dict.fromkeys([*closes, *texts.closes]))},
        )

    def _described(self, facts: Facts) -> WorkItem:
        key = self._required("key", facts)
        type_name, author, is_bot = facts.text("type") or "issue", facts.text("author"), facts.truth("bot")
        return WorkItem(
            ref=f"{self._source.name}:{key}",
            id=key,
            source=self._source.name,
            project=facts.text("project") or self._project(key),
            title=self._title(facts),
            kind=kind_of(type_name),
            type=type_name,
            state=self._state(facts),
            url=_address(facts.text("url")),
            labels=facts.values("labels"),
            components=facts.values("components"),
            milestones=facts.values("milestone"),
            author=author or None,
            is_bot=author.endswith("[bot]") if is_bot is None else is_bot,
            created=facts.time("created"),
            updated=facts.time("updated"),
            closed=facts.time("closed"),
            effort=facts.number("effort"),
            fields=facts.others() or NO_FIELDS,
        )

    def _title(self, facts: Facts) -> str:
        """Trackers do let people file work without a word; such an item counts like any other."""
        if "title" in facts.said and not facts.text("title"):
            self.doubts.untitled.append(facts.text("key"))
            return "(no title)"
        return self._required("title", facts)

    def _required(self, column: str, facts: Facts) -> str:
        text = facts.text(column)
        if text:
            return text
        if column in self.doubts.seen:  # in this row or in another one
            raise Unusable(f"it has no {column}; every item needs one")
        raise Unusable(without(column, facts.cells, self._source.columns))

    def _state(self, facts: Facts) -> State:
        says = (facts.text("state"), facts.text("resolution"), facts.text("closed") != "")
        if says not in self._states:
            word, resolution, has_end = says
            self._states[says] = state_of(word, resolution, self._words, has_end=has_end)
        state = self._states[says]
        if state is None:
            self.doubts.unknown_states[says[0]] += 1
        return state or "todo"

    def _project(self, key: str) -> str:
        prefix = _PREFIX.fullmatch(key)
        return prefix[1] if prefix else self._source.name

    def _link(self, key: str, project: str) -> str:
        if _FULL_REF.fullmatch(key):
            return key
        return f"{self._source.name}:{project if key.startswith('#') else ''}{key}"

    def _layout(self, names: tuple[str, ...]) -> Layout:
        layout = self._layouts.get(names)
        if layout is None:
            if len(self._layouts) >= _MOST_LAYOUTS:
                self._layouts.clear()
            layout = self._layouts[names] = layout_of(names, self._source.columns)
            self.doubts.seen.update(layout.ours)
        return layout


def _address(text: str) -> str | None:
    return text if text.startswith(("https://", "http://")) else None
