"""From what Jira sends to work items. Nothing raises here: an odd issue is read as far as it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from okrsync.core.model import NO_FIELDS, WorkItem, kind_of
from okrsync.core.states import drops_work
from okrsync.core.text import read_text
from okrsync.trackers.jira.values import moment, names, number, record, records, text, texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from okrsync.core.model import Kind, State
    from okrsync.trackers.jira.fields import Fields

_STATES: dict[str, State] = {"new": "todo", "indeterminate": "doing", "done": "done"}


class Reader(NamedTuple):
    """Reads the issues of one source with the fields of its site."""

    source: str
    base_url: str
    fields: Fields
    link_types: tuple[str, ...] = ()  # those that lead up, as the issue shows them
    goal_types: frozenset[str] = frozenset()  # in lower case
    only_of_goals: frozenset[str] = frozenset()  # fields that no other item is asked for

    def item(self, issue: Mapping[str, Any]) -> WorkItem | None:
        """The work item of an issue; None for what has no key or id."""
        key, id_, facts = text(issue.get("key")), str(issue.get("id") or ""), record(issue.get("fields"))
        if not key or not id_:
            return None
        title = text(facts.get("summary"))
        project = text(record(facts.get("project")).get("key")) or key.rpartition("-")[0]
        said = read_text(
            title=title, body=text(facts.get("description")), source=self.source, project=project
        )
        state = _state(facts)
        return WorkItem(
            ref=f"{self.source}:{key}",
            id=id_,
            source=self.source,
            project=project,
            title=title,
            kind=self._kind(facts),
            type=text(record(facts.get("issuetype")).get("name")) or "issue",
            state=state,
            url=f"{self.base_url}/browse/{key}",
            labels=texts(facts.get("labels")),
            components=names(facts.get("components")),
            milestones=names(facts.get("fixVersions")),
            parent=self._parent(facts),
            named_goals=said.named_goals,
            waiver=said.waiver,
            author=_author(facts.get("reporter")),
            is_restricted=facts.get("security") is not None,
            created=moment(facts.get("created")),
            updated=moment(facts.get("updated")),
            closed=_closed(facts) if state in ("done", "dropped") else None,
            effort=_first(number(facts.get(id_)) for id_ in self.fields.points),
            fields=self._named(facts),
            contributes_to=self._contributes_to(facts),
        )

    def milestones(self, versions: object, project: str) -> Iterator[WorkItem]:
        """Versions of a project, or those named in an issue."""
        for version in records(versions):
            title, id_ = text(version.get("name")), str(version.get("id") or "")
            if title and id_:
                yield self._milestone(version, title, id_, project)

    def _milestone(self, version: Mapping[str, Any], title: str, id_: str, project: str) -> WorkItem:
        body = text(version.get("description"))
        said = read_text(title=title, body=body, source=self.source, project=project)
        is_done = bool(version.get("released") or version.get("archived"))
        return WorkItem(
            ref=f"{self.source}:{project}/version/{id_}",
            id=f"version/{id_}",  # issues and versions count from the same numbers
            source=self.source,
            project=project,
            title=title,
            kind="milestone",
            type="milestone",
            state="done" if is_done else "todo",
            url=f"{self.base_url}/projects/{project}/versions/{id_}",
            named_goals=said.named_goals,
            waiver=said.waiver,
            closed=moment(version.get("releaseDate")) if is_done else None,
        )

    def _kind(self, facts: Mapping[str, Any]) -> Kind:
        """By Jira's hierarchy. The word “Epic” gets translated and renamed, so it decides last."""
        type_ = record(facts.get("issuetype"))
        level = type_.get("hierarchyLevel")
        if isinstance(level, int):
            return "subtask" if level < 0 else ("issue", "epic", "initiative")[min(level, 2)]
        if type_.get("subtask"):
            return "subtask"
        if any(facts.get(id_) for id_ in self.fields.epic_name):
            return "epic"
        word = kind_of(text(type_.get("name")))
        return word if word in ("epic", "initiative") else "issue"

    def _parent(self, facts: Mapping[str, Any]) -> str | None:
        """Cloud has one parent for all; Data Center a sub-task's, an epic link, and a link above epics."""
        for id_ in ("parent", *self.fields.epic_link, *self.fields.parent_link):
            if key := _key(facts.get(id_)):
                return f"{self.source}:{key}"
        return None

    def _contributes_to(self, facts: Mapping[str, Any]) -> tuple[str, ...]:
        """The far ends of links that read from here as the file says: “contributes to ACME-1”."""
        wanted = {name.casefold() for name in self.link_types}
        found = (_far_end(link, wanted) for link in records(facts.get("issuelinks")) if wanted)
        return tuple(dict.fromkeys(f"{self.source}:{key}" for key in found if key))

    def _named(self, facts: Mapping[str, Any]) -> Mapping[str, tuple[str, ...]]:
        is_goal = text(record(facts.get("issuetype")).get("name")).casefold() in self.goal_types
        found = {
            name: words
            for name, ids in self.fields.named.items()
            if (is_goal or name not in self.only_of_goals)
            and (words := _first(texts(facts.get(id_)) or None for id_ in ids))
        }
        return found or NO_FIELDS


def _state(facts: Mapping[str, Any]) -> State:
    status, resolution = record(facts.get("status")), record(facts.get("resolution"))
    state = _STATES.get(text(record(status.get("statusCategory")).get("key")), "todo")
    if state == "done" and any(drops_work(text(each.get("name"))) for each in (resolution, status)):
        return "dropped"
    return state


def _closed(facts: Mapping[str, Any]) -> Any:
    # Workflows without a resolution leave no date of it; Data Center knows no other one in a search.
    return moment(facts.get("resolutiondate")) or moment(facts.get("statuscategorychangedate"))


def _key(value: object) -> str:
    """A key, from a string, an issue, or the `data` that older sites wrap it in."""
    if isinstance(value, str):
        return value
    return text(record(value).get("key")) or text(record(record(value).get("data")).get("key"))


def _far_end(link: Mapping[str, Any], wanted: set[str]) -> str:
    """A link's type has one word for either direction; its own name, where listed, means the outward one."""
    type_ = record(link.get("type"))
    for side, words in (("outward", ("outward", "name")), ("inward", ("inward",))):
        if any(text(type_.get(word)).casefold() in wanted for word in words):
            return _key(link.get(f"{side}Issue"))
    return ""


def _author(user: object) -> str | None:
    """A name that the file can write in `skip_authors`: Cloud has none but the account id."""
    known = record(user)
    return text(known.get("name")) or text(known.get("accountId")) or text(known.get("displayName")) or None


def _first(values: Iterable[Any]) -> Any:
    return next((value for value in values if value is not None), None)
