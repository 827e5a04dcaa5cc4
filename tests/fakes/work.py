"""Work items as tests want them: a ref, and the facts that matter."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from okrsync.core.model import WorkItem

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


def item(ref: str, **facts: Any) -> WorkItem:
    source, _, key = ref.partition(":")
    project = key.partition("#")[0] if "#" in key else key.partition("-")[0]
    known = {"id": ref, "source": source, "project": project, "title": f"Title of {key}"}
    times = {"created": datetime(2026, 11, 2, tzinfo=UTC), "updated": datetime(2026, 11, 19, tzinfo=UTC)}
    return WorkItem(**{"ref": ref, **known, **times, **facts})


def pull_request(ref: str, **facts: Any) -> WorkItem:
    return item(ref, **{"kind": "pull_request", "type": "pull_request", **facts})
