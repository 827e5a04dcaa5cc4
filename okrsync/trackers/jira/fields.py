"""Which of a site's fields mean what: found by what they are, never by number or by a translated name."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from okrsync.trackers.jira.values import record, records, text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

Ids = tuple[str, ...]
_AGILE = "com.pyxis.greenhopper.jira:"
_EPIC_LINK = f"{_AGILE}gh-epic-link"
_EPIC_NAME = f"{_AGILE}gh-epic-label"
_ESTIMATE = f"{_AGILE}jsw-story-points"
_SPRINT = f"{_AGILE}gh-sprint"
_ROADMAPS = "com.atlassian.jpo:jpo-custom-field-"
_PARENT_LINK = f"{_ROADMAPS}parent"
_CUSTOM = "com.atlassian.jira.plugin.system.customfieldtypes:"
_GOALS = f"{_CUSTOM}goals"
_NUMBER = f"{_CUSTOM}float"
_ENGLISH = {  # what Jira calls its own fields where nobody translated or renamed them
    "sprint": _SPRINT,
    "goals": _GOALS,
    "epic link": _EPIC_LINK,
    "epic name": _EPIC_NAME,
    "parent link": _PARENT_LINK,
    "target start": f"{_ROADMAPS}baseline-start",
    "target end": f"{_ROADMAPS}baseline-end",
}
_SYSTEM = (
    *("summary", "description", "issuetype", "project", "status", "resolution", "resolutiondate"),
    *("statuscategorychangedate", "created", "updated", "labels", "components", "fixVersions"),
    *("parent", "reporter", "security"),
)


class Chosen(NamedTuple):
    """Fields the file names outright, by name or id, for what would else be found by itself."""

    points: str | None = None
    epic: str | None = None
    parent: str | None = None
    sprint: str | None = None


class Fields(NamedTuple):
    """Ids by meaning. Several fields may share one: each issue has a value in one of them at most."""

    epic_link: Ids = ()
    epic_name: Ids = ()
    parent_link: Ids = ()
    points: Ids = ()
    named: Mapping[str, Ids] = MappingProxyType({})  # what the file asks for, and Goals fields

    @property
    def to_read(self) -> list[str]:
        """All that okrsync uses of an issue."""
        named = [id_ for ids in self.named.values() for id_ in ids]
        ours = [*self.epic_link, *self.epic_name, *self.parent_link, *self.points, *named]
        return list(dict.fromkeys([*_SYSTEM, *ours]))

    def kept(self) -> dict[str, Any]:
        """As JSON, for the mark."""
        meanings = {name: list(ids) for name, ids in self._asdict().items() if name != "named"}
        return {**meanings, "named": {name: list(ids) for name, ids in self.named.items()}}


def from_kept(kept: object) -> Fields | None:
    """The fields of a mark; None when it holds none that can be used."""
    stored = record(kept)
    if set(stored) != set(Fields._fields):
        return None
    named = {name: tuple(ids) for name, ids in record(stored["named"]).items()}
    meanings = {name: tuple(ids) for name, ids in stored.items() if name != "named"}
    return Fields(**meanings, named=named)


def discover(listing: list[Any], chosen: Chosen, wanted: Iterable[str]) -> Fields:
    """Read GET /field. It lists only what the account may see somewhere, so absence proves nothing."""
    known = records(listing)
    named = {name: ids for name in wanted if (ids := _wanted(known, name, chosen))}
    for field in known:
        if _custom(field) == _GOALS:
            named.setdefault(text(field.get("name")), (text(field.get("id")),))
    return Fields(
        epic_link=_called(known, chosen.epic) if chosen.epic else _meant(known, _EPIC_LINK),
        epic_name=_meant(known, _EPIC_NAME),
        parent_link=_called(known, chosen.parent) if chosen.parent else _meant(known, _PARENT_LINK),
        points=_called(known, chosen.points) if chosen.points else _ids(known, _is_estimate),
        named=named,
    )


def _wanted(known: list[dict[str, Any]], name: str, chosen: Chosen) -> Ids:
    """A field as the file calls it: by its name here, else by the English name of one of Jira's own."""
    if chosen.sprint and name.casefold() == "sprint":
        return _called(known, chosen.sprint)
    own = _ENGLISH.get(name.casefold())
    return _called(known, name) or (_meant(known, own) if own else ())


def _meant(known: list[dict[str, Any]], custom: str) -> Ids:
    return _ids(known, lambda field: _custom(field) == custom)


def _ids(known: list[dict[str, Any]], is_meant: Callable[[dict[str, Any]], bool]) -> Ids:
    return tuple(text(field.get("id")) for field in known if is_meant(field))


def _custom(field: dict[str, Any]) -> str:
    return text(record(field.get("schema")).get("custom"))


def _is_estimate(field: dict[str, Any]) -> bool:
    name = text(field.get("name")).casefold()
    return _custom(field) == _ESTIMATE or (_custom(field) == _NUMBER and name == "story points")


def _called(known: list[dict[str, Any]], name: str) -> Ids:
    """Every field of that id, name or JQL name."""

    def is_meant(field: dict[str, Any]) -> bool:
        clauses = field.get("clauseNames")
        called = [field.get("id"), field.get("name"), *(clauses if isinstance(clauses, list) else [])]
        return name.casefold() in (text(each).casefold() for each in called)

    return _ids(known, is_meant)
