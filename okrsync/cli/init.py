"""`okrsync init`: a first file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from okrsync.app import lone_tracker
from okrsync.cli.examples import examples
from okrsync.config.places import USUAL
from okrsync.config.repositories import remote_of
from okrsync.config.sources import GitHubSource
from okrsync.config.starter import Repositories, starter
from okrsync.core.cycles import default_cycle
from okrsync.core.proposing import propose
from okrsync.core.surveying import Survey
from okrsync.errors import UsageError
from okrsync.ports import Surveyor
from okrsync.steps.origin import origin, repository
from okrsync.steps.surveying import look_around

if TYPE_CHECKING:
    from pathlib import Path

    from okrsync.cli.session import Session
    from okrsync.core.proposing import Proposals
    from okrsync.steps.origin import Repository

_EXAMPLE = "OWNER/REPOSITORY"
_VARIABLE = "GITHUB_TOKEN"


@click.command(
    "init",
    epilog=examples("okrsync init", "okrsync init --from github:acme/web"),
    short_help="Write a first file, with goals proposed from a tracker.",
)
@click.option(
    "--from",
    "place",
    metavar="WHERE",
    help="Propose goals from the labels, milestones and parent issues in use there: github:owner/repo.",
)
@click.option("-o", "--output", metavar="PATH", help="The file to write; okrsync.toml.")
@click.pass_obj
def command(session: Session, *, place: str | None, output: str | None) -> None:
    """Write a first okrsync.toml; one that is there is never overwritten.

    In a checkout of a GitHub repository, it reads that one. It looks at work with --from alone.
    """
    output = output or session.config
    path = _free(session.folder, output)
    at = _named(place) if place else origin(session.folder, session.environ)
    found = _survey(session, at) if place and at else Survey(0)
    proposals = propose(found)
    _write(path, _text(session, at, proposals))
    session.voice.info(f"{output or path.name} is written: {_told(at, found, proposals)}")
    first = "Now" if session.environ.get(_VARIABLE) else f"Put a token into {_VARIABLE}, then"
    session.voice.info(f"{first} run okrsync doctor, okrsync sync and okrsync report.")


def _told(at: Repository | None, found: Survey, proposals: Proposals) -> str:
    if at is None:
        return f"put your repository in the place of {_EXAMPLE}, and your goals in the place of the example."
    if proposals.goals:
        goals = f"{len(proposals.goals)} goal{'s' if len(proposals.goals) > 1 else ''}"
        return f"{found.items} items of {at.name} propose {goals}, as drafts. Make them yours."
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


def _named(place: str) -> Repository:
    found = repository(place)
    if found is None:
        raise UsageError(
            f"{place} is no GitHub repository: write github:owner/repo, or the address of its page."
        )
    return found


def _survey(session: Session, at: Repository) -> Survey:
    source = GitHubSource(name="github", type="github", repos=(at.name,), api_url=at.api_url)
    tracker = lone_tracker(source, session.world())
    if not isinstance(tracker, Surveyor):
        raise UsageError(f"okrsync cannot look around in {at.name}.")
    return look_around(tracker, tracker)


def _text(session: Session, at: Repository | None, found: Proposals) -> str:
    cycle = default_cycle([], session.now.date()).id
    names = (at.name,) if at else (_EXAMPLE,)
    return starter(Repositories(names, at.api_url if at else None, is_known=at is not None), cycle, found)


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.") from error
