"""GitHub's JSON → work items. Reads only what a list entry carries: no request hides in here."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from math import isfinite
from typing import TYPE_CHECKING, Any, NamedTuple

from okrsync.core.model import NO_FIELDS, State, WorkItem, kind_of
from okrsync.core.text import read_text
from okrsync.errors import TrackerError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from okrsync.core.text import TextFacts

_REPOSITORY = re.compile(r"/repos/([^/?#]+/[^/?#]+)")
_ISSUE = re.compile(r"/repos/([^/?#]+/[^/?#]+)/issues/(\d+)/?$")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")  # no database takes these, and GitHub can send them
_POINTS = ("story points", "story point estimate", "points", "estimate", "effort")
_DROPPED = ("not_planned", "duplicate")

Payload = dict[str, Any]


class PullFacts(NamedTuple):
    """What only the pull request itself knows, not its entry in the list of issues."""

    branch: str = ""
    closes: tuple[str, ...] = ()  # refs, as linked on GitHub


def work_item(payload: Payload, *, source: str, project: str, facts: PullFacts | None = None) -> WorkItem:
    """An issue or pull request. `project` is where it was asked for; the payload knows better."""
    project = project_of(payload, project)
    is_pull = bool(payload.get("pull_request"))
    branch, linked = facts or PullFacts()
    said = read_text(
        title=_text(payload.get("title")),
        body=_text(payload.get("body")),
        source=source,
        project=project,
        branch=branch,
        is_pull_request=is_pull,
    )
    type_name = shown_value(payload.get("type")) or "issue"
    fields = _fields(payload)
    closes = tuple(dict.fromkeys((*linked, *said.closes)))
    return _item(
        payload, f"{source}:{project}#{payload['number']}", said, source=source, project=project
    )._replace(
        kind="pull_request" if is_pull else kind_of(type_name),
        type="pull_request" if is_pull else type_name,
        labels=tuple(name for label in payload.get("labels") or () if (name := shown_value(label))),
        milestones=(_text(payload["milestone"].get("title")),) if payload.get("milestone") else (),
        parent=issue_ref(payload.get("parent_issue_url"), source),
        closes=closes,
        mentions=tuple(ref for ref in said.mentions if ref not in closes),
        closing_keys=said.closing_keys,
        mentioned_keys=said.mentioned_keys,
        is_draft=bool(payload.get("draft")),
        is_locked=bool(payload.get("locked")),
        effort=_effort(fields),
        fields=fields,
    )


def milestone_item(payload: Payload, *, source: str, project: str) -> WorkItem:
    """A milestone as a work item: issues inherit from it."""
    project = project_of(payload, project)
    said = read_text(
        title=_text(payload.get("title")),
        body=_text(payload.get("description")),
        source=source,
        project=project,
    )
    ref = f"{source}:{project}/milestone/{payload['number']}"
    item = _item({**payload, "user": payload.get("creator")}, ref, said, source=source, project=project)
    return item._replace(kind="milestone", type="milestone")


def with_fields(item: WorkItem, found: Mapping[str, tuple[str, ...]]) -> WorkItem:
    """The item with further fields. Its own of the same name, and an effort it has, stay."""
    fields = {**found, **item.fields}
    effort = item.effort if item.effort is not None else _effort(fields)
    return item._replace(fields=fields or NO_FIELDS, effort=effort)


def understood(read: Callable[..., WorkItem], payload: Payload, **known: Any) -> WorkItem:
    """The item `read` makes of a payload; TrackerError when it is not what GitHub documents."""
    try:
        return read(payload, **known)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise TrackerError(
            f"GitHub sent an item of {known['project']} that okrsync cannot read "
            f"(number {payload.get('number')}: {error!r}). Try again later, and report it if it stays."
        ) from error


def as_issue(pull: Payload) -> Payload:
    """The answer of `/pulls`, in the shape of `/issues`."""
    return {**pull, "pull_request": {"merged_at": pull.get("merged_at")}, "type": None}


def pull_facts(pull: Payload) -> PullFacts:
    """What `/pulls` tells of its own: the branch. Closing references it does not know."""
    head = pull.get("head")
    return PullFacts(branch=_text(head.get("ref")) if isinstance(head, dict) else "")


def project_of(payload: Payload, otherwise: str) -> str:
    """The repository a payload belongs to, by its present name."""
    address = payload.get("repository_url") or payload.get("url") or ""
    found = _REPOSITORY.search(str(address))
    return found[1] if found else otherwise


def issue_ref(address: object, source: str) -> str | None:
    """The ref of an issue's API address, such as `parent_issue_url`."""
    found = _ISSUE.search(address) if isinstance(address, str) else None
    return f"{source}:{found[1]}#{found[2]}" if found else None


def shown_value(value: object) -> str:
    """A value as text: an option by its name, a whole number without a point."""
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else _text(str(value))


def _item(payload: Payload, ref: str, said: TextFacts, *, source: str, project: str) -> WorkItem:
    login, is_bot = _author(payload)
    return WorkItem(
        ref=ref,
        id=_id(payload),
        source=source,
        project=project,
        title=_text(payload.get("title")),
        state=_state(payload),
        url=payload.get("html_url"),
        named_goals=said.named_goals,
        waiver=said.waiver,
        author=login,
        is_bot=is_bot,
        created=_time(payload.get("created_at")),
        updated=_time(payload.get("updated_at")),
        closed=_time(payload.get("closed_at")),
    )


def _id(payload: Payload) -> str:
    """The node id: a pull request has the same one in every list, unlike its number ids."""
    return str(payload.get("node_id") or payload["id"])


def _state(payload: Payload) -> State:
    pull = payload.get("pull_request")
    if payload.get("state") != "closed":
        return "doing" if pull else "todo"
    if pull:
        return "done" if pull.get("merged_at") else "dropped"
    return "dropped" if payload.get("state_reason") in _DROPPED else "done"


def _author(payload: Payload) -> tuple[str | None, bool]:
    """Login, and whether it is a bot's. A deleted account is nobody's."""
    user = payload.get("user") or {}
    login = user.get("login")
    return login, user.get("type") == "Bot" or str(login).endswith("[bot]")


def _fields(payload: Payload) -> Mapping[str, tuple[str, ...]]:
    values = payload.get("issue_field_values")
    found = {
        _text(value.get("issue_field_name") or value.get("name")): _values(value)
        for value in values or ()
        if isinstance(value, dict)
    }
    return {name: value for name, value in found.items() if name and value} or NO_FIELDS


def _values(field: Payload) -> tuple[str, ...]:
    """A field's value as texts."""
    options = field.get("multi_select_options") or field.get("single_select_option") or field.get("value")
    listed = options if isinstance(options, list) else [options]
    return tuple(text for value in listed if (text := shown_value(value)))


def _effort(fields: Mapping[str, tuple[str, ...]]) -> float | None:
    by_name = {name.casefold(): values[0] for name, values in fields.items()}
    for name in _POINTS:
        try:
            points = float(by_name[name])
        except (KeyError, ValueError):
            continue
        if isfinite(points):
            return points
    return None


def _text(value: object) -> str:
    return _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", value) if isinstance(value, str) else ""


def _time(value: object) -> datetime | None:
    if not isinstance(value, str) or not value:
        return None
    try:
        time = datetime.fromisoformat(value)
    except ValueError:
        return None
    return time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
