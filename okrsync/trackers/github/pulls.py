"""Branches and closing references of a repository's pull requests: GraphQL where there is any, else REST."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from okrsync.trackers.github.answers import Forbidden, NoGraphQL, QueryRefused, ServerFailed
from okrsync.trackers.github.graph import Graph, nodes, turn
from okrsync.trackers.github.items import PullFacts, pull_facts
from okrsync.trackers.github.milestones import MILESTONES, all_of
from okrsync.trackers.github.pauses import LimitReached

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from okrsync.ports import Mark
    from okrsync.trackers.github.client import Client

Payload = dict[str, Any]

_MOST_READINGS = 4  # of one walk: the first, and a few for what changed meanwhile
_MANY = 100  # on a page
_FEW = 20  # on the first one where the others are known, and as many as are looked at twice

_PULLS = """
    pullRequests(first: $size, after: $after, orderBy: {field: UPDATED_AT, direction: DESC}) {
      pageInfo { hasNextPage endCursor }
      nodes {
        number
        updatedAt
        headRefName
        baseRefName
        closingIssuesReferences(first: 10) { nodes { number repository { nameWithOwner } } }
      }
    }
"""
_QUERY = """
query($owner: String!, $name: String!, $size: Int!, $after: String) {
  repository(owner: $owner, name: $name) { %s }
}
"""


class PullRequests:
    """Reads all that changed since a time, in one go, when a pull request turns up that is not known.

    What GraphQL does not tell now, though it may another time, is owed: `owed_since` is for the mark.
    """

    def __init__(self, client: Client, source: str, name: str, before: Mark) -> None:
        since = before.get("since") or ""
        owed = before.get("pulls_since")
        self._client = client
        self._source = source
        self._name = name
        self._graph = Graph(client, name)
        self._since: str = since if owed is None else min(owed, since)
        self._newest = self._since  # all that changed up to here is known, or of no interest
        self._most = min(_FEW + len(before.get("recent", ())), _MANY) if self._since else _MANY
        self._first: Payload | None = None  # page of them, read with the milestones
        self._facts: dict[int, PullFacts] = {}
        self._readings = 0
        self._is_down = False  # GraphQL, for the time being
        self._owes = owed is not None
        self.has_graphql = True
        self.has_milestones: bool = before.get("has_milestones", True)

    @property
    def owed_since(self) -> str | None:
        return self._since if self._owes else None

    def milestones(self) -> list[Payload] | None:
        """The repository's, in one request with the first pull requests; None where REST has to tell."""
        if not self.has_milestones:
            return None
        try:
            found = self._ask(MILESTONES + _PULLS, most=self._most)
        except (ServerFailed, LimitReached):
            self._is_down = True
            return None
        except QueryRefused as refused:
            self.has_graphql = not isinstance(refused, NoGraphQL | Forbidden)
            self.has_milestones = not self.has_graphql
            return None
        self._first = found.get("pullRequests")
        return all_of(found.get("milestones"))

    def facts(self, rows: Iterable[Payload]) -> dict[int, PullFacts]:
        """What is known of the pull requests among `rows`, each given away once: memory stays flat."""
        pulls = {row.get("number"): str(row.get("updated_at")) for row in rows if row.get("pull_request")}
        has_news = any(
            number not in self._facts or updated > self._newest for number, updated in pulls.items()
        )
        if has_news and self._readings < _MOST_READINGS:
            self._read()
        return {number: self._facts.pop(number) for number in pulls if number in self._facts}

    def owed(self) -> Iterator[list[tuple[Payload, PullFacts]]]:
        """Pull requests whose references GraphQL owed us from an earlier walk, once it tells them."""
        if not self._owes or not self._answers:
            return
        if not self._readings:
            self._read()
        if not self._answers:
            return
        if self._facts:
            for pulls in pages_of_pulls(self._client, self._name, self._since):
                yield [(pull, self._facts[pull["number"]]) for pull in pulls if pull["number"] in self._facts]
        self._owes = False

    @property
    def _answers(self) -> bool:
        return self.has_graphql and not self._is_down

    def _read(self) -> None:
        self._readings += 1
        try:
            if self._answers:
                self._keep(self._from_graphql())
        except (ServerFailed, LimitReached):
            self._is_down = True
        except QueryRefused:
            self.has_graphql = False
        if not self._answers:
            self._owes = True
            self._keep(self._from_rest())

    def _keep(self, found: Iterator[tuple[int, str, PullFacts]]) -> None:
        newest = self._newest
        for number, updated, facts in found:
            self._facts[number] = facts
            newest = max(newest, updated)
        self._newest = newest

    def _from_graphql(self) -> Iterator[tuple[int, str, PullFacts]]:
        for node in self._nodes():
            if str(node.get("updatedAt")) < self._newest:
                return
            yield node["number"], str(node.get("updatedAt")), self._linked(node)

    def _nodes(self) -> Iterator[Payload]:
        after: str | None = None
        page, self._first = self._first, None
        while True:
            found = page or self._ask(_PULLS, after=after).get("pullRequests")
            if not isinstance(found, dict):
                raise QueryRefused(f"GraphQL shows no pull requests of {self._name}.")
            yield from (node for node in nodes(found) if node.get("number"))
            after, page = turn(found, after), None
            if after is None:
                return

    def _ask(self, what: str, *, most: int = _MANY, after: str | None = None) -> Payload:
        return self._graph.ask(_QUERY % what, "the pull requests", most=most, after=after)

    def _linked(self, node: Payload) -> PullFacts:
        return PullFacts(node.get("headRefName") or "", closing_refs(node, self._source))

    def _from_rest(self) -> Iterator[tuple[int, str, PullFacts]]:
        for pulls in pages_of_pulls(self._client, self._name, self._newest):
            yield from ((pull["number"], str(pull.get("updated_at")), pull_facts(pull)) for pull in pulls)


def closing_refs(node: Payload, source: str) -> tuple[str, ...]:
    """The issues a pull request is linked to, as far as we may see them: others come as null."""
    linked = (node.get("closingIssuesReferences") or {}).get("nodes") or ()
    return tuple(
        f"{source}:{issue['repository']['nameWithOwner']}#{issue['number']}"
        for issue in linked
        if issue and issue.get("number") and (issue.get("repository") or {}).get("nameWithOwner")
    )


def pages_of_pulls(client: Client, name: str, since: str) -> Iterator[list[Payload]]:
    """Pull requests by REST, those changed last first, down to `since`; this list knows no filter by time."""
    query = {"state": "all", "sort": "updated", "direction": "desc"}
    pages = client.pages(f"/repos/{quote(name)}/pulls", f"the pull requests of {name}", query)
    for page in pages:
        changed = [pull for pull in page.rows if str(pull.get("updated_at")) >= since]
        yield changed
        if len(changed) < len(page.rows):
            return
