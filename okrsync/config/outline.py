"""The bare shape of the files: enough to find what refers to what, even where a value is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from okrsync.config.documents import Document
    from okrsync.config.lines import Path
    from okrsync.config.mistakes import Mistake


class Entry(NamedTuple):
    """One table of a list, such as one objective."""

    document: Document
    path: Path
    table: dict[str, Any]

    def text(self, key: str) -> str | None:
        """The text under a key; None where there is none."""
        value = self.table.get(key)
        return value if isinstance(value, str) else None

    def mistake(self, key: str, what: str, *more: str | int) -> Mistake:
        return self.document.mistake((*self.path, key, *more), what)

    @property
    def place(self) -> str:
        """Where people find it: `okrsync.toml:12`."""
        mistake = self.document.mistake((*self.path, "id"), "")
        return f"{mistake.file}:{mistake.line}"


def entries(documents: Sequence[Document], key: str) -> Iterator[Entry]:
    """The tables under a top-level key, of all files, in their order."""
    for document in documents:
        yield from _tables(document, (key,), document.tables.get(key))


def inner(entry: Entry, key: str) -> Iterator[Entry]:
    """The tables under a key of another entry."""
    yield from _tables(entry.document, (*entry.path, key), entry.table.get(key))


def texts(value: Any) -> Iterator[tuple[int | None, str]]:
    """A text, or the texts of a list with their places."""
    if isinstance(value, str):
        yield None, value
    for index, one in enumerate(value if isinstance(value, list) else []):
        if isinstance(one, str):
            yield index, one


def _tables(document: Document, path: Path, value: Any) -> Iterator[Entry]:
    for index, table in enumerate(value if isinstance(value, list) else []):
        if isinstance(table, dict):
            yield Entry(document, (*path, index), table)
