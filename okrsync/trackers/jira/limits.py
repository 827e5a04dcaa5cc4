"""What a limit of Jira holds back, and for how long: everything, one endpoint, or the writes on one issue."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

EVERYTHING = "everything"
_REASONS = {
    "jira-quota-global-based": "the hourly quota is used up",
    "jira-quota-tenant-based": "the site's hourly quota is used up",
    "jira-burst-based": "too many requests in a second",
    "jira-per-issue-on-write": "too many changes of one issue",
}
_NAMED_IN = ("issue", "comment", "project", "version", "properties")  # a name follows in the address
_NO_NAMES = ("bulkfetch", "search")


class Request(NamedTuple):
    """What is sent. `path` begins below /rest/api/2."""

    method: str
    path: str
    params: Mapping[str, Any] | None = None
    body: Mapping[str, Any] | None = None
    is_write: bool = False

    @property
    def endpoint(self) -> str:
        """Method and path, without the names in it: those of all issues are one endpoint."""
        words = self.path.split("/")
        for place, word in enumerate(words[:-1]):
            if word in _NAMED_IN and words[place + 1] not in _NO_NAMES:
                words[place + 1] = "*"
        return f"{self.method} {'/'.join(words)}"

    @property
    def scopes(self) -> tuple[str, ...]:
        """Every limit that holds this request back."""
        words = self.path.split("/")
        issue = (f"writes on {words[1]}",) if self.is_write and words[0] == "issue" else ()
        return (EVERYTHING, self.endpoint, *issue)


def scope(headers: Mapping[str, str], request: Request) -> str:
    """What a 429 or 503 holds back. Without a known reason it may be everything."""
    match headers.get("RateLimit-Reason"):
        case "jira-burst-based":
            return request.endpoint
        case "jira-per-issue-on-write" if request.is_write:
            return request.scopes[-1]
        case _:
            return EVERYTHING


def reason(headers: Mapping[str, str]) -> str:
    """Why, in words; empty when Jira does not say."""
    return _REASONS.get(headers.get("RateLimit-Reason", ""), "")


def asked_for(headers: Mapping[str, str]) -> float | None:
    """The seconds a refusal asks us to wait at least; None when it names none."""
    named = [_number(headers.get("Retry-After")), _until(headers, "Retry-After")]
    named += [_until(headers, "X-RateLimit-Reset"), interval(headers)]
    return max((seconds for seconds in named if seconds is not None), default=None)


def interval(headers: Mapping[str, str]) -> float | None:
    """How often Data Center fills its bucket. Refusing, it may say "Retry-After: 0" all the same."""
    return _number(headers.get("X-RateLimit-Interval-Seconds"))


def is_used_up(headers: Mapping[str, str]) -> bool:
    """Whether this answer took the last of Data Center's bucket, so that the next request is refused."""
    return _number(headers.get("X-RateLimit-Remaining")) == 0 and interval(headers) is not None


def server_time(headers: Mapping[str, str]) -> datetime | None:
    """The clock of the server, if it shows it."""
    return _moment(headers.get("Date", ""))


def _number(text: str | None) -> float | None:
    return float(text) if text and text.strip().isdecimal() else None


def _until(headers: Mapping[str, str], name: str) -> float | None:
    """Seconds to a moment, by the clock of the server that named it."""
    then, now = _moment(headers.get(name, "")), server_time(headers)
    return max(0.0, (then - now).total_seconds()) if then and now else None


def _moment(text: str) -> datetime | None:
    """An HTTP date, or one in ISO 8601 as `X-RateLimit-Reset` has it."""
    for read in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            moment = read(text.strip())
        except ValueError:
            continue
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return None
