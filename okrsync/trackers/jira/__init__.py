"""Jira, Cloud and Data Center: the jira library signs us in; paging, waiting and writing are our own."""

from __future__ import annotations

from ssl import create_default_context
from typing import TYPE_CHECKING

from jira import JIRA

from okrsync import __version__
from okrsync.errors import UsageError
from okrsync.trackers.jira.address import Address
from okrsync.trackers.jira.credentials import Credentials
from okrsync.trackers.jira.session import TIMEOUT, Session, Way
from okrsync.trackers.jira.site import Site
from okrsync.trackers.jira.tracker import JiraTracker
from okrsync.trackers.jira.waiting import Patience

if TYPE_CHECKING:
    from pathlib import Path

    from okrsync.config.sources import JiraSource
    from okrsync.ports import Tracker
    from okrsync.trackers.surroundings import Surroundings


def open_tracker(source: JiraSource, surroundings: Surroundings) -> Tracker:
    """The tracker of a Jira site; nothing is sent yet. UsageError names the variable of a missing secret."""
    if source.email_env and source.user_env:
        raise UsageError(
            f"Source {source.name} has email_env, for Cloud, and user_env, for Data Center: keep one of them."
        )
    token = _secret(source, source.token_env, surroundings)
    named = source.email_env or source.user_env
    who = _secret(source, named, surroundings) if named else None
    client = JIRA(
        options={"server": source.url, "headers": {"User-Agent": f"okrsync/{__version__}"}},
        basic_auth=(who, token) if who else None,
        token_auth=None if who else token,
        get_server_info=False,  # asked for later, and only once in a store's life
        max_retries=0,
        timeout=TIMEOUT,
        logging=False,
    )
    patience = Patience(surroundings.say, surroundings.wait, seconds_left=surroundings.seconds_left)
    session = Session(client, _way(source, surroundings), patience)
    site = Site(session, source, surroundings.fields)
    return JiraTracker(site, surroundings.clock, surroundings.comment_authors)


def _way(source: JiraSource, surroundings: Surroundings) -> Way:
    # Only Cloud's tokens go with an e-mail, and only Cloud has a gateway.
    address = Address(source.url, source.gateway_url if source.email_env else None)
    credentials = Credentials(source.token_env, source.email_env, source.user_env)
    return Way(address, credentials, _ca_file(source, surroundings.folder))


def _ca_file(source: JiraSource, folder: Path) -> str | None:
    """UsageError where it is not what it should be: later, it would look like a server's fault."""
    if source.ca_file is None:
        return None
    path = folder / source.ca_file
    try:
        create_default_context(cafile=path)
    except (OSError, ValueError) as error:  # SSLError is an OSError
        raise UsageError(
            f"Source {source.name}: ca_file = {source.ca_file} holds no certificates that can be read "
            "(PEM: it begins with -----BEGIN CERTIFICATE-----)."
        ) from error
    return str(path)


def _secret(source: JiraSource, variable: str, surroundings: Surroundings) -> str:
    secret = surroundings.environ.get(variable, "").strip()
    if not secret:
        raise UsageError(f"Source {source.name} needs the environment variable {variable}, which is not set.")
    if not (secret.isascii() and secret.isprintable()):
        raise UsageError(
            f"{variable} holds characters that no Jira token or e-mail has; was it cut or pasted twice?"
        )
    return secret
