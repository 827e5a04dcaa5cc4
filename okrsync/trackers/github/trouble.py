"""What went wrong on the way to GitHub, before there was an answer, in one plain sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import requests
from urllib3.exceptions import NameResolutionError, NewConnectionError

from okrsync.errors import TrackerError
from okrsync.trackers.github.answers import ServerFailed

if TYPE_CHECKING:
    from okrsync.trackers.github.answers import Asked


def trouble(error: Exception, asked: Asked) -> TrackerError:
    """ServerFailed where the request may have arrived; a plain TrackerError where it cannot have."""
    host = asked.host
    if sentence := _never_arrived(error):
        return TrackerError(sentence.format(host=host))
    if isinstance(error, requests.Timeout):
        return ServerFailed(f"{host} did not answer in time for {asked.what}. Try again later.")
    if isinstance(error, requests.RequestException):
        return ServerFailed(f"The connection to {host} was cut on {asked.what}. Try again later.")
    return ServerFailed(f"{host} sent an answer that makes no sense for {asked.what} ({error}).")


def _never_arrived(error: Exception) -> str | None:
    reason = getattr(error.args[0] if error.args else None, "reason", None)
    if isinstance(error, requests.exceptions.SSLError):
        return (
            "The certificate of {host} is not trusted, or the host speaks no TLS: "
            "check `api_url`, or name your authority's certificates in REQUESTS_CA_BUNDLE."
        )
    if isinstance(error, requests.exceptions.ProxyError):
        return "The proxy does not let okrsync through to {host}: check HTTPS_PROXY and NO_PROXY."
    if isinstance(reason, NameResolutionError):
        return "No host called {host} is known: check `api_url`, and the network."
    if isinstance(error, requests.ConnectTimeout):
        return "{host} cannot be reached within the time limit: check `api_url`, and the network."
    if isinstance(reason, NewConnectionError):
        return "{host} cannot be reached, it takes no connections: check `api_url`, and the network."
    return None
