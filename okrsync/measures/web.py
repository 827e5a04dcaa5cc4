"""A value behind an address that answers with JSON."""

from __future__ import annotations

import socket
from ipaddress import ip_address
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin, urlsplit

import requests

from okrsync import __version__
from okrsync.errors import MeasureFailed
from okrsync.measures.bounded import within
from okrsync.measures.values import value_at

if TYPE_CHECKING:
    from okrsync.core.goals import Reading

_TIMEOUT = (5, 15)  # seconds to connect, and between two bytes
_LONGEST = 60.0  # seconds for everything: byte by byte, an answer could take for ever
_MOST = 1024 * 1024  # bytes
_MOST_REDIRECTS = 5
_PART = 64 * 1024


class Place(NamedTuple):
    """An address, and the token its host asks for."""

    url: str
    token: str | None = None
    is_private_allowed: bool = False
    seconds: float = _LONGEST  # until it is too late


def read_web(place: Place, pointer: str | None) -> Reading:
    """One GET. A redirect into the own network is not followed unless the file allows it."""
    seconds = min(place.seconds, _LONGEST)
    try:
        content = within(seconds, lambda: _fetched(place))
    except TimeoutError:
        raise MeasureFailed(f"{_shown(place.url)} did not answer in full within {seconds:.0f} s.") from None
    return value_at(content, pointer, _shown(place.url))


def _fetched(place: Place) -> bytes:
    with requests.Session() as session:
        session.auth = lambda request: request  # or it would look into ~/.netrc
        return _content(session, place)


def _content(session: requests.Session, place: Place) -> bytes:
    url = place.url
    for _ in range(_MOST_REDIRECTS + 1):
        try:
            with _asked(session, place, url) as response:
                if not response.is_redirect:
                    return _body(response, url)
                url = _next(place, url, response.headers["location"])
        except (requests.RequestException, ValueError) as error:  # a redirect may lead to no address at all
            raise MeasureFailed(f"{_shown(url)} does not answer: {type(error).__name__}.") from error
    raise MeasureFailed(f"{_shown(place.url)} redirects more than {_MOST_REDIRECTS} times.")


def _asked(session: requests.Session, place: Place, url: str) -> requests.Response:
    headers = {"Accept": "application/json", "User-Agent": f"okrsync/{__version__}"}
    if place.token and _origin(url) == _origin(place.url):  # it is nobody else's
        headers["Authorization"] = f"Bearer {place.token}"
    return session.get(url, headers=headers, timeout=_TIMEOUT, allow_redirects=False, stream=True)


def _body(response: requests.Response, url: str) -> bytes:
    if not response.ok:
        cure = ": check the token" if response.status_code in (401, 403) else ""
        raise MeasureFailed(f"{_shown(url)} answers {response.status_code}{cure}.")
    content = b""
    for part in response.iter_content(_PART):
        content += part
        if len(content) > _MOST:
            raise MeasureFailed(f"{_shown(url)} sends more than {_MOST >> 20} MB: measure a smaller answer.")
    return content


def _next(place: Place, url: str, location: str) -> str:
    target = urljoin(url, location)
    if urlsplit(target).scheme not in ("http", "https"):
        raise MeasureFailed(f"{_shown(url)} redirects to what is no web address.")
    if not place.is_private_allowed and _host(target) != _host(place.url) and _is_private(target):
        raise MeasureFailed(
            f"{_shown(url)} redirects into a private network ({urlsplit(target).hostname}), "
            "which is not followed: "
            "set `allow_private = true` in the measure if that is meant."
        )
    return target


def _is_private(url: str) -> bool:
    """Whether any address of a host is none of the public internet, or it has none."""
    try:
        found = socket.getaddrinfo(urlsplit(url).hostname, None)
        return any(not ip_address(str(entry[4][0]).partition("%")[0]).is_global for entry in found)
    except (OSError, ValueError):
        return True


def _host(url: str) -> str:
    return urlsplit(url).netloc.casefold()


def _origin(url: str) -> tuple[str, str]:
    return urlsplit(url).scheme, _host(url)


def _shown(url: str) -> str:
    """An address without its user and its query, which may hold a password or a key."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
