"""The connection to one host: it counts requests and follows redirects with their query.

It asks by itself: all of a client library takes longer to import than a `check` takes to ask.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode, urljoin, urlsplit

import requests

from okrsync.errors import TrackerError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from urllib.parse import SplitResult

RAW = "application/vnd.github.raw+json"

_REDIRECTS = (301, 302, 307, 308)
_MOST_HOPS = 5


class Response(NamedTuple):
    status: int
    headers: dict[str, str]  # names in lower case
    content: bytes
    is_redirected: bool  # came from elsewhere than was asked


class Line:
    """Never tries again by itself: a comment would be posted twice.

    A redirected write was not carried out, so it is sent again as it is.
    """

    def __init__(self, base_url: str, seconds: int) -> None:
        self._base = urlsplit(base_url)
        self._seconds = seconds
        self._session = requests.Session()
        self._session.auth = lambda request: request  # or it would look into ~/.netrc
        self.requests = 0

    def ask(
        self,
        verb: str,
        address: str,
        headers: Mapping[str, str],
        *,
        parameters: Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
    ) -> Response:
        """The answer to one request. `address` is a path of the API, or whole, as an answer named it."""
        parts = urlsplit(address)
        path = f"{self._base.path}{parts.path}" if address.startswith("/") else parts.path
        query = "&".join(filter(None, [parts.query, urlencode(parameters or {})]))
        sent = None if body is None else json.dumps(body).encode()
        return self._follow(verb, f"{path}?{query}" if query else path, headers, sent)

    def _follow(self, verb: str, target: str, headers: Mapping[str, str], body: bytes | None) -> Response:
        for hop in range(_MOST_HOPS + 1):
            found = self._once(verb, target, headers, body)
            location = found.headers.get("location")
            if found.status not in _REDIRECTS or not location:
                return found._replace(is_redirected=hop > 0)
            target = self._target(target, location)
        raise TrackerError(f"{self._base.hostname} sends each request on to another: check `api_url`.")

    def _once(self, verb: str, target: str, headers: Mapping[str, str], body: bytes | None) -> Response:
        self.requests += 1
        found = self._session.request(
            verb,
            f"{self._base.scheme}://{self._base.netloc}{target}",
            headers=headers,
            data=body,
            timeout=self._seconds,
            allow_redirects=False,
        )
        told = {name.lower(): value for name, value in found.headers.items()}
        return Response(found.status_code, told, found.content, is_redirected=False)

    def _target(self, asked: str, location: str) -> str:
        """Path and query of a redirect. The token goes to no other host than the one it was given for."""
        before = urlsplit(asked)
        new = urlsplit(urljoin(f"{self._base.scheme}://{self._base.netloc}{before.path}", location))
        if _origin(new) != _origin(self._base):
            raise TrackerError(
                f"{self._base.netloc} sends us on to {new.scheme}://{new.netloc}: "
                "if that is right, set `api_url` of the source to it."
            )
        query = new.query or before.query
        return f"{new.path}?{query}" if query else new.path


def _origin(url: SplitResult) -> tuple[str, str | None, int]:
    return url.scheme, url.hostname, url.port or (80 if url.scheme == "http" else 443)
