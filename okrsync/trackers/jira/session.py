"""One signed-in session: reads are repeated within reason, writes are sent once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import requests

from okrsync.errors import TrackerError, WriteUnknown
from okrsync.trackers.jira.credentials import NotAccepted, is_login_failure, not_accepted
from okrsync.trackers.jira.limits import Request, server_time
from okrsync.trackers.jira.refusals import (
    is_web_page,
    refused_read,
    refused_write,
    unreachable,
    web_page,
)
from okrsync.trackers.jira.waiting import Hiccup, StillBroken, busy

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from jira import JIRA

    from okrsync.trackers.jira.address import Address
    from okrsync.trackers.jira.credentials import Credentials
    from okrsync.trackers.jira.waiting import Patience

TIMEOUT = (5, 60)  # seconds to connect, and between two bytes of an answer
_BUSY = (429, 503)
_BETWEEN_WRITES = 1.0  # seconds
Shape = TypeVar("Shape", dict[str, Any], list[Any])


class Way(NamedTuple):
    """How the site is reached. `ca_file` holds the certificates that are trusted, None the usual ones."""

    address: Address
    credentials: Credentials
    ca_file: str | None = None


class Session:
    """Asks one Jira. No exception of the libraries below leaves it; `requests` counts what was sent."""

    def __init__(self, client: JIRA, way: Way, patience: Patience) -> None:
        self.requests = 0
        self.address = way.address
        self.host = way.address.host
        self.server_time: datetime | None = None  # as the last answer had it
        self._client = client
        self._way = way
        self._patience = patience
        self._has_answered = False
        self._has_written = False

    def read(
        self,
        path: str,
        shape: type[Shape],
        *,
        what: str,
        params: Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
    ) -> Shape:
        """The JSON at a path under /rest/api/2, asked for with POST when there is a `body`.

        Asked again where that helps. Raises QueryRejected for 400, NotVisible for 404, else TrackerError;
        `what` is named in the sentence.
        """
        request, tries = Request("POST" if body else "GET", path, params, body), 0
        refused: NotAccepted | None = None
        while True:
            self._patience.begin(f"asking {self.host} for {what}", request)
            try:
                return self._data(self._ask(request), shape, (what, request))
            except Hiccup as hiccup:
                tries += 1
                try:
                    self._patience.bear(hiccup, tries, request)
                except StillBroken as error:  # perhaps only the gateway, which not all may reach
                    raise (refused or error) from hiccup
            except NotAccepted as error:
                refused = error
                if not self._has_other_way():
                    raise

    def write(
        self,
        method: str,
        path: str,
        *,
        what: str,
        params: Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
    ) -> Any:
        """Send once, and return the JSON. Refusal: it had no effect. WriteUnknown: it may have had one.

        What comes too often has had none either, and is sent again.
        """
        request, tries = Request(method, path, params, body, is_write=True), 0
        while True:
            self._patience.begin(f"asking {self.host} to {what}", request)
            if self._has_written:
                self._patience.wait(_BETWEEN_WRITES)
            self._has_written = True
            try:
                return self._written(request, what)
            except Hiccup as hiccup:
                tries += 1
                self._patience.bear(hiccup, tries, request)

    def _ask(self, request: Request) -> requests.Response:
        try:
            response = self._send(request)
        except (
            requests.ConnectionError,
            requests.Timeout,
            requests.exceptions.ChunkedEncodingError,
        ) as error:
            failure = unreachable(error, self.host)
            if self._has_answered:
                raise Hiccup(failure) from error
            raise TrackerError(failure) from error  # a wrong address does not get right by waiting
        except requests.RequestException as error:
            raise TrackerError(unreachable(error, self.host)) from error
        self._has_answered = True
        return response

    def _written(self, request: Request, what: str) -> Any:
        lost = WriteUnknown(f"{self.host} gave no clear answer when asked to {what}: it may have happened.")
        try:
            response = self._send(request)
        except requests.RequestException as error:
            raise lost from error
        if response.status_code in (408, *range(500, 600)):
            raise lost
        if response.status_code == 429:  # noqa: PLR2004 (HTTP)
            raise busy(self.host, response, request)
        if not 200 <= response.status_code < 300:  # noqa: PLR2004 (HTTP)
            raise refused_write(response, self.host, what)
        try:
            return json.loads(response.content) if response.content else None
        except (ValueError, RecursionError) as error:
            raise lost from error

    def _send(self, request: Request) -> requests.Response:
        self.requests += 1
        # The library's own `request` repeats posts, stumbles over dates in Retry-After and hides the answer.
        response = requests.Session.request(
            self._client._session,  # noqa: SLF001 (the library offers no other way to its signed session)
            request.method,
            self.address.to(request.path),
            params=request.params,
            data=json.dumps(request.body) if request.body is not None else None,
            timeout=TIMEOUT,
            # A redirected POST would arrive as a GET, and look like success.
            allow_redirects=not request.is_write,
            # Named here, because $REQUESTS_CA_BUNDLE would win over the session's own.
            verify=self._way.ca_file,
        )
        self._patience.note(response.headers, self.host)
        self.server_time = server_time(response.headers) or self.server_time
        return response

    def _data(self, response: requests.Response, shape: type[Shape], asked: tuple[str, Request]) -> Shape:
        what, request = asked
        if is_login_failure(response):
            raise not_accepted(response, self.host, self._way.credentials)
        status = response.status_code
        if status in _BUSY:
            raise busy(self.host, response, request)
        if status >= 500:  # noqa: PLR2004 (HTTP)
            raise Hiccup(f"{self.host} failed (HTTP {status}) when asked for {what}.")
        if is_web_page(response):
            raise web_page(response, self.host)
        if not 200 <= status < 300:  # noqa: PLR2004 (HTTP)
            raise refused_read(response, self.host, what)
        try:
            data = json.loads(response.content)  # UTF-8, whatever a proxy says or forgets to say
        except (ValueError, RecursionError) as error:
            raise Hiccup(f"{self.host} sent an answer that breaks off when asked for {what}.") from error
        if not isinstance(data, shape):
            raise TrackerError(
                f"{self.host} answered in an unknown form when asked for {what}; is `url` right?"
            )
        return data

    def _has_other_way(self) -> bool:
        """Whether the same question may be answered at another address of this site."""
        self.requests += self.address.is_unsearched
        return self.address.find_other_way(ca_file=self._way.ca_file, timeout=TIMEOUT)
