"""Our comment on an item: found, posted once, edited quietly."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from okrsync.errors import NotVisible, TrackerError, UsageError, WriteRefused
from okrsync.ports import Comment
from okrsync.trackers.github.refs import Ref, parse

if TYPE_CHECKING:
    from collections.abc import Collection

    from okrsync.trackers.github.client import Client
    from okrsync.trackers.github.look import Look, Looks

_MARKER = re.compile(r"<!-- okrsync:v1(?=[\s>-])")
_MINIMIZE = """
mutation($id: ID!) { minimizeComment(input: {subjectId: $id, classifier: RESOLVED}) { clientMutationId } }
"""
_UNMINIMIZE = """
mutation($id: ID!) { unminimizeComment(input: {subjectId: $id}) { clientMutationId } }
"""
_WORKFLOW = "github-actions[bot]"  # whose token may not ask for its own name


class Comments:
    """GraphQL tells which comments are ours. Without it, the author's name has to."""

    def __init__(self, client: Client, looks: Looks, authors: Collection[str]) -> None:
        self._client = client
        self._looks = looks
        self._authors = {_plain(author) for author in authors}
        self._looked: dict[Ref, Look] = {}
        self._login: str | None = None  # ours, once it is known
        self._has_asked = False

    def look(self, ref: Ref) -> Look:
        """Look at an item, and remember its comments for the first time they are asked for."""
        look = self._looked[ref] = self._looks.at(ref.project, ref.number)
        return look

    def of(self, ref: Ref) -> tuple[Comment, ...]:
        """Those with our marker by us or by `comments.authors`, oldest first. Anyone can write the marker."""
        look = self._looked.pop(ref, None) or self._looks.at(ref.project, ref.number)
        nodes = self._nodes(ref, look)
        comments = self._by_rest(ref) if nodes is None else [self._from_node(node) for node in nodes]
        return tuple(comment for comment in comments if comment)

    def create(self, ref: Ref, body: str) -> Comment:
        self._looked.pop(ref, None)
        try:
            path = _path(ref, f"{ref.number}/comments")
            posted = self._client.write("POST", path, str(ref), {"body": body})
        except NotVisible as error:
            raise WriteRefused(str(error)) from error
        self._login = (posted.get("user") or {}).get("login") or self._login
        return Comment(str(posted["id"]), body, is_ours=True)

    def edit(self, ref: Ref, comment: Comment, body: str, *, is_resolved: bool) -> None:
        self._looked.pop(ref, None)
        try:
            path = _path(ref, f"comments/{comment.id}")
            edited = self._client.write("PATCH", path, str(ref), {"body": body})
        except NotVisible as error:
            raise WriteRefused(str(error)) from error
        node = (edited or {}).get("node_id")
        if node and is_resolved != comment.is_minimized and self._looks.has_graphql:
            with suppress(TrackerError):  # the text says it all; folding it away is a courtesy
                self._client.mutate(_MINIMIZE if is_resolved else _UNMINIMIZE, {"id": node}, str(ref))

    def delete(self, ref: Ref, comment: Comment) -> None:
        self._looked.pop(ref, None)
        self._client.write("DELETE", _path(ref, f"comments/{comment.id}"), str(ref))

    def _nodes(self, ref: Ref, look: Look) -> list[dict[str, Any]] | None:
        nodes: list[dict[str, Any]] = []
        asked: set[str] = set()
        while look.comments is not None:
            nodes = [*look.comments, *nodes]
            if look.before is None:
                return nodes
            if look.before in asked:  # the same comments again, as it seems
                return None
            asked.add(look.before)
            look = self._looks.at(ref.project, ref.number, before=look.before)
        return None

    def _from_node(self, node: dict[str, Any]) -> Comment | None:
        author = (node.get("author") or {}).get("login")
        is_listed = self._is_listed(author)
        is_ours = bool(node.get("viewerDidAuthor")) or (is_listed and bool(node.get("viewerCanUpdate")))
        return _marked(str(node["fullDatabaseId"]), node, is_ours=is_ours, is_listed=is_listed)

    def _by_rest(self, ref: Ref) -> list[Comment | None]:
        pages = self._client.pages(_path(ref, f"{ref.number}/comments"), str(ref))
        return [self._from_row(row) for page in pages for row in page.rows]

    def _from_row(self, row: dict[str, Any]) -> Comment | None:
        if not _MARKER.match(str(row.get("body"))):
            return None
        user = row.get("user") or {}
        author, own = user.get("login"), self._own_login()
        is_listed = self._is_listed(author)
        if own is None:  # an App's token: whatever bot wrote it may be us, and is left rather than doubled
            is_ours, is_listed = author == _WORKFLOW or is_listed, is_listed or user.get("type") == "Bot"
        else:
            is_ours = author == own
        is_ours = is_ours or self._is_by_our_app(row)
        return _marked(str(row["id"]), row, is_ours=is_ours, is_listed=is_listed)

    def _is_by_our_app(self, row: dict[str, Any]) -> bool:
        app_id = self._client.access.app_id
        return app_id is not None and (row.get("performed_via_github_app") or {}).get("id") == app_id

    def _own_login(self) -> str | None:
        """None for a token that may not ask for its own name, as those of Apps may not."""
        if self._login is None and not self._has_asked:
            self._has_asked = True
            with suppress(NotVisible):
                self._login = self._client.get("/user", "your account").data.get("login")
        return self._login

    def _is_listed(self, author: str | None) -> bool:
        return author is not None and _plain(author) in self._authors


def ref_of(ref: str) -> Ref:
    """UsageError when the ref is none that can carry a comment."""
    found = parse(ref)
    if found is None or found.is_milestone:
        raise UsageError(f"`{ref}` is no issue or pull request of GitHub: there is nothing to comment on.")
    return found


def _marked(comment_id: str, row: dict[str, Any], *, is_ours: bool, is_listed: bool) -> Comment | None:
    body = str(row.get("body") or "")
    if not _MARKER.match(body) or not (is_ours or is_listed):
        return None
    is_minimized = bool(row.get("isMinimized"))
    return Comment(comment_id, body, is_ours, is_minimized=is_minimized)


def _plain(login: str) -> str:
    """GraphQL leaves out the `[bot]` that REST writes."""
    return login.casefold().removesuffix("[bot]")


def _path(ref: Ref, rest: str) -> str:
    return f"/repos/{quote(ref.project)}/issues/{rest}"
