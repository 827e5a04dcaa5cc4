"""`okrsync init`: a first file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from okrsync.app import lone_tracker
from okrsync.cli.examples import examples
from okrsync.config.places import USUAL
from okrsync.config.repositories import remote_of
from okrsync.config.sources import GitHubSource, JiraSource
from okrsync.config.starter import Projects, Repositories, starter
from okrsync.core.cycles import default_cycle
from okrsync.core.proposing import propose
from okrsync.core.surveying import Survey
from okrsync.errors import UsageError
from okrsync.ports import Surveyor
from okrsync.steps.jira_site import JiraSite, jira_site
from okrsync.steps.origin import origin, repository
from okrsync.steps.surveying import look_around

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from okrsync.cli.session import Session
    from okrsync.config.sources import Source
    from okrsync.core.proposing import Proposals
    from okrsync.steps.origin import Repository

_EXAMPLE = "OWNER/REPOSITORY"
_MOST_PROJECTS = 20  # those most is done in; more are soon added by hand


@click.command(
    "init",
    epilog=examples("okrsync init", "okrsync init --from github:acme/web"),
    short_help="Write a first file, with goals proposed from a tracker.",
)
@click.option(
    "--from",
    "place",
    metavar="WHERE",
    help="Propose goals from labels, milestones and parents in use there: github:owner/repo, or a Jira URL.",
)
@click.option(
    "--project",
    "projects",
    metavar="KEY",
    multiple=True,
    help="With a Jira URL: look at this project alone; may be repeated.",
)
@click.option("-o", "--output", metavar="PATH", help="The file to write; okrsync.toml.")
@click.pass_obj
def command(session: Session, *, place: str | None, projects: Sequence[str], output: str | None) -> None:
    """Write a first okrsync.toml; one that is there is never overwritten.

    In a checkout of a GitHub repository, it reads that one. It looks at work with --from alone.
    """
    output = output or session.config
    path = _free(session.folder, output)
    at = _named(place, projects) if place else origin(session.folder, session.environ)
    found = _survey(session, at) if place and at else Survey(0)
    proposals = propose(found)
    read = _read(session, at, found)
    _write(path, starter(read, default_cycle([], session.now.date()).id, proposals))
    session.voice.info(f"{output or path.name} is written: {_told(at, found, proposals, read)}")
    session.voice.info(f"{_first(session, read)} run okrsync doctor, okrsync sync and okrsync report.")


def _first(session: Session, read: Repositories | Projects) -> str:
    """What is still to be done before the file can be used."""
    variables = ["GITHUB_TOKEN"]
    if isinstance(read, Projects):
        variables = ["JIRA_EMAIL", "JIRA_TOKEN"] if read.has_email else ["JIRA_TOKEN"]
    missing = [name for name in variables if not session.environ.get(name)]
    return f"Put a token into {' and '.join(missing)}, then" if missing else "Now"


def _told(
    at: Repository | JiraSite | None, found: Survey, proposals: Proposals, read: Repositories | Projects
) -> str:
    if at is None:
        return f"put your repository in the place of {_EXAMPLE}, and your goals in the place of the example."
    if proposals.goals:
        goals = f"{len(proposals.goals)} goal{'s' if len(proposals.goals) > 1 else ''}"
        return f"{found.items} items of {at.name} propose {goals}, as drafts. Make them yours."
    if not read.names:
        return f"{at.name} shows this account no work. Put your projects and goals in the example's place."
    looked = f"nothing in {at.name} looks like a goal" if found.items else f"it reads {at.name}"
    return f"{looked}. Put your goals in the place of the example."


def _free(folder: Path, output: str | None) -> Path:
    """Where the file will stand, and no other does that would be read in its stead."""
    if output and remote_of(output):
        raise UsageError(f"{output} is in a repository: name a file on this machine with -o PATH.")
    for name in (output,) if output else USUAL:
        if (folder / name).exists():
            raise UsageError(f"{name} is there already and stays as it is. Write elsewhere with -o PATH.")
    return folder / (output or USUAL[0])


def _named(place: str, projects: Sequence[str]) -> Repository | JiraSite:
    found = repository(place)
    if found is not None and not projects:
        return found
    site = jira_site(place)
    if site is None:
        what = "no Jira, and --project goes with one" if found else "no GitHub repository and no Jira"
        raise UsageError(f"{place} is {what}: write github:owner/repo, or the URL of a Jira site or project.")
    return site._replace(projects=tuple(key.upper() for key in projects)) if projects else site


def _survey(session: Session, at: Repository | JiraSite) -> Survey:
    tracker = lone_tracker(_source(session, at), session.world())
    if not isinstance(tracker, Surveyor):
        raise UsageError(f"okrsync cannot look around in {at.name}.")
    return look_around(tracker, tracker)


def _source(session: Session, at: Repository | JiraSite) -> Source:
    if not isinstance(at, JiraSite):
        return GitHubSource(name="github", type="github", repos=(at.name,), api_url=at.api_url)
    email_env = "JIRA_EMAIL" if _has_email(session, at) else None
    # Unlike in a file, there may be no project yet: then all that can be seen is looked at.
    return JiraSource.model_construct(
        name="jira", type="jira", url=at.url, projects=at.projects, email_env=email_env
    )


def _has_email(session: Session, site: JiraSite) -> bool:
    """Cloud signs in with an e-mail; it may have an address of the company's own."""
    return site.is_cloud or bool(session.environ.get("JIRA_EMAIL"))


def _read(session: Session, at: Repository | JiraSite | None, found: Survey) -> Repositories | Projects:
    if isinstance(at, JiraSite):
        return Projects(at.url, at.projects or found.projects[:_MOST_PROJECTS], _has_email(session, at))
    names = (at.name,) if at else (_EXAMPLE,)
    return Repositories(names, at.api_url if at else None, is_known=at is not None)


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.") from error
