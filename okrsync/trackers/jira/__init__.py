"""Jira, Cloud and Data Center: the jira library signs us in; paging, waiting and writing are our own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jira import JIRA

from okrsync import __version__
from okrsync.errors import UsageError
from okrsync.trackers.jira.session import TIMEOUT, Credentials, Session
from okrsync.trackers.jira.site import Site
from okrsync.trackers.jira.tracker import JiraTracker
from okrsync.trackers.jira.waiting import Patience

if TYPE_CHECKING:
    from okrsync.config.sources import JiraSource
    from okrsync.ports import Tracker
    from okrsync.trackers.registry import Surroundings


def open_tracker(source: JiraSource, surroundings: Surroundings) -> Tracker:
    """The tracker of a Jira site; nothing is sent yet. UsageError names the variable of a missing secret."""
    token = _secret(source, source.token_env, surroundings)
    email = _secret(source, source.email_env, surroundings) if source.email_env else None
    client = JIRA(
        options={"server": source.url, "headers": {"User-Agent": f"okrsync/{__version__}"}},
        basic_auth=(email, token) if email else None,
        token_auth=None if email else token,
        get_server_info=False,  # asked for later, and only once in a store's life
        max_retries=0,
        timeout=TIMEOUT,
        logging=False,
    )
    patience = Patience(surroundings.say, surroundings.wait, seconds_left=surroundings.seconds_left)
    session = Session(client, Credentials(source.token_env, source.email_env), patience)
    return JiraTracker(Site(session, source, surroundings.fields), surroundings.comment_authors)


def _secret(source: JiraSource, variable: str, surroundings: Surroundings) -> str:
    secret = surroundings.environ.get(variable, "").strip()
    if not secret:
        raise UsageError(f"Source {source.name} needs the environment variable {variable}, which is not set.")
    if not (secret.isascii() and secret.isprintable()):
        raise UsageError(
            f"{variable} holds characters that no Jira token or e-mail has; was it cut or pasted twice?"
        )
    return secret
