"""The one comment on an issue: posted once, edited quietly, found again by its mark."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from okrsync.errors import NotVisible, WriteRefused, WriteUnknown
from okrsync.ports import Comment
from okrsync.trackers.jira.marking import (
    PROPERTY,
    Mark,
    is_signed,
    kept_by_line,
    kept_by_property,
    kept_in,
    mark_of,
    reads_alike,
)
from okrsync.trackers.jira.refusals import Refusal
from okrsync.trackers.jira.texts import Texts, comment_path
from okrsync.trackers.jira.values import record, records, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from okrsync.trackers.jira.site import Site


class Comments:
    """Reads and keeps the comments of one site. `authors` are further accounts that comment for us."""

    def __init__(self, site: Site, authors: Iterable[str] = ()) -> None:
        self._site = site
        self._host = site.session.host
        self._texts = Texts(site)
        self._authors = {author.casefold() for author in authors}
        self._lost: dict[str, str] = {}  # by issue: what was posted and got no answer
        self._unmarked: dict[str, list[dict[str, Any]]] = {}  # by issue: by our account, without a mark
        self._with_line: set[str] = set()  # comments whose properties the server forgot

    def marked(self, key: str) -> tuple[Comment, ...]:
        """Those with our mark by us or by one of `authors`, oldest first. Anyone can copy a mark."""
        self._unmarked[key] = []
        return tuple(
            found for each in sorted(self._all(key), key=_age) if (found := self._comment(key, each))
        )

    def create(self, key: str, body: str) -> Comment:
        """Post once. WriteRefused: nothing was posted; WriteUnknown: look before trying again."""
        mark = mark_of(body)
        for each in self._unmarked.pop(key, []):
            if reads_alike(mark.shown, text(each.get("body"))):  # its answer and its mark got lost
                return self._take_up(key, str(each.get("id")), body)
        try:
            answer = self._texts.post(key, mark)
        except WriteUnknown:
            self._lost[key] = body
            raise
        comment = Comment(str(answer["id"]), body, is_ours=True)
        if answer.get("jsdPublic") is True and self._texts.is_internal(key):
            self.delete(key, comment)
            raise WriteRefused(
                f"{self._host} would have shown our comment on {key} to customers: it is deleted."
            )
        if kept_by_property(answer) is None and self._is_forgotten(key, comment):
            return self._take_up(key, comment.id, body)
        return comment

    def edit(self, key: str, comment: Comment, body: str) -> None:
        """Replace the text, without mail where the site and our rights allow that."""
        self._texts.put(key, comment.id, mark_of(body), has_line=comment.id in self._with_line)

    def delete(self, key: str, comment: Comment) -> None:
        """NotVisible when it is gone already."""
        try:
            path = comment_path(key, comment.id)
            self._site.session.write("DELETE", path, what=f"delete our comment on {key}")
        except Refusal as refusal:
            if refusal.status != 404:  # noqa: PLR2004 (HTTP)
                raise
            raise NotVisible(f"Our comment on {key} is gone.") from refusal

    def _take_up(self, key: str, id_: str, body: str) -> Comment:
        """Mark a comment of ours whose property the server forgot."""
        comment = Comment(id_, body, is_ours=True)
        self._with_line.add(id_)
        self.edit(key, comment, body)
        return comment

    def _is_forgotten(self, key: str, comment: Comment) -> bool:
        return any(str(each.get("id")) == comment.id and not self._mark(each) for each in self._all(key))

    def _comment(self, key: str, comment: dict[str, Any]) -> Comment | None:
        is_ours = self._site.account().is_same(comment.get("author"))
        if not is_ours and not self._is_by_authors(comment):
            return None
        mark = self._mark(comment) or (self._forgotten_mark(key, comment) if is_ours else None)
        if mark is None:
            return None
        return Comment(str(comment.get("id")), mark.body, is_ours=is_ours)

    def _mark(self, comment: dict[str, Any]) -> Mark | None:
        if by_line := kept_by_line(comment):
            self._with_line.add(str(comment.get("id")))
            return by_line
        if isinstance(comment.get("properties"), list):
            return kept_by_property(comment)
        path = f"comment/{quote(str(comment.get('id')), safe='')}/properties/{PROPERTY}"
        try:
            kept = self._site.session.read(path, dict, what="the mark of a comment")
        except NotVisible:
            return None
        return kept_in(kept.get("value"), comment)

    def _forgotten_mark(self, key: str, comment: dict[str, Any]) -> Mark | None:
        """The mark of a comment that arrived unanswered, on a server that forgets properties."""
        shown = text(comment.get("body"))
        mark = mark_of(self._lost.get(key, ""))
        if not (mark.shown and reads_alike(mark.shown, shown)):
            mark = Mark("", shown)
            if not is_signed(shown) or self._site.is_cloud():  # Cloud forgets none
                self._unmarked[key].append(comment)
                return None
        self._with_line.add(str(comment.get("id")))
        return mark

    def _is_by_authors(self, comment: dict[str, Any]) -> bool:
        """Not by the name that is shown: anyone may choose that."""
        author = record(comment.get("author"))
        called = (text(author.get(key)).casefold() for key in ("accountId", "name", "key", "emailAddress"))
        return not self._authors.isdisjoint(called)

    def _all(self, key: str) -> Iterator[dict[str, Any]]:
        """Every page, also from a server that does not count, or sends everything each time."""
        seen: set[object] = set()
        start, total = 0, None
        while total is None or start < total:
            params = {"startAt": start, "maxResults": 100, "expand": "properties"}
            page = self._site.session.read(comment_path(key), dict, what=f"comments of {key}", params=params)
            comments = records(page.get("comments"))
            new = [comment for comment in comments if comment.get("id") not in seen]
            if not new:
                return
            yield from new
            seen.update(comment.get("id") for comment in new)
            start += len(comments)
            total = page["total"] if isinstance(page.get("total"), int) else None


def _age(comment: dict[str, Any]) -> tuple[int, str]:
    """Comment ids are numbers that grow."""
    id_ = str(comment.get("id"))
    return (int(id_) if id_.isdecimal() else 0, id_)
