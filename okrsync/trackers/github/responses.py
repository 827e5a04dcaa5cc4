"""Commands in comments: whose count, what we answer with a reaction, and the labels that we set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from okrsync.errors import NotVisible, WriteRefused, WriteUnknown
from okrsync.trackers.github.labels import known_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from okrsync.core.labels import Label
    from okrsync.ports import Reaction
    from okrsync.trackers.github.answers import Answer
    from okrsync.trackers.github.client import Client
    from okrsync.trackers.github.refs import Ref

_ROLES = {"admin", "maintain", "write", "triage"}
_SEEN = "eyes"
_DONE = "rocket"
_CONTENTS = {"done": _DONE, "unclear": "confused", "denied": "-1"}


class Responses:
    """These writes say what shall be, so that one whose answer got lost is simply made again."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def may_steer(self, ref: Ref, login: str) -> bool:
        """Triage or more. In a public repository everybody has `read`, which is not enough.

        Never `author_association`: it shows private members of an organisation as strangers.
        """
        path = f"/repos/{quote(ref.project)}/collaborators/{quote(login, safe='')}/permission"
        try:
            said = self._client.get(path, f"the rights of {login} in {ref.project}").data
        except NotVisible:
            return False
        return isinstance(said, dict) and _is_triage(said)

    def take_up(self, ref: Ref, comment: str) -> bool:
        """GitHub answers 200 to a reaction that was there before: another run has seen the comment, too.

        Whether that one came to its end shows in our other reaction. Who we are is in the answer:
        a workflow's token may not ask for it.
        """
        answer = self._react(ref, comment, _SEEN)
        if answer.status != 200:  # noqa: PLR2004 (it was there before)
            return True
        login = _login(answer.data)
        path = f"{_comment_path(ref, comment)}/reactions"
        rows = (row for page in self._client.pages(path, str(ref)) for row in page.rows)
        return not any(row.get("content") == _DONE and _login(row) == login for row in rows)

    def react(self, ref: Ref, comment: str, reaction: Reaction) -> None:
        self._react(ref, comment, _CONTENTS[reaction])

    def add_label(self, ref: Ref, label: Label) -> None:
        name = known_name(self._client, ref.project, label)
        path = f"/repos/{quote(ref.project)}/issues/{ref.number}/labels"
        self._client.accepted(self._send(path, str(ref), {"labels": [name]}), str(ref))

    def _react(self, ref: Ref, comment: str, content: str) -> Answer:
        path = f"{_comment_path(ref, comment)}/reactions"
        try:
            return self._client.accepted(self._send(path, str(ref), {"content": content}), str(ref))
        except NotVisible as error:  # the comment is gone, or we may not
            raise WriteRefused(str(error)) from error

    def _send(self, path: str, what: str, body: Mapping[str, Any]) -> Answer:
        try:
            return self._client.send("POST", path, what, body)
        except WriteUnknown:
            return self._client.send("POST", path, what, body)


def _is_triage(said: Mapping[str, Any]) -> bool:
    """A role of an organisation's own making has any name; what it may do is told beside the person."""
    rights = (said.get("user") or {}).get("permissions") or {}
    roles = {str(said.get("role_name")).casefold(), str(said.get("permission")).casefold()}
    return bool(roles & _ROLES) or rights.get("triage") is True


def _login(row: Any) -> str | None:
    user = row.get("user") if isinstance(row, dict) else None
    return user.get("login") if isinstance(user, dict) else None


def _comment_path(ref: Ref, comment: str) -> str:
    return f"/repos/{quote(ref.project)}/issues/comments/{quote(comment)}"
