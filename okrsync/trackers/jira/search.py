"""Every issue of a question, page by page: by token on Cloud, by key on Data Center."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any, NamedTuple

from okrsync.errors import TrackerError
from okrsync.trackers.jira.jql import quoted
from okrsync.trackers.jira.refusals import QueryRejected
from okrsync.trackers.jira.values import records, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from okrsync.trackers.jira.site import Site

PAGE_SIZE = 100
_LONGEST_ADDRESS = 2000  # characters of a question that still goes into a GET
_TRAIL = 1024  # keys remembered, in case the last ones are moved or deleted meanwhile
_MOST_STARTS = 5
Issues = list[dict[str, Any]]


class Newest(NamedTuple):
    """The issues changed last, newest first; `is_all` when there are no others."""

    issues: Issues
    is_all: bool


class Search:
    """Searches one site."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def newest(self, question: str) -> Newest:
        """One page, a snapshot: what changes after it is newer than its first issue."""
        answer = self._ask(question, "updated DESC")
        issues = records(answer.get("issues"))
        return Newest(
            issues, is_all=self._next_token(answer) is None if self._site.is_cloud() else _left(answer) == 0
        )

    def pages(self, question: str) -> Iterator[Issues]:
        """All issues by their keys: no edit changes that order, so none moves past the reader."""
        return self._by_token(question) if self._site.is_cloud() else self._by_key(question)

    def with_keys(self, keys: list[str]) -> Issues:
        """Those of these issues that can be found, at most a page full."""
        listed = ", ".join(quoted(key) for key in keys)
        # Without this one unknown key would fail the search for all of them.
        answer = self._ask(f"key in ({listed})", "key ASC", validateQuery="false")
        return records(answer.get("issues"))

    def _by_token(self, question: str) -> Iterator[Issues]:
        seen: set[str] = set()
        token: str | None = ""
        while token is not None:
            answer = self._ask(question, "key ASC", **({"nextPageToken": token} if token else {}))
            yield records(answer.get("issues"))
            token = self._next_token(answer)
            if token in seen:
                raise TrackerError(
                    f"{self._host} sent the same page token twice, so its list has no end; try again."
                )
            seen.add(token or "")

    def _next_token(self, answer: dict[str, Any]) -> str | None:
        """None on the last page. Cloud sends neither a total nor the number of pages."""
        token = text(answer.get("nextPageToken"))
        if answer.get("isLast") is True or not (token or answer.get("isLast") is False):
            return None
        if not token:
            raise TrackerError(f"{self._host} says that a list goes on, but not how; try again.")
        return token

    def _by_key(self, question: str) -> Iterator[Issues]:
        """Each page asks for keys beyond the last one: `startAt` shifts under edits and ends at 10,000.

        No row is skipped: keys are unique and keep their order. No loop: each page lies beyond its bound,
        and the walk begins anew a few times at most.
        """
        furthest, trail = 0, deque[str](maxlen=_TRAIL)
        for _ in range(_MOST_STARTS):
            answer: dict[str, Any] | None = self._ask(question, "key ASC")
            while answer is not None:
                issues = records(answer.get("issues"))
                yield [issue for issue in issues if _number(issue) > furthest]
                if _left(answer) == 0:
                    return
                if not issues:
                    raise TrackerError(f"{self._host} says that a list goes on, but sends nothing of it.")
                furthest = max(furthest, _number(issues[-1]))
                trail.extend(text(issue.get("key")) for issue in issues)
                answer = self._beyond(question, trail)
        raise TrackerError(
            f"{self._host}: issues are moved or deleted faster than they can be read; try later."
        )

    def _beyond(self, question: str, trail: deque[str]) -> dict[str, Any] | None:
        """The page after the last of these keys, or after an earlier one; None when no key is of use.

        Jira looks the bound up: a deleted one is an error, and one moved away silently finds nothing at all.
        Only a page with issues proves that its bound was understood.
        """
        back = 1
        while back <= len(trail):
            bound = trail[-back]
            back *= 2
            try:
                answer = self._ask(f"{question} AND key > {quoted(bound)}", "key ASC")
            except QueryRejected:
                continue
            found = records(answer.get("issues"))
            if any(_number(issue) <= _number({"key": bound}) for issue in found):
                raise TrackerError(
                    f"{self._host} does not page by key, so its list has no end; is it a real Jira?"
                )
            if found:
                return answer
        return None

    def _ask(self, question: str, order: str, **more: str) -> dict[str, Any]:
        path = "search/jql" if self._site.is_cloud() else "search"
        asked: dict[str, Any] = {
            "jql": f"{question} ORDER BY {order}",
            "maxResults": PAGE_SIZE,
            "fields": self._site.fields().to_read,
            **more,
        }
        what = f"issues ({question})"
        if len(asked["jql"]) > _LONGEST_ADDRESS:
            return self._site.session.read(path, dict, what=what, body=asked)
        return self._site.session.read(path, dict, what=what, params=asked)

    @property
    def _host(self) -> str:
        return self._site.session.host


def _left(answer: Mapping[str, Any]) -> int:
    """How many issues of a Data Center's answer are on later pages."""
    total = answer.get("total")
    if not isinstance(total, int):
        raise TrackerError(
            "Jira's answer to a search has no total, so its end cannot be told; is `url` right?"
        )
    return max(0, total - len(records(answer.get("issues"))))


def _number(issue: Mapping[str, Any]) -> int:
    digits = text(issue.get("key")).rpartition("-")[2]
    return int(digits) if digits.isdecimal() else 0
