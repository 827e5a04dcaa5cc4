"""The connection under PyGithub's requester: it counts requests and follows redirects with their query."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from github.Requester import HTTPRequestsConnectionClass, HTTPSRequestsConnectionClass

from okrsync.errors import TrackerError

if TYPE_CHECKING:
    from urllib.parse import SplitResult

    from github.Requester import RequestsResponse

RAW = "application/vnd.github.raw+json"
_REDIRECTS = (301, 302, 307, 308)
_MOST_HOPS = 5


class Line:
    """Stands where PyGithub takes a connection.

    PyGithub would follow a 301 without its query, so that a renamed repository would silently answer
    with its open issues only. A redirected write was not carried out, so it is sent again as it is.
    """

    def __init__(self, base_url: str, seconds: int) -> None:
        self._base = urlsplit(base_url)
        is_plain = self._base.scheme == "http"
        connection = HTTPRequestsConnectionClass if is_plain else HTTPSRequestsConnectionClass
        self._connection: Any = connection(self._base.hostname or "", self._base.port, timeout=seconds)
        self.requests = 0
        self._is_raw = False
        self.is_redirected = False  # whether the last answer came from elsewhere than was asked

    def request(self, verb: str, url: str, body: str | None, headers: dict[str, str], *_stream: bool) -> None:
        self.is_redirected = False
        self._is_raw = headers.get("Accept") == RAW
        self._connection.request(verb, url, body, headers)

    def getresponse(self) -> RequestsResponse:
        response = self._get()
        for _ in range(_MOST_HOPS):
            location = response.headers.get("location")
            if response.status not in _REDIRECTS or not location:
                return response
            self._connection.url = self._target(location)
            self.is_redirected = True
            response = self._get()
        raise TrackerError(f"{self._base.hostname} sends each request on to another: check `api_url`.")

    def _get(self) -> RequestsResponse:
        self.requests += 1
        response: RequestsResponse = self._connection.getresponse()
        # Never guessed: JSON is UTF-8 whatever the header forgets, and Latin-1 keeps every byte of a file.
        response.response.encoding = "latin-1" if self._is_raw else "utf-8"
        return response

    def _target(self, location: str) -> str:
        """Path and query of a redirect. The token goes to no other host than the one it was given for."""
        asked = urlsplit(self._connection.url)
        new = urlsplit(urljoin(f"{self._base.scheme}://{self._base.netloc}{asked.path}", location))
        if _origin(new) != _origin(self._base):
            raise TrackerError(
                f"{self._base.netloc} sends us on to {new.scheme}://{new.netloc}: "
                "if that is right, set `api_url` of the source to it."
            )
        query = new.query or asked.query
        return f"{new.path}?{query}" if query else new.path


def _origin(url: SplitResult) -> tuple[str, str | None, int]:
    return url.scheme, url.hostname, url.port or (80 if url.scheme == "http" else 443)
