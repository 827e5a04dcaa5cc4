"""A project's components and versions, by their lasting ids."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from okrsync.ports import Name
from okrsync.trackers.jira.values import records, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrsync.ports import NameKind
    from okrsync.trackers.jira.site import Site


class Project(NamedTuple):
    """`is_whole`: one answer held the components and versions too, so one request is enough next time."""

    key: str
    names: tuple[Name, ...]
    versions: list[dict[str, Any]]
    is_whole: bool


def read_project(site: Site, place: str, *, is_whole: bool) -> Project:
    """Read a project with its components and versions. NotVisible when the account sees no such project."""
    path = f"project/{quote(place, safe='')}"
    what = f"project {place}"
    found: dict[str, Any] = site.session.read(path, dict, what=what) if is_whole else {}
    has_both = all(isinstance(found.get(part), list) for part in ("components", "versions"))
    components = found["components"] if has_both else site.session.read(f"{path}/components", list, what=what)
    versions = found["versions"] if has_both else site.session.read(f"{path}/versions", list, what=what)
    key = text(found.get("key")) or place
    names = (*_names("component", key, components), *_names("milestone", key, versions))
    return Project(key, names, records(versions), is_whole=has_both)


def _names(kind: NameKind, project: str, listing: list[Any]) -> Iterator[Name]:
    for entry in records(listing):
        if entry.get("id") and text(entry.get("name")):
            yield Name(kind, project, str(entry["id"]), text(entry.get("name")))
