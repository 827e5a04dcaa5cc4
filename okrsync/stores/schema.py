"""The tables of the store, in words both SQLite and PostgreSQL understand.

Times are microseconds since 1970 in UTC. Whatever a tracker may make long (an id, a label of ten
kilobytes) is looked up by a fingerprint: PostgreSQL indexes no text beyond 2,700 bytes.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Double,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

REVISION = "0007"  # of the schema below: the newest of migrations/versions

FINGERPRINT = String(32)
# Both databases then sort as Python does, whatever the language of the PostgreSQL server.
SORTED = Text().with_variant(Text(collation="C"), "postgresql")

metadata = MetaData(
    naming_convention={  # so that a later migration can call a constraint by its name
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
    }
)


def _facts() -> tuple[Column[Any], ...]:
    return (
        Column("source", Text, nullable=False),
        Column("id", Text, nullable=False),  # the tracker's own lasting id
        Column("ref", SORTED, nullable=False),
        Column("project", Text, nullable=False),
        Column("title", Text, nullable=False),
        Column("kind", Text, nullable=False),
        Column("type", Text, nullable=False),
        Column("state", Text, nullable=False),
        Column("url", Text),
        Column("labels", Text),  # "12,55": rows of `names`, in the tracker's order
        Column("components", Text),
        Column("milestones", Text),
        Column("parent", Text),
        Column("links", Text),  # JSON: closes, mentions, closing keys, mentioned keys; perhaps contributes to
        Column("named_goals", Text),  # JSON
        Column("waiver", Text),
        Column("author", Text),
        Column("flags", Integer, nullable=False),
        Column("created", BigInteger),
        Column("updated", BigInteger),
        Column("closed", BigInteger),
        Column("effort", Double),
        Column("fields", Text),  # JSON
    )


def _life() -> tuple[Column[Any], ...]:
    return (
        Column("first_seen", BigInteger, nullable=False),  # the item, in any version
        Column("since", BigInteger, nullable=False),  # this version
    )


places = Table(
    "places",
    metadata,
    Column("place_id", Integer, primary_key=True),
    Column("key", FINGERPRINT, nullable=False, unique=True),  # of source and place
    Column("source", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("mark", Text),  # JSON; none until a walk was complete
    Column("walked_run", Integer, nullable=False),
    Column("resume", Text),  # JSON; where a walk that stopped half-way goes on
    Column("began_run", Integer),  # the run in which that walk began
    Column("owed", Text),  # JSON; what the next walk should look at besides, and the run that found it
)

items = Table(
    "items",
    metadata,
    Column("item_id", Integer, primary_key=True),
    Column("key", FINGERPRINT, nullable=False, unique=True),  # of source and id
    Column("place_id", ForeignKey("places.place_id"), nullable=False, index=True),
    Column("digest", FINGERPRINT, nullable=False),
    Column("seen_run", Integer, nullable=False),
    *_life(),
    Column("until", BigInteger),  # when it disappeared; none while it is there
    *_facts(),
)

history = Table(
    "item_history",
    metadata,
    Column("version_id", Integer, primary_key=True),
    Column("item_id", ForeignKey("items.item_id"), nullable=False, index=True),
    *_life(),
    Column("until", BigInteger, nullable=False),  # when another version took over, or the item disappeared
    *_facts(),
)

names = Table(
    "names",
    metadata,
    Column("name_id", Integer, primary_key=True),
    Column("key", FINGERPRINT, unique=True),  # of place and tracker's id; none until the tracker listed it
    Column("name_key", FINGERPRINT, nullable=False, index=True),
    Column("place_id", ForeignKey("places.place_id"), nullable=False, index=True),
    Column("source", Text, nullable=False),
    Column("project", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("external_id", Text),
    Column("name", Text, nullable=False),
    Column("listed_run", Integer, nullable=False),
    Column("gone_at", BigInteger),
    Column("same_as", ForeignKey("names.name_id")),  # met by name before the tracker told it was this one
)

sources = Table(
    "sources",
    metadata,
    Column("name", Text, primary_key=True),
    Column("synced_at", BigInteger),
    Column("error", Text),
    Column("warnings", Text),  # JSON
    Column("warnings_run", Integer, nullable=False),
)

configurations = Table(
    "configurations",
    metadata,
    Column("configuration_id", Integer, primary_key=True),
    Column("synced_at", BigInteger, nullable=False),
    Column("text", Text, nullable=False),
)

runs = Table(
    "runs",
    metadata,
    Column("run_id", Integer, primary_key=True),
    Column("started_at", BigInteger, nullable=False),
    Column("configuration_id", ForeignKey("configurations.configuration_id"), nullable=False),
)

measurements = Table(
    "measurements",
    metadata,
    Column("key", FINGERPRINT, primary_key=True),  # of cycle, goal and day
    Column("cycle", SORTED, nullable=False),
    Column("goal", SORTED, nullable=False),  # GROW.KR1
    Column("day", String(10).with_variant(String(10, collation="C"), "postgresql"), nullable=False),
    Column("value", Text),  # JSON; none where that day has only failures
    Column("error", Text),  # of the day's last attempt
)

points = Table(
    "points",
    metadata,
    Column("key", FINGERPRINT, primary_key=True),  # of cycle and day
    Column("cycle", FINGERPRINT, nullable=False, index=True),
    Column("day", String(10).with_variant(String(10, collation="C"), "postgresql"), nullable=False),
    Column("coverage", Double),
    Column("effort_share", Double),
    Column("progress", Text, nullable=False),  # JSON, by objective
)

closings = Table(
    "closings",
    metadata,
    Column("key", FINGERPRINT, primary_key=True),  # of the cycle
    Column("cycle", Text, nullable=False),
    Column("day", String(10), nullable=False),
    Column("content", LargeBinary, nullable=False),  # JSON, packed: all its report is made from
)

holds = Table(
    "holds",
    metadata,
    Column("name", String(20), primary_key=True),  # one row, "sync", there from the start
    Column("token", FINGERPRINT),  # none while nobody syncs
    Column("holder", Text),
    Column("host", Text),
    Column("pid", Integer),
    Column("since", BigInteger),
    Column("expires_at", BigInteger),
)

nudges = Table(
    "nudges",
    metadata,
    Column("nudge_id", Integer, primary_key=True),
    Column("key", FINGERPRINT, nullable=False, unique=True),  # of source and id, as the item's
    Column("source", Text, nullable=False),
    Column("id", Text, nullable=False),  # the tracker's own lasting id
    Column("ref", SORTED, nullable=False),
    Column("project", Text, nullable=False),
    Column("verdict", Text),
    Column("asked_at", BigInteger),
    Column("outcome", Text),
    Column("settled_at", BigInteger),
    Column("taken_back_at", BigInteger),
    Column("tried_at", BigInteger),
    Column("trouble", Text),
    Column("tries", Integer, nullable=False),
    Column("retry_at", BigInteger),
)

writes = Table(
    "writes",
    metadata,
    Column("write_id", Integer, primary_key=True),
    Column("source", Text, nullable=False),
    Column("written_at", BigInteger, nullable=False),
)

# Alembic's, under a name of our own: a PostgreSQL database may serve others too.
version = Table("okrsync_version", MetaData(), Column("version_num", String(32), primary_key=True))

FACTS = tuple(column.name for column in _facts())
