"""The census of a project: once a day all its ids are asked for, because Jira tells of no deletion."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from okrsync.trackers.jira.values import moment, record

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from okrsync.ports import Mark

_AGAIN_AFTER = timedelta(days=1)


def is_due(mark: Mark, now: datetime | None) -> bool:
    """Whether the last census is a day old, by the clock of the site, or was not to be believed."""
    if record(mark.get("owed")).get("is_doubted"):
        return True
    last = moment(mark.get("census"))
    return now is not None and (last is None or now - last >= _AGAIN_AFTER)


def unread(mark: Mark) -> Sequence[str]:
    """Ids that an earlier census met and the store did not know: hidden until then, or found late."""
    ids = record(mark.get("owed")).get("unread")
    return [id_ for id_ in ids if isinstance(id_, str) and id_.isdecimal()] if isinstance(ids, list) else []
