"""The one comment on an issue: posted once, edited quietly, found again by its mark."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from okrsync.errors import NotVisible, WriteUnknown
from okrsync.ports import Comment
from okrsync.trackers.jira.marking import (
    PROPERTY,
    Mark,
    kept_by_line,
    kept_by_property,
    kept_in,
    mark_of,
    reads_alike,
)
from okrsync.trackers.jira.refusals import Refusal
from okrsync.trackers.jira.values import record, records, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from okrsync.trackers.jira.site import Site


class Comments:
    """Reads and keeps the comments of one site. `authors` are further accounts that comment for us."""

    def __init__(self, site: Site, authors: Iterable[str] = ()) -> None:
        self._site = site
        self._authors = {author.casefold() for author in authors}
        self._lost: dict[str, str] = {}  # by issue: what was posted and got no answer
        self._with_line: set[str] = set()  # comments whose properties the server forgot

    def marked(self, key: str) -> tuple[Comment, ...]:
        """Those with our mark by us or by one of `authors`, oldest first. Anyone can copy a mark."""
        return tuple(
            found for each in sorted(self._all(key), key=_age) if (found := self._comment(key, each))
        )

    def create(self, key: str, body: str) -> Comment:
        """Post once. WriteRefused: nothing was posted; WriteUnknown: look before trying again."""
        mark = mark_of(body)
        sent: dict[str, Any] = {"body": mark.shown, "properties": [{"key": PROPERTY, "value": mark.value}]}
        if self._is_service_desk(key):
            sent["properties"].append({"key": "sd.public.comment", "value": {"internal": True}})
        try:
            answer = self._post(key, sent)
        except WriteUnknown:
            self._lost[key] = body
            raise
        comment = Comment(str(answer["id"]), body, is_ours=True)
        if kept_by_property(answer) is None and self._is_forgotten(key, comment):
            self._with_line.add(comment.id)
            self.edit(key, comment, body)
        return comment

    def edit(self, key: str, comment: Comment, body: str) -> None:
        """Replace the text, without mail where the site and our rights allow that."""
        mark = mark_of(body)
        shown = mark.shown_with_line if comment.id in self._with_line else mark.shown
        sent = {"body": shown, "properties": [{"key": PROPERTY, "value": mark.value}]}
        path, what = _path(key, comment), f"edit our comment on {key}"
        if self._site.is_cloud():
            try:
                quietly = {"notifyUsers": "false"}
                self._site.session.write("PUT", path, what=what, params=quietly, body=sent)
            except Refusal as refusal:
                if refusal.status not in (400, 403):
                    raise
            else:
                return
        self._site.session.write("PUT", path, what=what, body=sent)

    def delete(self, key: str, comment: Comment) -> None:
        """NotVisible when it is gone already."""
        try:
            self._site.session.write("DELETE", _path(key, comment), what=f"delete our comment on {key}")
        except Refusal as refusal:
            if refusal.status != 404:  # noqa: PLR2004 (HTTP)
                raise
            raise NotVisible(f"Our comment on {key} is gone.") from refusal

    def _post(self, key: str, sent: dict[str, Any]) -> dict[str, Any]:
        path, what = f"{_path(key)}/comment", f"comment on {key}"
        answer = self._site.session.write("POST", path, what=what, params={"expand": "properties"}, body=sent)
        if not record(answer).get("id"):
            raise WriteUnknown(f"{self._site.session.host} did not say whether it kept our comment on {key}.")
        return dict(answer)

    def _is_forgotten(self, key: str, comment: Comment) -> bool:
        return any(str(each.get("id")) == comment.id and not self._mark(each) for each in self._all(key))

    def _comment(self, key: str, comment: dict[str, Any]) -> Comment | None:
        is_ours = self._site.account().is_same(comment.get("author"))
        if not is_ours and not self._is_by_authors(comment):
            return None
        mark = self._mark(comment) or (self._lost_mark(key, comment) if is_ours else None)
        if mark is None:
            return None
        return Comment(str(comment.get("id")), mark.body, is_ours=is_ours, is_marked=not is_ours)

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

    def _lost_mark(self, key: str, comment: dict[str, Any]) -> Mark | None:
        """The mark of a comment that arrived unanswered, on a server that forgets properties."""
        mark = mark_of(self._lost[key]) if key in self._lost else None
        return mark if mark and reads_alike(mark.shown, text(comment.get("body"))) else None

    def _is_by_authors(self, comment: dict[str, Any]) -> bool:
        """Not by the name that is shown: anyone may choose that."""
        author = record(comment.get("author"))
        called = (text(author.get(key)).casefold() for key in ("accountId", "name", "key", "emailAddress"))
        return not self._authors.isdisjoint(called)

    def _all(self, key: str) -> Iterator[dict[str, Any]]:
        start = 0
        while True:
            params = {"startAt": start, "maxResults": 100, "expand": "properties"}
            page = self._site.session.read(
                f"{_path(key)}/comment", dict, what=f"comments of {key}", params=params
            )
            comments = records(page.get("comments"))
            yield from comments
            start += len(comments)
            total = page.get("total")
            if not comments or not isinstance(total, int) or start >= total:
                return

    def _is_service_desk(self, key: str) -> bool:
        """A customer must not read what is meant for colleagues."""
        project = key.rpartition("-")[0]
        if project not in self._site.project_types:
            issue = self._site.session.read(_path(key), dict, what=key, params={"fields": "project"})
            # By an old key the issue is found too, in whatever project it is now.
            self._site.project_types[project] = self._site.note_project_type(issue)
        return self._site.project_types[project] == "service_desk"


def _path(key: str, comment: Comment | None = None) -> str:
    path = f"issue/{quote(key, safe='')}"
    return f"{path}/comment/{quote(comment.id, safe='')}" if comment else path


def _age(comment: dict[str, Any]) -> tuple[int, str]:
    """Comment ids are numbers that grow."""
    id_ = str(comment.get("id"))
    return (int(id_) if id_.isdecimal() else 0, id_)
