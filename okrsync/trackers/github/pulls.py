"""Branches and closing references of a repository's pull requests: GraphQL where there is any, else REST."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from okrsync.trackers.github.answers import QueryRefused, ServerFailed
from okrsync.trackers.github.items import PullFacts, pull_facts
from okrsync.trackers.github.pauses import LimitReached

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from okrsync.trackers.github.client import Client

Payload = dict[str, Any]

# Rich queries time out after 10 s on GitHub, at the caller's cost: smaller ones do not.
_SIZES = (100, 50, 20)
_MOST_READINGS = 4  # of one walk: the first, and a few for what changed meanwhile

_QUERY = """
query($owner: String!, $name: String!, $size: Int!, $after: String) {
  repository(owner: $owner, name: $name) {
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
  }
}
"""


class PullRequests:
    """Asks for all that changed since a time, in one go, the first time a pull request turns up."""

    def __init__(self, client: Client, source: str, name: str, *, since: str, has_graphql: bool) -> None:
        self._client = client
        self._source = source
        self._name = name
        self._newest = since  # all that changed up to here is known, or of no interest
        self._facts: dict[int, PullFacts] = {}
        self._readings = 0
        self.has_graphql = has_graphql
        self.is_whole = True  # False: GraphQL failed for now, so closing references may be missing

    def facts(self, rows: Iterable[Payload]) -> dict[int, PullFacts]:
        """What is known of the pull requests among `rows`, each given away once: memory stays flat."""
        pulls = {row.get("number"): str(row.get("updated_at")) for row in rows if row.get("pull_request")}
        has_news = any(
            number not in self._facts or updated > self._newest for number, updated in pulls.items()
        )
        if has_news and self._readings < _MOST_READINGS:
            self._read()
        return {number: self._facts.pop(number) for number in pulls if number in self._facts}

    def _read(self) -> None:
        self._readings += 1
        try:
            self._keep(self._from_graphql() if self.has_graphql else self._from_rest())
        except (ServerFailed, LimitReached):
            self.is_whole = False
            self._keep(self._from_rest())
        except QueryRefused:
            self.has_graphql = False
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
        after, sizes = None, list(_SIZES)
        while True:
            try:
                page = self.page(sizes[0], after)
            except ServerFailed:
                if len(sizes) == 1:
                    raise
                del sizes[0]
                continue
            yield from (node for node in page.get("nodes") or () if node and node.get("number"))
            turn = page.get("pageInfo") or {}
            if not turn.get("hasNextPage") or turn.get("endCursor") in (None, after):
                return
            after = turn["endCursor"]

    def page(self, size: int, after: str | None) -> Payload:
        """One page of what GraphQL tells. QueryRefused where it shows no pull requests."""
        owner, _, name = self._name.partition("/")
        variables = {"owner": owner, "name": name, "size": size, "after": after}
        data = self._client.query(_QUERY, variables, f"the pull requests of {self._name}", tries=1)
        page = (data.get("repository") or {}).get("pullRequests")
        if not isinstance(page, dict):
            raise QueryRefused(f"GraphQL shows no pull requests of {self._name}.")
        return page

    def _linked(self, node: Payload) -> PullFacts:
        return PullFacts(node.get("headRefName") or "", closing_refs(node, self._source))

    def _from_rest(self) -> Iterator[tuple[int, str, PullFacts]]:
        for pulls in pages_of_pulls(self._client, self._name, self._newest):
            yield from ((pull["number"], str(pull.get("updated_at")), pull_facts(pull)) for pull in pulls)


def answers_graphql(client: Client, name: str) -> bool:
    """Whether GraphQL tells of these pull requests, asked for as little as can be."""
    try:
        PullRequests(client, "", name, since="", has_graphql=True).page(1, None)
    except (QueryRefused, ServerFailed, LimitReached):
        return False
    return True


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
