"""Each sync: when it ran, with which configuration, and how every source went."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import distinct, func, insert, select, update

from okrsync.ports import KeptConfiguration, SourceState
from okrsync.stores.rows import from_micros, keepable
from okrsync.stores.schema import configurations, items, runs, sources

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection


def begin(connection: Connection, now: int, configuration: str) -> int:
    """The number of a new run, with its configuration kept once while unchanged."""
    newest = select(configurations).order_by(configurations.c.configuration_id.desc()).limit(1)
    kept = connection.execute(newest).first()
    if kept is None or kept.text != keepable(configuration):
        row = {"synced_at": now, "text": keepable(configuration)}
        connection.execute(insert(configurations), row)
        kept = connection.execute(newest).one()
    run = {"started_at": now, "configuration_id": kept.configuration_id}
    connection.execute(insert(runs), run)
    return int(connection.execute(select(func.max(runs.c.run_id))).scalar_one())


def first_sync(connection: Connection) -> datetime | None:
    first = connection.execute(select(func.min(runs.c.started_at))).scalar()
    return None if first is None else from_micros(first)


def kept_configurations(connection: Connection) -> tuple[KeptConfiguration, ...]:
    kept = select(configurations).order_by(configurations.c.configuration_id)
    return tuple(KeptConfiguration(from_micros(row.synced_at), row.text) for row in connection.execute(kept))


def warn(connection: Connection, run: int, source: str, sentences: Sequence[str]) -> None:
    """Keep these with the source, beside those of the same run; those of earlier runs go."""
    of_source = sources.c.name == source
    known = connection.execute(select(sources.c.warnings, sources.c.warnings_run).where(of_source)).first()
    if known is None:
        connection.execute(insert(sources), {"name": source, "warnings_run": run})
    elif known.warnings_run == run:
        sentences = (*json.loads(known.warnings or "[]"), *sentences)
    kept = json.dumps(list(dict.fromkeys(sentences))) if sentences else None
    if known != (kept, run):
        connection.execute(update(sources).where(of_source).values(warnings=kept, warnings_run=run))


def finish(connection: Connection, source: str, now: int, error: str | None) -> None:
    """Say how reading ended: `now` is when the source was last read completely, unless there is an error."""
    ended = {"error": None, "synced_at": now} if error is None else {"error": keepable(error)}
    connection.execute(update(sources).where(sources.c.name == source).values(ended))


def states(connection: Connection) -> tuple[SourceState, ...]:
    """What is known of each source ever read, sorted by name."""
    count = select(items.c.source, func.count(distinct(items.c.ref))).where(items.c.until.is_(None))
    counts: dict[str, int] = dict(connection.execute(count.group_by(items.c.source)).all())
    return tuple(
        SourceState(
            row.name,
            counts.get(row.name, 0),
            None if row.synced_at is None else from_micros(row.synced_at),
            row.error,
            tuple(json.loads(row.warnings or "[]")),
        )
        for row in sorted(connection.execute(select(sources)), key=lambda row: row.name)
    )
