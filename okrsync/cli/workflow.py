"""What the GitHub workflow that runs okrsync says: which item it is about, and who may read there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from okrsync.errors import UsageError
from okrsync.steps.events import MERGE_QUEUE, event_ref, private_repo

if TYPE_CHECKING:
    from collections.abc import Sequence

    from okrsync.cli.session import Session
    from okrsync.config.sources import Source


def items_of_event(session: Session, sources: Sequence[Source]) -> list[str]:
    """The item the workflow runs for; none in a merge queue. UsageError outside of workflows."""
    name = session.environ.get("GITHUB_EVENT_NAME", "")
    if name == MERGE_QUEUE:
        session.voice.info("A merge queue is about no single item: there is nothing to check.")
        return []
    event = event_text(session)
    if event is None:
        raise UsageError(
            "Which item? Name one, for example github:acme/web#12; in a GitHub workflow it is the event's."
        )
    return [event_ref(name, event, session.environ, sources)]


def private_repos(session: Session) -> list[str]:
    """The workflow's repository, where its event says that strangers cannot read it."""
    event = event_text(session)
    repo = private_repo(event) if event else None
    return [repo] if repo else []


def event_text(session: Session) -> str | None:
    """The text of the workflow's event; None outside of workflows."""
    path = session.environ.get("GITHUB_EVENT_PATH")
    if not path:
        return None
    try:
        return Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"The workflow's event file {path} cannot be read: {error}.") from error
