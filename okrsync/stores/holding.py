"""One sync at a time: a row that says who holds the store, on whichever host."""

from __future__ import annotations

import os
import socket
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import uuid4

from sqlalchemy import or_, select, update

from okrsync.errors import StoreError
from okrsync.stores.rows import from_micros, keepable, to_micros
from okrsync.stores.schema import holds

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy import Connection, Engine, Row

# Longer than a tracker makes anybody wait between two pages, short enough not to miss a host that died.
EXPIRES = timedelta(minutes=15)
_FIRST_PAUSE, _LONGEST_PAUSE = 0.1, 5.0  # seconds
_THE_ROW = holds.c.name == "sync"
_FREE = {"token": None, "holder": None, "host": None, "pid": None, "since": None, "expires_at": None}


class Patience(NamedTuple):
    """How time passes for one who waits."""

    clock: Callable[[], datetime]
    wait: Callable[[float], None]  # seconds


class Hold:
    """The right to sync. Each page saved makes it last longer; once another took it, pages are refused."""

    def __init__(self, engine: Engine, patience: Patience) -> None:
        self._engine = engine
        self._patience = patience
        self._token: str | None = None

    def take(self, who: str, wait_seconds: float) -> None:
        """Wait for it as long as told; StoreError names who has it then."""
        token, pause = uuid4().hex, _FIRST_PAUSE
        until = self._patience.clock() + timedelta(seconds=wait_seconds)
        while (other := self._try(token, who)) is not None:
            remaining = (until - self._patience.clock()).total_seconds()
            if remaining <= 0:
                raise StoreError(_held_by(other))
            self._patience.wait(min(pause, remaining))
            pause = min(2 * pause, _LONGEST_PAUSE)
        self._token = token

    def renew(self, connection: Connection) -> None:
        """To be the first statement of each transaction that writes: there SQLite waits its turn."""
        expires_at = to_micros(self._patience.clock() + EXPIRES)
        if self._token is None:
            connection.execute(update(holds).where(_THE_ROW).values(name="sync"))
            return
        mine = update(holds).where(_THE_ROW, holds.c.token == self._token).values(expires_at=expires_at)
        if not connection.execute(mine).rowcount:
            raise StoreError(
                "Another sync took over the store after this one had been silent for 15 minutes; "
                "what it had saved is kept: run it again."
            )

    def release(self) -> None:
        token, self._token = self._token, None
        with self._engine.begin() as connection:
            connection.execute(update(holds).where(_THE_ROW, holds.c.token == token).values(_FREE))

    def _try(self, token: str, who: str) -> Row[Any] | None:
        """None when it is ours now; else who has it."""
        now = self._patience.clock()
        ours = update(holds).where(_THE_ROW).values(_ours(token, who, now))
        with self._engine.begin() as connection:
            free = or_(holds.c.token.is_(None), holds.c.expires_at <= to_micros(now))
            if connection.execute(ours.where(free)).rowcount:
                return None
            other = connection.execute(select(holds).where(_THE_ROW)).one()
            if not _is_dead(other):
                return other
            taken = connection.execute(ours.where(holds.c.token == other.token)).rowcount
            return None if taken else other


def _ours(token: str, who: str, now: datetime) -> dict[str, Any]:
    return {
        "token": token,
        "holder": keepable(who),
        "host": socket.gethostname(),
        "pid": os.getpid(),
        "since": to_micros(now),
        "expires_at": to_micros(now + EXPIRES),
    }


def _is_dead(other: Row[Any]) -> bool:
    """Whether its process ran on this very host and is no more."""
    # On Windows signal 0 is no question but Ctrl-C.
    if other.host != socket.gethostname() or os.name != "posix":
        return False
    try:
        os.kill(other.pid, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def _held_by(other: Row[Any]) -> str:
    since = from_micros(other.since).strftime("%Y-%m-%d %H:%M:%S UTC")
    return (
        f"The store is held by {other.holder} (process {other.pid} on {other.host}) since {since}. "
        "Wait until it is done; if it died, it lets go 15 minutes after its last sign of life."
    )
