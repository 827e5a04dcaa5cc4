"""How fast we may write: GitHub bounds what an account creates in a minute and in an hour."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
# Others write with the same account, `check` above all: some of the 80 and 500 is theirs.
MOST_IN = {MINUTE: 60, HOUR: 400}


def free_at(writes: Sequence[datetime], now: datetime) -> datetime:
    """When the next write may be made, after those of the last hour; `writes` in any order."""
    free = now
    for span, most in MOST_IN.items():
        recent = sorted(at for at in writes if at > now - span)
        if len(recent) >= most:
            free = max(free, recent[-most] + span)
    return free
