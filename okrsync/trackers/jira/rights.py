"""What the account behind a token sees and may do, asked without trying it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from okrsync.errors import NotVisible
from okrsync.trackers.jira.values import record, records, text

if TYPE_CHECKING:
    from okrsync.trackers.jira.site import Site

_NEEDED = {
    "BROWSE_PROJECTS": "Browse projects",
    "ADD_COMMENTS": "Add comments",
    "EDIT_OWN_COMMENTS": "Edit own comments",
    "DELETE_OWN_COMMENTS": "Delete own comments",
}


def lacking(site: Site, project: str) -> tuple[str, ...]:
    """The permissions this account does not have in a project, as Jira's pages call them."""
    params = {"projectKey": project}
    if site.is_cloud():  # which answers nothing without, while Data Center lists all
        params["permissions"] = ",".join(_NEEDED)
    try:
        answer = site.session.read("mypermissions", dict, what=f"our rights in {project}", params=params)
    except NotVisible:  # the project is there, so it is this question that the server does not know
        return ()
    told = record(answer.get("permissions"))
    return tuple(
        name for key, name in _NEEDED.items() if record(told.get(key)).get("havePermission") is False
    )


def seen_project(site: Site, project: str) -> dict[str, Any]:
    """NotVisible where the account sees no such project."""
    path = f"project/{quote(project, safe='')}"
    found: dict[str, Any] = site.session.read(path, dict, what=f"project {project}")
    return found


def seen_projects(site: Site) -> tuple[list[str], int]:
    """The keys of projects this account sees, and how many there are in all."""
    what = "the list of projects"
    if site.is_cloud():
        answer = site.session.read("project/search", dict, what=what, params={"maxResults": 50})
        listed, total = records(answer.get("values")), answer.get("total")
    else:
        listed, total = records(site.session.read("project", list, what=what)), None
    keys = sorted(text(each.get("key")) for each in listed if each.get("key"))
    return keys, total if isinstance(total, int) else len(keys)
