"""Sending the text of a comment, with its mark: internal where customers read, short enough, without mail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from okrsync.errors import WriteUnknown
from okrsync.trackers.jira.marking import PROPERTY
from okrsync.trackers.jira.refusals import Refusal
from okrsync.trackers.jira.values import record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from okrsync.trackers.jira.marking import Mark
    from okrsync.trackers.jira.site import Site


class _Write(NamedTuple):
    method: str
    path: str
    what: str
    params: Mapping[str, str] = {}


class Texts:
    """Writes the comments of one site."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def post(self, key: str, mark: Mark) -> dict[str, Any]:
        """Add a comment, and return it as Jira kept it. WriteUnknown when it does not say."""
        write = _Write("POST", comment_path(key), f"comment on {key}", {"expand": "properties"})
        answer = self._send(write, key, mark)
        if not answer.get("id"):
            raise WriteUnknown(f"{self._site.session.host} did not say whether it kept our comment on {key}.")
        return answer

    def put(self, key: str, id_: str, mark: Mark, *, has_line: bool) -> None:
        """Replace a comment's text; its mark is a line, too, where `has_line`."""
        write = _Write("PUT", comment_path(key, id_), f"edit our comment on {key}")
        if self._site.is_cloud():
            try:
                self._send(write._replace(params={"notifyUsers": "false"}), key, mark, has_line=has_line)
            except Refusal as refusal:
                if refusal.status not in (400, 403):
                    raise
            else:
                return
        self._send(write, key, mark, has_line=has_line)

    def is_internal(self, key: str) -> bool:
        """Whether it is an issue of a service desk: customers must not read what is for colleagues."""
        project = key.rpartition("-")[0]
        if project not in self._site.project_types:
            path = f"issue/{quote(key, safe='')}"
            issue = self._site.session.read(path, dict, what=key, params={"fields": "project"})
            # By an old key the issue is found too, in whatever project it is now.
            self._site.project_types[project] = self._site.note_project_type(issue)
        return self._site.project_types[project] == "service_desk"

    def _send(self, write: _Write, key: str, mark: Mark, *, has_line: bool = False) -> dict[str, Any]:
        """Once more, and shorter, where its length is all that is wrong with it."""
        properties: list[dict[str, Any]] = [{"key": PROPERTY, "value": mark.value}]
        if self.is_internal(key):
            properties.append({"key": "sd.public.comment", "value": {"internal": True}})
        shown = mark.shown_with_line if has_line else mark.shown
        method, path, what, params = write
        try:
            sent = {"body": shown, "properties": properties}
            return dict(record(self._site.session.write(method, path, what=what, params=params, body=sent)))
        except Refusal as refusal:
            most = refusal.longest(len(shown))
            shorter = mark.shortened(most - (len(shown) - len(mark.shown))) if most else None
            if shorter is None:
                raise
            return self._send(write, key, shorter, has_line=has_line)


def comment_path(key: str, id_: str | None = None) -> str:
    """Where an issue's comments are, or one of them."""
    path = f"issue/{quote(key, safe='')}/comment"
    return path if id_ is None else f"{path}/{quote(id_, safe='')}"
