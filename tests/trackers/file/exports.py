"""Exports as tests want them: rows in, a tracker out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from okrsync.config.sources import FileSource
from okrsync.core.model import WorkItem
from okrsync.trackers.file import FileTracker, open_tracker
from okrsync.trackers.surroundings import Surroundings


def source(path: str = "work.jsonl", **settings: Any) -> FileSource:
    return FileSource(name="plan", type="file", path=path, **settings)


def tracker(folder: Path, path: str = "work.jsonl", **settings: Any) -> FileTracker:
    silent = Surroundings({}, folder, say=_nothing, wait=_nothing)
    return open_tracker(source(path, **settings), silent)


def json_lines(*rows: dict[str, Any]) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


def items(folder: Path, content: str | bytes, path: str = "work.jsonl", **settings: Any) -> list[WorkItem]:
    """What a walk over this content yields."""
    write(folder / path, content)
    pages = tracker(folder, path, **settings).walk({}, is_full=False)
    return [item for page in pages for item in page.items]


def only(folder: Path, **cells: Any) -> WorkItem:
    """The one item of a row with these cells."""
    [item] = items(folder, json_lines({"key": "ONB-7", "title": "First report", **cells}))
    return item


def write(path: Path, content: str | bytes) -> None:
    path.write_bytes(content.encode() if isinstance(content, str) else content)


def _nothing(_: object) -> None: ...
