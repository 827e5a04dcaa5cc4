"""One signed-in session: reads are repeated within reason, writes are sent once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar
from urllib.parse import urlsplit

import requests

from okrsync.errors import TrackerError, WriteUnknown
from okrsync.trackers.jira.refusals import (
    is_login_failure,
    is_web_page,
    refused_read,
    refused_write,
    web_page,
)
from okrsync.trackers.jira.waiting import Hiccup, busy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jira import JIRA

    from okrsync.trackers.jira.waiting import Patience

TIMEOUT = (5, 60)  # seconds to connect, and between two bytes of an answer
_BUSY = (429, 503)
_BETWEEN_WRITES = 1.0  # seconds
Shape = TypeVar("Shape", dict[str, Any], list[Any])


class Credentials(NamedTuple):
    """The names of the variables that hold them, for sentences."""

    token_env: str
    email_env: str | None


class Session:
    """Asks one Jira. No exception of the libraries below leaves it; `requests` counts what was sent."""

    def __init__(self, client: JIRA, credentials: Credentials, patience: Patience) -> None:
        self.requests = 0
        self.host = urlsplit(client.server_url).netloc or client.server_url
        self._client = client
        self._credentials = credentials
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
        tries = 0
        while True:
            self._patience.begin(f"asking {self.host} for {what}")
            try:
                response = self._ask("POST" if body else "GET", path, params, body)
                return self._data(response, shape, what)
            except Hiccup as hiccup:
                tries += 1
                self._patience.bear(hiccup, tries)

    def write(
        self,
        method: str,
        path: str,
        *,
        what: str,
        params: Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
    ) -> Any:
        """Send once, and return the JSON. Refusal: it had no effect. WriteUnknown: it may have had one."""
        self._patience.begin(f"asking {self.host} to {what}")
        if self._has_written:
            self._patience.wait(_BETWEEN_WRITES)
        self._has_written = True
        lost = WriteUnknown(f"{self.host} gave no clear answer when asked to {what}: it may have happened.")
        try:
            # A redirected POST would arrive as a GET, and look like success.
            response = self._send(method, path, params, body, allow_redirects=False)
        except requests.RequestException as error:
            raise lost from error
        if response.status_code in (408, *range(500, 600)):
            raise lost
        if response.status_code == 429:  # noqa: PLR2004 (HTTP)
            raise TrackerError(
                f"{busy(self.host, 429, response.headers)} Nothing was written; run okrsync again."
            )
        if not 200 <= response.status_code < 300:  # noqa: PLR2004 (HTTP)
            raise refused_write(response, self.host, what)
        try:
            return json.loads(response.content) if response.content else None
        except ValueError as error:
            raise lost from error

    def _ask(
        self, method: str, path: str, params: Mapping[str, Any] | None, body: Mapping[str, Any] | None
    ) -> requests.Response:
        try:
            response = self._send(method, path, params, body, allow_redirects=True)
        except (
            requests.ConnectionError,
            requests.Timeout,
            requests.exceptions.ChunkedEncodingError,
        ) as error:
            failure = self._unreachable(error)
            if self._has_answered:
                raise Hiccup(failure) from error
            raise TrackerError(failure) from error  # a wrong address does not get right by waiting
        except requests.RequestException as error:
            raise TrackerError(self._unreachable(error)) from error
        self._has_answered = True
        return response

    def _send(
        self,
        method: str,
        path: str,
        params: Mapping[str, Any] | None,
        body: Mapping[str, Any] | None,
        *,
        allow_redirects: bool,
    ) -> requests.Response:
        self.requests += 1
        # The library's own `request` repeats posts, stumbles over dates in Retry-After and hides the answer.
        return requests.Session.request(
            self._client._session,  # noqa: SLF001 (the library offers no other way to its signed session)
            method,
            self._client._get_url(path),  # noqa: SLF001
            params=params,
            data=json.dumps(body) if body is not None else None,
            timeout=TIMEOUT,
            allow_redirects=allow_redirects,
        )

    def _data(self, response: requests.Response, shape: type[Shape], what: str) -> Shape:
        if is_login_failure(response):
            raise TrackerError(self._wrong_credentials())
        status = response.status_code
        if status in _BUSY:
            raise busy(self.host, status, response.headers)
        if status >= 500:  # noqa: PLR2004 (HTTP)
            raise Hiccup(f"{self.host} failed (HTTP {status}) when asked for {what}.")
        if is_web_page(response):
            raise web_page(response, self.host)
        if not 200 <= status < 300:  # noqa: PLR2004 (HTTP)
            raise refused_read(response, self.host, what)
        try:
            data = json.loads(response.content)  # UTF-8, whatever a proxy says or forgets to say
        except ValueError as error:
            raise Hiccup(f"{self.host} sent an answer that breaks off when asked for {what}.") from error
        if not isinstance(data, shape):
            raise TrackerError(
                f"{self.host} answered in an unknown form when asked for {what}; is `url` right?"
            )
        return data

    def _unreachable(self, error: requests.RequestException) -> str:
        if isinstance(error, requests.exceptions.SSLError):
            return (
                f"{self.host} has a certificate that is not trusted here; name yours in REQUESTS_CA_BUNDLE."
            )
        if isinstance(error, requests.Timeout):
            return f"{self.host} did not answer in time."
        return f"{self.host} cannot be reached, or cut the connection ({type(error).__name__})."

    def _wrong_credentials(self) -> str:
        token, email = self._credentials
        if email:
            return (
                f"{self.host} does not accept ${email} with ${token}. Cloud tokens expire, after a year at "
                "most: make a new one at https://id.atlassian.com/manage-profile/security/api-tokens. "
                "A token with scopes needs the url https://api.atlassian.com/ex/jira/CLOUD-ID."
            )
        return (
            f"{self.host} does not accept ${token}: a personal access token may have expired or been "
            "revoked. A Jira Cloud token works only together with `email_env`."
        )
