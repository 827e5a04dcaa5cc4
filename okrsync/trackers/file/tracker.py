"""A file of exported work, read whole whenever it changed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from okrsync.errors import TrackerError, WriteRefused
from okrsync.ports import Comment, Diagnosis, Found, Page
from okrsync.trackers.file.items import ItemReader
from okrsync.trackers.file.lines import fingerprint
from okrsync.trackers.file.mistakes import Mistakes
from okrsync.trackers.file.repeats import Repeats
from okrsync.trackers.file.rows import Flaw, nothing_in, read_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path
    from typing import NoReturn

    from okrsync.config.sources import FileSource
    from okrsync.core.model import WorkItem
    from okrsync.ports import Mark
    from okrsync.trackers.surroundings import Surroundings

PLACE = "file"  # a source is one file, wherever it lies: its `path` may change
PAGE = 1_000


def open_tracker(source: FileSource, surroundings: Surroundings) -> FileTracker:
    """The tracker of a file; its path is relative to the configuration's folder."""
    return FileTracker(source, surroundings.folder / source.path)


class FileTracker:
    """Reads an export. It keeps no comments."""

    def __init__(self, source: FileSource, path: Path) -> None:
        self.name = source.name
        self._source = source
        self._path = path

    def walk(self, marks: Mapping[str, Mark], *, is_full: bool) -> Iterator[Page]:
        """The whole file, or nothing when neither it nor its settings changed.

        A row that cannot be used fails the walk: all such rows are named in one TrackerError.
        """
        known, found = marks.get(PLACE), self._fingerprint()
        if known and not is_full and known["fingerprint"] == found:
            yield Page(PLACE, mark=known, warnings=tuple(known["warnings"]))
            return
        reader = ItemReader(self._source)
        for items in self._pages(reader):
            yield Page(PLACE, items)
        said = reader.doubts.sentences()
        mark = {"fingerprint": found, "warnings": list(said)}
        yield Page(PLACE, mark=mark, is_full=True, is_guarded=False, warnings=said)

    def read(self, refs: Sequence[str]) -> Found:
        """These items and what they lead to within the file. What the file does not have is not found."""
        found: dict[str, WorkItem] = {}
        asked: set[str] = set()
        wanted = {ref.casefold() for ref in refs}
        while wanted:
            asked |= wanted
            picked = self._picked(wanted)
            found |= picked
            wanted = {name for item in picked.values() for name in _leads_to(item)} - asked
        return Found(tuple(found.values()))

    def comments(self, ref: str) -> tuple[Comment, ...]:  # noqa: ARG002 (the port's)
        return ()

    def create_comment(self, ref: str, body: str) -> NoReturn:  # noqa: ARG002 (the port's)
        raise self._refused(ref)

    def edit_comment(self, ref: str, comment: Comment, body: str, *, is_resolved: bool) -> None:  # noqa: ARG002
        raise self._refused(ref)

    def delete_comment(self, ref: str, comment: Comment) -> None:  # noqa: ARG002 (the port's)
        raise self._refused(ref)

    def diagnose(self) -> Iterator[Diagnosis]:
        """Read the file as a sync would."""
        reader = ItemReader(self._source)
        try:
            count = sum(len(items) for items in self._pages(reader))
        except TrackerError as error:
            yield Diagnosis(self.name, "error", str(error))
            return
        yield Diagnosis(self.name, "ok", f"{self._source.path} can be read: {count:,} items")
        for sentence in reader.doubts.sentences():
            yield Diagnosis(self.name, "warning", sentence)

    def _pages(self, reader: ItemReader) -> Iterator[tuple[WorkItem, ...]]:
        page: dict[str, WorkItem] = {}
        met = Repeats()
        for item in self._items(reader):
            met.add(item.ref)
            page[item.ref] = item
            if len(page) == PAGE:
                yield tuple(page.values())
                page.clear()
        if not met:
            raise nothing_in(self._source.path)
        yield tuple(page.values())
        reader.doubts.repeated = self._repeated(met.suspects())

    def _repeated(self, suspects: frozenset[int]) -> list[str]:
        """The keys that several rows have. Only where there seem to be some, the file is looked at again."""
        if not suspects:
            return []
        items = self._items(ItemReader(self._source))
        keys = Counter(item.key for item in items if hash(item.ref) in suspects)
        return [key for key, count in keys.items() if count > 1]

    def _items(self, reader: ItemReader) -> Iterator[WorkItem]:
        mistakes = Mistakes()
        for row in read_rows(self._path, self._source.path):
            item = row if isinstance(row, Flaw) else reader.item(row)
            if isinstance(item, Flaw):
                mistakes.add(item)
            elif not mistakes:  # from the first mistake on, only further ones are looked for
                yield item
        if mistakes:
            raise mistakes.failure(self._source.path)

    def _picked(self, names: set[str]) -> dict[str, WorkItem]:
        """The items with these refs, and the milestones with these titles, by ref."""
        picked: dict[str, WorkItem] = {}
        reader, mistakes = ItemReader(self._source), Mistakes()
        for row in read_rows(self._path, self._source.path):
            if isinstance(row, Flaw):
                mistakes.add(row)
            elif not names.isdisjoint(reader.names(row)):
                item = reader.item(row)
                if isinstance(item, Flaw):
                    mistakes.add(item)
                else:
                    picked[item.ref] = item
        if mistakes:
            raise mistakes.failure(self._source.path)
        return picked

    def _fingerprint(self) -> str:
        return fingerprint(self._path, self._source.path, self._source.model_dump_json(exclude={"path"}))

    def _refused(self, ref: str) -> WriteRefused:
        return WriteRefused(f"{ref} comes from a file, {self._source.path}, which keeps no comments.")


def _leads_to(item: WorkItem) -> Iterator[str]:
    """Refs, and titles of milestones: what `ItemReader.names` knows items by."""
    for name in (item.parent or "", *item.closes, *item.milestones):
        yield name.casefold()
