"""A store in memory that keeps the promises of the real ones, by simpler means."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta

from okrsync.core.measuring import Measured
from okrsync.core.model import WorkItem
from okrsync.core.nudges import Nudge
from okrsync.core.report import TrendPoint
from okrsync.errors import StoreError
from okrsync.ports import KeptClosing, KeptConfiguration, Mark, Name, Page, Saved, SourceState

COLUMNS = {"label": "labels", "component": "components", "milestone": "milestones"}
EXPIRES = timedelta(minutes=15)


@dataclass(eq=False)
class KeptName:
    """One label, component or milestone. Items refer to it, so that a rename reaches them."""

    place: str
    project: str
    kind: str
    name: str
    id: str | None = None  # None until the tracker lists it
    listed_run: int = 0
    gone_at: datetime | None = None
    same_as: KeptName | None = None

    def read(self, end: datetime | None) -> str | None:
        it = self.same_as or self
        return it.name if it.gone_at is None or (end is not None and it.gone_at >= end) else None


@dataclass
class Version:
    """An item as it stood from `since` on, until another version or its end."""

    item: WorkItem
    names: dict[str, list[KeptName]]
    since: datetime
    until: datetime | None = None

    def is_like(self, other: Version) -> bool:
        return self._facts() == other._facts()

    def read(self, end: datetime | None) -> WorkItem:
        names = {column: [kept.read(end) for kept in kept_names] for column, kept_names in self.names.items()}
        return self.item._replace(**{column: tuple(filter(None, found)) for column, found in names.items()})

    def _facts(self):
        names = {
            column: sorted(id(kept.same_as or kept) for kept in self.names[column]) for column in self.names
        }
        return self.item._replace(updated=None, labels=(), components=(), milestones=()), names


@dataclass
class KeptItem:
    place: str
    seen_run: int
    versions: list[Version]
    refs: list[tuple[datetime, str]] = field(default_factory=list)

    @property
    def is_there(self) -> bool:
        return self.versions[-1].until is None

    def version(self, end: datetime | None) -> Version | None:
        if end is None:
            return self.versions[-1] if self.is_there else None
        if self.versions[0].since >= end:
            return self.versions[0]
        return next((v for v in self.versions if v.since < end and (v.until is None or v.until >= end)), None)


@dataclass
class Source:
    synced_at: datetime | None = None
    error: str | None = None
    warnings: tuple[str, ...] = ()
    warnings_run: int = 0
    items: dict[str, KeptItem] = field(default_factory=dict)  # by the tracker's id
    names: list[KeptName] = field(default_factory=list)
    marks: dict[str, Mark] = field(default_factory=dict)
    walked: dict[str, int] = field(default_factory=dict)  # place → the last run that went there
    unfinished: dict[str, tuple[Mark, int]] = field(
        default_factory=dict
    )  # place → where, and since which run
    owed: dict[str, tuple[int, dict[str, object]]] = field(default_factory=dict)  # place → run, what


@dataclass
class Memory:
    """What outlives a store that is closed."""

    sources: dict[str, Source] = field(default_factory=dict)
    runs: list[datetime] = field(default_factory=list)
    configurations: list[KeptConfiguration] = field(default_factory=list)
    nudges: dict[tuple[str, str], Nudge] = field(default_factory=dict)
    writes: list[tuple[datetime, str]] = field(default_factory=list)
    points: dict[tuple[str, date], TrendPoint] = field(default_factory=dict)
    closings: dict[str, KeptClosing] = field(default_factory=dict)
    measured: dict[tuple[str, str, str], Measured] = field(default_factory=dict)  # by day, cycle and goal
    held_by: tuple[object, str, datetime, datetime] | None = None  # token, who, since, until


@dataclass
class FakeStore:
    """`memory` may be shared by several, as a real store is by several processes."""

    memory: Memory = field(default_factory=Memory)
    clock: Callable[[], datetime] = lambda: datetime(2026, 11, 20, tzinfo=UTC)
    wait: Callable[[float], None] = lambda _seconds: None
    is_full: bool = False  # the disk: whatever is written fails
    fills_after: int | None = None  # writes
    is_closed: bool = False
    token: object = None

    @contextmanager
    def hold(self, who: str, *, wait_seconds: float) -> Iterator[None]:
        until = self.clock() + timedelta(seconds=wait_seconds)
        while self.memory.held_by and self.memory.held_by[3] > self.clock():
            if self.clock() >= until or not wait_seconds:
                _, other, since, _ = self.memory.held_by
                raise StoreError(f"The store is held by {other} since {since:%Y-%m-%d %H:%M:%S} UTC.")
            self.wait(min(5.0, (until - self.clock()).total_seconds()))
        token = self.token = object()
        self.memory.held_by = (token, who, self.clock(), self.clock() + EXPIRES)
        try:
            yield
        finally:
            self.token = None
            if self.memory.held_by and self.memory.held_by[0] is token:
                self.memory.held_by = None

    def begin_sync(self, now: datetime, configuration: str) -> int:
        self._write()
        self.memory.runs.append(now)
        kept = self.memory.configurations
        if not kept or kept[-1].text != configuration:
            kept.append(KeptConfiguration(now, configuration))
        return len(self.memory.runs)

    def marks(self, source: str) -> Mapping[str, Mark]:
        kept = self._source(source)
        marks = {**kept.marks, **{place: mark for place, (mark, _) in kept.unfinished.items()}}
        return {
            place: mark | ({"owed": kept.owed[place][1]} if place in kept.owed else {})
            for place, mark in marks.items()
        }

    def save(self, run: int, source: str, page: Page, now: datetime) -> Saved:
        self._write()
        kept = self._source(source)
        kept.walked[page.place] = run
        _learn(kept, run, page, now)
        changed = sum(_keep(kept, run, page.place, item, now) for item in page.items)
        _see(kept, run, page)
        gone, doubts = 0, ()
        began = kept.unfinished.get(page.place, (None, run))[1] if page.goes_on else run
        if page.resume is not None:
            kept.unfinished[page.place] = (page.resume, began)
        if page.mark is not None:
            kept.marks[page.place] = page.mark
            kept.unfinished.pop(page.place, None)
            _settle(kept, run, page.place)
            gone, doubts = _sweep(kept, began, page, now) if page.is_full else (0, ())
            if doubts:
                kept.owed[page.place] = (run, _owed(kept, run, page.place) | {"is_doubted": True})
        _warn(kept, run, (*page.warnings, *doubts))
        return Saved(len(page.items), changed, gone, doubts)

    def finish_source(self, run: int, source: str, now: datetime, error: str | None) -> None:
        self._write()
        kept = self._source(source)
        kept.error = error
        left = _leave(kept, run, now) if error is None else ()
        _warn(kept, run, left)
        if error is None:
            kept.synced_at = now

    def items(self, sources: Iterable[str], as_of: date | None = None) -> Iterator[WorkItem]:
        end = None if as_of is None else datetime.combine(as_of + timedelta(days=1), time(), UTC)
        kept = [item for source in set(sources) for item in self._source(source).items.values()]
        versions = [version for version in (item.version(end) for item in kept) if version]
        newest_last = sorted(versions, key=lambda v: (end is None or v.since < end, v.since))
        by_ref = {version.item.ref: version.read(end) for version in newest_last}
        former = {} if as_of else {was: now for was, now in _former(kept) if was not in by_ref}
        yield from (_follow(by_ref[ref], former) for ref in sorted(by_ref))

    def sources(self) -> tuple[SourceState, ...]:
        return tuple(
            SourceState(name, sum(1 for _ in self.items([name])), kept.synced_at, kept.error, kept.warnings)
            for name, kept in sorted(self.memory.sources.items())
            if kept.walked or kept.warnings_run
        )

    def first_sync(self) -> datetime | None:
        return min(self.memory.runs, default=None)

    def configurations(self) -> tuple[KeptConfiguration, ...]:
        return tuple(self.memory.configurations)

    def nudges(self, sources: Iterable[str]) -> tuple[Nudge, ...]:
        wanted = set(sources)
        kept = [nudge for nudge in self.memory.nudges.values() if nudge.source in wanted]
        return tuple(sorted(kept, key=lambda nudge: nudge.ref))

    def note_nudge(self, nudge: Nudge) -> None:
        self._write()
        self.memory.nudges[nudge.source, nudge.id] = nudge

    def note_write(self, source: str, now: datetime) -> None:
        self._write()
        self.memory.writes.append((now, source))

    def writes(self, source: str, now: datetime) -> tuple[datetime, ...]:
        an_hour_ago = now - timedelta(hours=1)
        return tuple(sorted(at for at, on in self.memory.writes if on == source and at > an_hour_ago))

    def keep_measured(self, found: Iterable[Measured]) -> None:
        self._write()
        kept = self.memory.measured
        for one in found:
            day = (one.on, one.cycle, one.goal)
            before = kept.get(day, one)
            kept[day] = replace(one, value=before.value if one.value is None else one.value)

    def measured(self) -> tuple[Measured, ...]:
        return tuple(one for _, one in sorted(self.memory.measured.items()))

    def keep_point(self, cycle: str, point: TrendPoint) -> None:
        self._write()
        self.memory.points[cycle, point.date] = point

    def points(self, cycle: str) -> tuple[TrendPoint, ...]:
        return tuple(one for (of, _), one in sorted(self.memory.points.items()) if of == cycle)

    def keep_closing(self, closing: KeptClosing) -> None:
        self._write()
        self.memory.closings[closing.cycle.casefold()] = closing

    def closing(self, cycle: str) -> KeptClosing | None:
        return self.memory.closings.get(cycle.casefold())

    def drop_closing(self, cycle: str) -> bool:
        self._write()
        return self.memory.closings.pop(cycle.casefold(), None) is not None

    def close(self) -> None:
        self.is_closed = True

    def _source(self, name: str) -> Source:
        return self.memory.sources.setdefault(name, Source())

    def _write(self) -> None:
        if self.fills_after is not None:
            self.is_full = self.fills_after <= 0
            self.fills_after -= 1
        if self.is_full:
            raise StoreError("The disk of the store (in memory) is full: free some space and run it again.")
        if self.token is None:
            return
        if not self.memory.held_by or self.memory.held_by[0] is not self.token:
            raise StoreError("Another sync took over the store: run it again.")
        self.memory.held_by = (*self.memory.held_by[:3], self.clock() + EXPIRES)


def _learn(kept: Source, run: int, page: Page, now: datetime) -> None:
    for listed in page.names:
        known = [n for n in kept.names if (n.place, n.kind, n.id) == (page.place, listed.kind, listed.id)]
        met = [n for n in kept.names if n.id is None and n.same_as is None and _is_called(n, listed)]
        (it,) = known or met or [KeptName(page.place, listed.project, listed.kind, listed.name)]
        if it not in kept.names:
            kept.names.append(it)
        it.place, it.project, it.id, it.name = page.place, listed.project, listed.id, listed.name
        it.listed_run, it.gone_at = run, None
        for other in met:
            other.same_as = it if other is not it else None
    for name in kept.names:
        if name.place == page.place and name.kind in page.names_complete and name.listed_run != run:
            name.gone_at = name.gone_at or now


def _is_called(kept: KeptName, listed: Name) -> bool:
    return (kept.project, kept.kind, kept.name) == (listed.project, listed.kind, listed.name)


def _bearer(kept: Source, place: str, wanted: Name) -> KeptName:
    bearers = [
        name
        for name in kept.names
        if name.same_as is None and _is_called(name, wanted) and (name.gone_at is None or name.id is None)
    ]
    if not bearers:
        bearers = [KeptName(place, wanted.project, wanted.kind, wanted.name)]
        kept.names += bearers
    bearer = max(bearers, key=lambda name: name.listed_run)
    bearer.gone_at = None
    return bearer


def _keep(kept: Source, run: int, place: str, item: WorkItem, now: datetime) -> bool:
    """Whether the item is new, changed or back."""
    names = {
        column: [_bearer(kept, place, Name(kind, item.project, "", name)) for name in getattr(item, column)]
        for kind, column in COLUMNS.items()
    }
    version = Version(item, names, now)
    before = kept.items.setdefault(item.id, KeptItem(place, run, []))
    before.place, before.seen_run = place, run
    before.refs.append((now, item.ref))
    if not before.versions:
        before.versions.append(version)
        return True
    last = before.versions[-1]
    was_there = last.until is None
    if last.is_like(version) and (was_there or last.until == now):
        last.item, last.until = last.item._replace(updated=item.updated), None
        return not was_there
    last.until = last.until or now
    if last.since >= last.until:
        before.versions.pop()
    version.since = max(now, last.since)
    before.versions.append(version)
    return True


def _see(kept: Source, run: int, page: Page) -> None:
    unread = []
    for id_ in page.seen_ids:
        known = kept.items.get(id_)
        if known and known.is_there:
            known.place, known.seen_run = page.place, run
        else:
            unread.append(id_)
    if unread:
        owed = _owed(kept, run, page.place)
        kept.owed[page.place] = (run, owed | {"unread": [*owed.get("unread", ()), *unread]})


def _settle(kept: Source, run: int, place: str) -> None:
    left = _owed(kept, run, place).get("unread", ())
    unread = [id_ for id_ in left if id_ not in kept.items or not kept.items[id_].is_there]
    kept.owed.pop(place, None)
    if unread:
        kept.owed[place] = (run, {"unread": unread})


def _owed(kept: Source, run: int, place: str) -> dict[str, object]:
    found, owed = kept.owed.get(place, (run, {}))
    return owed if found == run else {}


def _sweep(kept: Source, began: int, page: Page, now: datetime) -> tuple[int, tuple[str, ...]]:
    living = [item for item in kept.items.values() if item.place == page.place and item.is_there]
    unseen = [item for item in living if item.seen_run < began]
    if page.is_guarded and len(living) > 4 and 2 * len(unseen) >= len(living):
        return 0, (
            f"{page.place}: {len(unseen)} of its {len(living)} items were missing from a full reading.",
        )
    for item in unseen:
        item.versions[-1].until = now
    return len(unseen), ()


def _leave(kept: Source, run: int, now: datetime) -> tuple[str, ...]:
    if run not in kept.walked.values():
        return ()
    sentences = []
    for place in [place for place, walked in kept.walked.items() if walked != run]:
        kept.marks.pop(place, None)
        kept.unfinished.pop(place, None)
        kept.owed.pop(place, None)
        left = [item for item in kept.items.values() if item.place == place and item.is_there]
        for item in left:
            item.versions[-1].until = now
        if left:
            sentences.append(f"{place} is no longer read: its {len(left)} items are left out from now on.")
    return tuple(sentences)


def _warn(kept: Source, run: int, sentences: tuple[str, ...]) -> None:
    before = kept.warnings if kept.warnings_run == run else ()
    kept.warnings, kept.warnings_run = tuple(dict.fromkeys((*before, *sentences))), run


def _former(items: list[KeptItem]) -> Iterator[tuple[str, str]]:
    there = [item for item in items if item.is_there]
    refs = sorted((at, ref, item.versions[-1].item.ref) for item in there for at, ref in item.refs)
    return ((was, now) for _, was, now in refs if was != now)


def _follow(item: WorkItem, former: Mapping[str, str]) -> WorkItem:
    def now(links: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(former.get(link, link) for link in links))

    parent = former.get(item.parent, item.parent) if item.parent else None
    aliases = tuple(sorted(was for was, there in former.items() if there == item.ref))
    links = {name: now(getattr(item, name)) for name in ("closes", "mentions", "contributes_to")}
    return item._replace(parent=parent, aliases=aliases, **links)
