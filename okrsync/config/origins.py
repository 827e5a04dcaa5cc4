"""Where the entries of the whole file stand, once its includes are read into one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from okrsync.config.documents import Document
    from okrsync.config.lines import Path


class Origin(NamedTuple):
    """A line of the main file or of an include."""

    file: str
    line: int


def origin(path: Path, documents: Sequence[Document]) -> Origin | None:
    """The line of a path, or of the nearest thing around it; None where there is no text to look at.

    Entries are counted over all files: `("objectives", 3)` may be the first of the second one.
    """
    for document in documents:
        entries = document.tables.get(str(path[0]), []) if path else []
        if len(path) < 2 or not isinstance(path[1], int) or not isinstance(entries, list):  # noqa: PLR2004 (no entry)
            break
        if path[1] < len(entries):
            return Origin(document.shown, document.line_of(path))
        path = (path[0], path[1] - len(entries), *path[2:])
    return Origin(documents[0].shown, documents[0].line_of(path)) if documents else None
