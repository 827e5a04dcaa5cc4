"""Questions to a site, and the issues that answer them."""

from __future__ import annotations

from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from okrsync.errors import DeadlineReached, TrackerError
from okrsync.trackers.jira.jql import quoted
from okrsync.trackers.jira.paging import by_key, by_row, by_token, left, next_token, total
from okrsync.trackers.jira.refusals import QueryRejected
from okrsync.trackers.jira.values import record, records

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from okrsync.trackers.jira.paging import Answer, Issues
    from okrsync.trackers.jira.site import Site

PAGE_SIZE = 100
_IDS_OF_CLOUD, _IDS_OF_CENTER = 5000, 1000  # the most either sends at once, where it sends ids alone
_LONGEST_ADDRESS = 2000  # characters of a question that still goes into a GET
_ALWAYS_THERE = {"summary", "updated"}


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
        host = self._site.session.host
        is_cloud = self._site.is_cloud()
        is_all = next_token(answer, host) is None if is_cloud else left(answer, host) == 0
        return Newest(records(answer.get("issues")), is_all)

    def pages(self, question: str, trail: Sequence[str] = ()) -> Iterator[Issues]:
        """All issues by their keys: no edit changes that order, so none moves past the reader.

        With the keys of a `trail`, those from its last one on.
        """
        walk = by_token if self._site.is_cloud() else by_key
        return walk(partial(self._ask_by_key, question), self._site.session.host, trail)

    def ids(self, question: str) -> Iterator[tuple[str, ...]]:
        """The lasting ids of all issues. Nothing else is read of them, so that a page holds many."""
        is_cloud = self._site.is_cloud()
        size, walk = (_IDS_OF_CLOUD, by_token) if is_cloud else (_IDS_OF_CENTER, by_key)
        for issues in walk(partial(self._ask_for_ids, question, size), self._site.session.host):
            yield tuple(str(issue["id"]) for issue in issues if issue.get("id"))

    def anywhere(self, question: str) -> Iterator[Issues]:
        """All issues, of several projects perhaps, whose keys have no common order."""
        walk = by_token if self._site.is_cloud() else by_row
        return walk(partial(self._ask_by_key, question), self._site.session.host)

    def latest(self, question: str, most: int) -> Iterator[dict[str, Any]]:
        """Those that changed last, at most so many, newest first."""
        walk = by_token if self._site.is_cloud() else by_row
        pages = walk(lambda _, **more: self._ask(question, "updated DESC", **more), self._site.session.host)
        return islice((issue for page in pages for issue in page), most)

    def count(self, question: str) -> int:
        """How many issues there are, without reading any. Cloud's count may be late by a few minutes."""
        session, what = self._site.session, f"the number of issues ({question})"
        if self._site.is_cloud():
            answer = session.read("search/approximate-count", dict, what=what, body={"jql": question})
            return total(answer, session.host, "count")
        params = {"jql": question, "maxResults": 0, "fields": "id"}
        return total(session.read("search", dict, what=what, params=params), session.host)

    def count_if_told(self, question: str) -> int | None:
        """What Cloud counts, where it tells. Data Center's pages each say how many are left."""
        if not self._site.is_cloud():
            return None
        try:
            return self.count(question)
        except DeadlineReached:
            raise
        except TrackerError:
            return None

    def with_keys(self, keys: list[str]) -> Issues:
        """Those of these issues that can be found, at most a page full."""
        listed = ", ".join(quoted(key) for key in keys)
        # Without this one unknown key would fail the search for all of them.
        answer = self._ask_by_key(f"key in ({listed})", "", validateQuery="false")
        return records(answer.get("issues"))

    def with_ids(self, question: str, ids: Sequence[str]) -> Issues:
        """Those of these issues, at most a page full, that answer the question; none when one is no more."""
        try:
            answer = self._ask_by_key(question, f"id in ({', '.join(ids)})")
        except QueryRejected:
            return []
        return records(answer.get("issues"))

    def _ask_for_ids(self, question: str, size: int, further: str, **more: str) -> Answer:
        asked = f"{question} AND {further}" if further else question
        parameters = {"jql": f"{asked} ORDER BY key ASC", "maxResults": size, **more}
        return self._send(parameters, f"the ids of issues ({question})", ["id"])

    def _ask_by_key(self, question: str, further: str, **more: str) -> Answer:
        return self._ask(f"{question} AND {further}" if further else question, "key ASC", **more)

    def _ask(self, question: str, order: str, **more: str) -> Answer:
        asked: dict[str, Any] = {"jql": f"{question} ORDER BY {order}", "maxResults": PAGE_SIZE, **more}
        what, fields = f"issues ({question})", self._site.to_read()
        answer = self._send(asked, what, fields)
        if self._site.repeats_parameters and _lost_its_fields(answer):
            self._site.repeats_parameters = False
            answer = self._send(asked, what, fields)
        return answer

    def _send(self, asked: dict[str, Any], what: str, fields: list[str]) -> Answer:
        path = "search/jql" if self._site.is_cloud() else "search"
        if len(asked["jql"]) > _LONGEST_ADDRESS:
            return self._site.session.read(path, dict, what=what, body={**asked, "fields": fields})
        sent = fields if self._site.repeats_parameters else ",".join(fields)
        return self._site.session.read(path, dict, what=what, params={**asked, "fields": sent})


def _lost_its_fields(answer: Answer) -> bool:
    """Whether issues lack what each has: of a list in an address some programs read one entry only."""
    issues = records(answer.get("issues"))
    return bool(issues) and not any(record(issue.get("fields")).keys() >= _ALWAYS_THERE for issue in issues)
