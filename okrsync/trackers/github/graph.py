"""GraphQL on one repository, in smaller pages where a question is too rich for GitHub's ten seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from okrsync.trackers.github.answers import QueryRefused, ServerFailed

if TYPE_CHECKING:
    from okrsync.trackers.github.client import Client

Payload = dict[str, Any]

_SIZES = (100, 50, 20)  # a query that times out is charged for, and a smaller one does not


class Graph:
    """Asks about one repository. Once pages had to shrink they stay small."""

    def __init__(self, client: Client, name: str) -> None:
        self._client = client
        self._name = name
        self._sizes = list(_SIZES)

    def ask(self, text: str, what: str, *, most: int = _SIZES[0], **variables: Any) -> Payload:
        """The repository as GraphQL tells it. ServerFailed when even the smallest page is too much."""
        owner, _, name = self._name.partition("/")
        asked = {"owner": owner, "name": name, **variables}
        while True:
            size = min(most, self._sizes[0])
            try:
                data = self._client.query(text, {**asked, "size": size}, f"{what} of {self._name}", tries=1)
            except ServerFailed:
                if len(self._sizes) == 1:
                    raise
                del self._sizes[0]
                continue
            found = data.get("repository")
            if not isinstance(found, dict):
                raise QueryRefused(f"GraphQL shows no {what} of {self._name}.")
            return found


def turn(page: Payload, after: str | None) -> str | None:
    """Where the next page of a connection begins; None after the last."""
    told = page.get("pageInfo") or {}
    further = told.get("endCursor") if told.get("hasNextPage") else None
    return None if further in (None, after) else str(further)


def nodes(page: Payload) -> list[Payload]:
    """The entries of a connection that were shown: those we may not see come as null."""
    return [node for node in page.get("nodes") or () if isinstance(node, dict)]
