"""One line each for `doctor`: address, account, projects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrsync.errors import NotVisible, TrackerError
from okrsync.ports import Diagnosis
from okrsync.trackers.jira.project import read_project

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrsync.trackers.jira.site import Site


def diagnose(site: Site) -> Iterator[Diagnosis]:
    """Stops at the first line after which nothing else can work."""
    try:
        yield _address(site)
        yield _account(site)
    except TrackerError as error:
        yield Diagnosis(site.source.url, "error", str(error))
        return
    for project in site.source.projects:
        yield _project(site, project)


def _address(site: Site) -> Diagnosis:
    server = site.server()
    kind = "Cloud" if server.deployment == "Cloud" else f"Data Center {server.version}".strip()
    return Diagnosis(site.source.url, "ok", f"Jira {kind}{f', “{server.title}”' if server.title else ''}.")


def _account(site: Site) -> Diagnosis:
    account = site.account()
    return Diagnosis(
        "account", "ok", f"{account.shown or account.name}, time zone {account.zone or 'unknown'}."
    )


def _project(site: Site, place: str) -> Diagnosis:
    subject = f"project {place}"
    try:
        read_project(site, place, is_whole=True)
    except NotVisible:
        cure = "Check its key, and that the account has the permission Browse projects there."
        return Diagnosis(subject, "error", f"It is missing, or this account may not see it. {cure}")
    except TrackerError as error:
        return Diagnosis(subject, "error", str(error))
    return Diagnosis(subject, "ok", "Visible to this account.")
