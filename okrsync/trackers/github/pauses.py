"""How long GitHub asks us to wait. Its limits come as 403, 429, and on GraphQL as 200."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from okrsync.errors import TrackerError

if TYPE_CHECKING:
    from okrsync.trackers.github.answers import Answer, Asked

_UNSAID = 60.0  # GitHub: at least a minute where it names no time
_WORDS = ("rate limit", "retry your request again later", "wait a few minutes before you try again")


class LimitReached(TrackerError):
    """GitHub asks for a longer pause than we make."""


def pause(answer: Answer, earlier: int) -> float | None:
    """Seconds to wait before asking again, after `earlier` pauses for the same; None for no pause."""
    if not _is_limit(answer):
        return None
    headers = answer.headers
    if "retry-after" in headers:
        return max(_retry_after(headers["retry-after"], answer), 2.0**earlier)
    if headers.get("x-ratelimit-remaining") == "0" and "x-ratelimit-reset" in headers:
        return max(_until_reset(headers["x-ratelimit-reset"], answer), 2.0**earlier)
    return _UNSAID * 2.0**earlier


def too_long(answer: Answer, seconds: float, asked: Asked) -> LimitReached:
    """The failure for such a pause: it says when to come back."""
    now = server_time(answer)
    again = f"after {now + timedelta(seconds=seconds):%H:%M} UTC" if now else f"in {seconds / 60:.0f} minutes"
    return LimitReached(
        f"{asked.host} allows {asked.credential} no more requests for now ({answer.status}). "
        f"Run okrsync again {again}."
    )


def server_time(answer: Answer) -> datetime | None:
    """The clock of the server, if it shows it."""
    return _date(answer.headers.get("date", ""))


def _is_limit(answer: Answer) -> bool:
    if answer.status == 200:  # noqa: PLR2004 (GraphQL's way)
        return any(error.get("type") == "RATE_LIMITED" for error in answer.errors)
    if answer.status == 403:  # noqa: PLR2004 (a limit, or a missing right)
        message = answer.message.casefold()
        return (
            "retry-after" in answer.headers
            or answer.headers.get("x-ratelimit-remaining") == "0"
            or any(words in message for words in _WORDS)
        )
    return answer.status == 429  # noqa: PLR2004 (too many requests)


def _retry_after(asked: str, answer: Answer) -> float:
    if asked.strip().isdigit():
        return float(asked)
    until = _date(asked)
    return _from_now(until, answer) if until else _UNSAID


def _until_reset(stamp: str, answer: Answer) -> float:
    try:  # plus a second: it is not said when in that second
        reset = datetime.fromtimestamp(int(float(stamp)) + 1, UTC)
    except (ValueError, OverflowError, OSError):
        return _UNSAID
    return _from_now(reset, answer)


def _from_now(until: datetime, answer: Answer) -> float:
    """Both times are the server's: a wrong local clock must not change the wait."""
    now = server_time(answer)
    return max(1.0, (until - now).total_seconds()) if now else _UNSAID


def _date(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text).astimezone(UTC)
    except (TypeError, ValueError):
        return None
