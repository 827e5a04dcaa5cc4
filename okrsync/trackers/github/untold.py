"""What an older host leaves out of its REST issues and GraphQL tells: the parent, and the type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from okrsync.trackers.github.answers import Forbidden, NoGraphQL, QueryRefused
from okrsync.trackers.github.graph import Graph, nodes, turn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from okrsync.trackers.github.client import Client
    from okrsync.trackers.github.refs import Ref

Payload = dict[str, Any]

_PARTS = {
    "parent": "parent { number repository { nameWithOwner } }",
    "issueType": "issueType { name }",
}
_INTROSPECTION = 'query { __type(name: "Issue") { fields { name } } }'
_ISSUES = """
query($owner: String!, $name: String!, $size: Int!, $after: String%s) {
  repository(owner: $owner, name: $name) {
    issues(first: $size, after: $after, orderBy: {field: UPDATED_AT, direction: ASC}%s) {
      pageInfo { hasNextPage endCursor }
      nodes { number %s }
    }
  }
}
"""
_ISSUE = """
query($owner: String!, $name: String!, $number: Int!) {
  repository(owner: $owner, name: $name) { issue(number: $number) { number %s } }
}
"""


class Host:
    """Which of these fields a host's GraphQL knows: asked of it once, and kept in the marks."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self.fields: tuple[str, ...] | None = None  # None: not asked yet

    def knows(self) -> tuple[str, ...]:
        if self.fields is None:
            self.fields = self._ask()
        return self.fields

    def recall(self, kept: object) -> None:
        """Take over what a mark knows."""
        if self.fields is None and isinstance(kept, list):
            self.fields = tuple(part for part in _PARTS if part in kept)

    def refused(self) -> None:
        """It does not answer what we took it to know."""
        self.fields = ()

    def _ask(self) -> tuple[str, ...]:
        try:
            told = self._client.query(_INTROSPECTION, {}, "what it knows of issues").get("__type") or {}
        except (NoGraphQL, Forbidden):
            return ()
        except QueryRefused:  # it does not like to be asked that, and may know parents all the same
            return ("parent",)
        known = {field.get("name") for field in told.get("fields") or () if isinstance(field, dict)}
        return tuple(part for part in _PARTS if part in known)


class Untold:
    """Fills in the issues of one walk. Its pages of GraphQL keep step with those of REST."""

    def __init__(self, client: Client, host: Host, name: str, since: str) -> None:
        self._graph = Graph(client, name)
        self._host = host
        self._since = since
        self._told: dict[int, Payload] = {}
        self._pages: Iterator[list[Payload]] | None = None
        self.is_lacking = False  # True: nobody tells these issues' parents

    def fill(self, rows: list[Payload]) -> list[Payload]:
        """The rows with what they lack. A key that is absent is not taken for a parent that is."""
        lacking = {row["number"] for row in rows if lacks(row) and "number" in row}
        if not lacking:
            return rows
        self._read(lacking)
        return [self._filled(row) if row.get("number") in lacking else row for row in rows]

    def _read(self, lacking: Iterable[int]) -> None:
        try:
            if self._pages is None:
                self._pages = self._read_pages() if self._host.knows() else iter(())
            while not self._told.keys() >= set(lacking):
                page = next(self._pages, None)
                if page is None:
                    break
                self._told.update((node["number"], node) for node in page)
        except QueryRefused:
            self._host.refused()
        self.is_lacking = self.is_lacking or "parent" not in self._host.knows()

    def _filled(self, row: Payload) -> Payload:
        node = self._told.pop(row["number"], None)
        return row if node is None else filled(row, node)

    def _read_pages(self) -> Iterator[list[Payload]]:
        after: str | None = None
        declared, filtered = (
            (", $since: DateTime", ", filterBy: {since: $since}") if self._since else ("", "")
        )
        query = _ISSUES % (declared, filtered, _parts(self._host))
        since: dict[str, Any] = {"since": self._since} if self._since else {}
        while True:
            found = self._graph.ask(query, "the issues", after=after, **since).get("issues")
            if not isinstance(found, dict):
                raise QueryRefused("GraphQL shows no issues.")
            yield [node for node in nodes(found) if node.get("number")]
            after = turn(found, after)
            if after is None:
                return


def filled_one(client: Client, host: Host, place: Ref, row: Payload) -> Payload:
    """One issue, with what its host's REST left out."""
    if not lacks(row) or not host.knows():
        return row
    query = _ISSUE % _parts(host)
    try:
        found = Graph(client, place.project).ask(query, "the issues", number=place.number).get("issue")
    except QueryRefused:
        host.refused()
        return row
    return filled(row, found) if isinstance(found, dict) else row


def lacks(row: Payload) -> bool:
    return "parent_issue_url" not in row and not row.get("pull_request")


def filled(row: Payload, node: Payload) -> Payload:
    """What GraphQL tells, in the words of REST."""
    parent = node.get("parent") or {}
    name = (parent.get("repository") or {}).get("nameWithOwner")
    address = f"/repos/{name}/issues/{parent.get('number')}" if name else None
    return {"type": node.get("issueType"), **row, "parent_issue_url": address}


def _parts(host: Host) -> str:
    return " ".join(_PARTS[part] for part in host.knows())
