"""One line each for `doctor`: address, clock, account, and what it sees and may do in each project."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from okrsync.errors import NotVisible, TrackerError
from okrsync.ports import Diagnosis
from okrsync.trackers.jira.goals import goal_issues
from okrsync.trackers.jira.jql import question
from okrsync.trackers.jira.rights import lacking, seen_project, seen_projects
from okrsync.trackers.jira.search import Search

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from okrsync.trackers.jira.site import Site

_MOST_SKEW = 60.0  # seconds
_MOST_NAMED = 10
_NO_ISSUES = "it is empty, `jql` leaves all out, or security levels hide them"


def diagnose(site: Site, clock: Callable[[], datetime]) -> Iterator[Diagnosis]:
    """Stops at the first line after which nothing else can work."""
    subject = site.source.url
    try:
        yield _address(site)
        yield from _clock(site, clock())
        subject = "account"
        yield _account(site)
    except TrackerError as error:
        yield Diagnosis(subject, "error", str(error))
        return
    found = [_project(site, project) for project in site.source.projects]
    yield from found
    yield from _goals(site)
    if any(each.level == "error" for each in found):
        yield from _others(site)


def _goals(site: Site) -> Iterator[Diagnosis]:
    """Whether the issue types of goals are there. Jira refuses to look for one it does not have."""
    types = ", ".join(site.source.goal_types)
    try:
        found = len(goal_issues(site).items)
    except TrackerError as error:
        yield Diagnosis("goal_types", "error", str(error))
        return
    if types and found:
        yield Diagnosis("goal_types", "ok", f"{found} issues of {types}.")
    elif types:
        yield Diagnosis("goal_types", "warning", f"This account sees no issue of {types}: check goal_types.")


def _address(site: Site) -> Diagnosis:
    server = site.server()
    kind = "Cloud" if server.deployment == "Cloud" else f"Data Center {server.version}".strip()
    return Diagnosis(site.source.url, "ok", f"Jira {kind}{f', “{server.title}”' if server.title else ''}.")


def _clock(site: Site, now: datetime) -> Iterator[Diagnosis]:
    theirs = site.session.server_time
    skew = (now - theirs).total_seconds() if theirs else 0.0
    if abs(skew) > _MOST_SKEW:
        way = "ahead of" if skew > 0 else "behind"
        off = timedelta(seconds=round(abs(skew)))
        yield Diagnosis("clock", "warning", f"This machine's clock is {off} {way} Jira's: set it (NTP).")


def _account(site: Site) -> Diagnosis:
    account = site.account()
    through = "; its token has scopes, so it goes through Atlassian's gateway"
    return Diagnosis(
        "account",
        "ok",
        f"{account.shown or account.name}, time zone {account.zone or 'unknown'}"
        f"{through if site.session.address.cloud_id else ''}.",
    )


def _project(site: Site, place: str) -> Diagnosis:
    subject = f"project {place}"
    try:
        level, message = _seen(site, place)
    except NotVisible:
        cure = "Check its key, and that the account has the permission Browse projects there."
        return Diagnosis(subject, "error", f"It is missing, or this account may not see it. {cure}")
    except TrackerError as error:
        return Diagnosis(subject, "error", str(error))
    return Diagnosis(subject, level, message)


def _seen(site: Site, place: str) -> tuple[Literal["ok", "warning"], str]:
    if seen_project(site, place).get("archived") is True:
        return "warning", "It is archived: Jira finds none of its issues. Leave it out of `projects`."
    lacks = lacking(site, place)
    issues = Search(site).count(question(place, site.source.jql))
    if not issues:
        why = "this account lacks Browse projects there" if "Browse projects" in lacks else _NO_ISSUES
        return "warning", f"It can be seen, but none of its issues: {why}."
    visible = f"{issues} {'issue' if issues == 1 else 'issues'} visible to this account"
    if lacks:
        return "warning", f"{visible}. To comment it lacks {', '.join(lacks)}."
    return "ok", f"{visible}, which may comment."


def _others(site: Site) -> Iterator[Diagnosis]:
    """What this account sees, where something it should see is missing."""
    try:
        keys, total = seen_projects(site)
    except TrackerError:
        return
    named = ", ".join(keys[:_MOST_NAMED])
    more = total - len(keys[:_MOST_NAMED])
    if keys:
        message = f"This account sees {named}{f' and {more} more' if more > 0 else ''}."
    else:
        message = "This account sees no project at all: give it the permission Browse projects in some."
    yield Diagnosis("projects", "warning", message)
