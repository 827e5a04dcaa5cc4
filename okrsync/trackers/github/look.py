"""One GraphQL look at an item: what kind it is, what it closes, and our comment on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeGuard

from okrsync.trackers.github.answers import Forbidden, NoGraphQL, QueryRefused, ServerFailed
from okrsync.trackers.github.items import PullFacts
from okrsync.trackers.github.pauses import LimitReached
from okrsync.trackers.github.pulls import closing_refs

if TYPE_CHECKING:
    from okrsync.trackers.github.client import Client

_COMMENTS = """
      comments(last: 100, before: $before) {
        pageInfo { hasPreviousPage startCursor }
        nodes { fullDatabaseId viewerDidAuthor isMinimized author { login } body }
      }
"""
_FACTS = """
      headRefName
      baseRefName
      closingIssuesReferences(first: 50) { nodes { number repository { nameWithOwner } } }
"""
_LOOK = """
query($owner: String!, $name: String!, $number: Int!%s) {
  repository(owner: $owner, name: $name) {
    pullRequest(number: $number) { %s }
    issue(number: $number) { %s }
  }
}
"""


class Look(NamedTuple):
    """What GraphQL told. `comments` are at most the 100 before a point, None when it told none."""

    is_pull: bool | None = None  # None: it did not say
    facts: PullFacts | None = None
    comments: list[dict[str, Any]] | None = None
    before: str | None = None  # where older comments go on
    is_broken: bool = False  # it did not answer this time, and may another


class Looks:
    """Looks at items of one host, and stops asking once it answers none."""

    def __init__(self, client: Client, source: str, *, asks_for_rights: bool) -> None:
        self._client = client
        self._source = source
        self._queries = _queries(asks_for_rights=asks_for_rights)

    @property
    def has_graphql(self) -> bool:
        return bool(self._queries)

    def at(self, project: str, number: int, *, before: str | None = None) -> Look:
        """What can be told in one request; an empty look where nothing can."""
        owner, _, name = project.partition("/")
        asked = {"owner": owner, "name": name, "number": number, "before": before}
        while self._queries:
            try:
                data = self._client.query(self._queries[0], asked, f"{project}#{number}", tries=2)
            except (NoGraphQL, Forbidden):
                self._queries.clear()
            except QueryRefused:
                del self._queries[0]
            except (ServerFailed, LimitReached):
                return Look(is_broken=True)
            else:
                return self._look(data.get("repository") or {})
        return Look()

    def _look(self, found: dict[str, Any]) -> Look:
        pull, issue = found.get("pullRequest"), found.get("issue")
        told = pull or issue
        if not isinstance(told, dict):
            return Look()
        facts = PullFacts(pull.get("headRefName") or "", closing_refs(pull, self._source)) if pull else None
        comments = told.get("comments")
        if not _is_whole(comments):
            return Look(bool(pull), facts)
        page = comments["pageInfo"]
        before = page["startCursor"] if page["hasPreviousPage"] else None
        return Look(bool(pull), facts, comments["nodes"], before)


def _is_whole(comments: Any) -> TypeGuard[dict[str, Any]]:
    """Whether these comments tell whose each is, and where older ones go on: else ours would be missed."""
    try:
        page, nodes = comments["pageInfo"], comments["nodes"]
        goes_on = not page["hasPreviousPage"] or page["startCursor"]
        return bool(goes_on) and all(
            node["viewerDidAuthor"] is not None and node["fullDatabaseId"] for node in nodes
        )
    except (KeyError, TypeError):
        return False


def _queries(*, asks_for_rights: bool) -> list[str]:
    """Best first: an older host does not know every field of the first, and refuses it whole."""
    rights = "viewerDidAuthor viewerCanUpdate" if asks_for_rights else "viewerDidAuthor"
    comments = _COMMENTS.replace("viewerDidAuthor", rights)
    return [
        _LOOK % (", $before: String", _FACTS + comments, comments),
        _LOOK % ("", _FACTS, "number"),
    ]
