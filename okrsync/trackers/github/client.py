"""Requests to one GitHub host: bounded, counted, patient where GitHub asks for it."""

from __future__ import annotations

from functools import partial
from itertools import count
from threading import Lock
from typing import TYPE_CHECKING, Any

import requests

from okrsync.errors import TrackerError, WriteRefused, WriteUnknown
from okrsync.trackers.github.access import open_access
from okrsync.trackers.github.answers import (
    Answer,
    Asked,
    Request,
    ServerFailed,
    failure,
    query_failure,
    raw_answer,
    read_answer,
    write_failure,
)
from okrsync.trackers.github.line import RAW
from okrsync.trackers.github.lists import Listing, pages
from okrsync.trackers.github.patience import Patience
from okrsync.trackers.github.pauses import pause
from okrsync.trackers.github.trouble import trouble

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from okrsync.config.sources import GitHubSource
    from okrsync.trackers.github.access import Access
    from okrsync.trackers.surroundings import Surroundings

_TRIES = 3
_GRAPHQL_PAUSE = 30.0  # its limits are its own, and REST tells most of it as well
_BETWEEN_WRITES = 1.0


def open_client(source: GitHubSource, surroundings: Surroundings) -> Client:
    """Make no request yet. UsageError names what is missing."""
    patience = Patience(surroundings.say, surroundings.wait, surroundings.seconds_left)
    return Client(open_access(source, surroundings.environ), patience)


class Client:
    """One request after the other, as GitHub asks for."""

    def __init__(self, access: Access, patience: Patience) -> None:
        self.access = access
        self._patience = patience
        self._has_written = False
        self._taken = 0
        self._alone = Lock()  # one thread asks while another reads

    def taken(self) -> int:
        """How many requests went out since this was last asked, repeated and redirected ones included."""
        before, self._taken = self._taken, self.access.line.requests
        return self._taken - before

    def get(self, path: str, what: str) -> Answer:
        """One good answer. NotVisible when it is missing or forbidden."""
        return self._read(Request("GET", path, what), failure)

    def content(self, path: str, what: str, query: Mapping[str, str]) -> Any:
        """The bytes of a file; a list where it is a folder. Missing where it is not there."""
        return self._read(Request("GET", path, what, query, is_raw=True), failure).data

    def pages(
        self, path: str, what: str, query: Mapping[str, str] | None = None, *, reads_ahead: bool = False
    ) -> Iterator[Listing]:
        """A list, page by page."""
        first = Request("GET", path, what, {"per_page": 100, **(query or {})})
        return pages(partial(self._read, judge=failure), first, reads_ahead=reads_ahead)

    def query(
        self, text: str, variables: Mapping[str, Any], what: str, *, tries: int = _TRIES
    ) -> dict[str, Any]:
        """The data of a GraphQL query, perhaps with holes. QueryRefused when there is none."""
        body = {"query": text, "variables": variables}
        url = self.access.graphql_url
        request = Request("POST", url, what, body=body, longest_pause=_GRAPHQL_PAUSE)
        data: dict[str, Any] = self._read(request, query_failure, tries).data["data"]
        return data

    def write(self, verb: str, path: str, what: str, body: Mapping[str, Any] | None = None) -> Any:
        """Write once, and never again unless GitHub said that it did not happen.

        WriteRefused where we may not, WriteUnknown when the answer got lost, NotVisible on 404.
        """
        return self.accepted(self.send(verb, path, what, body), what).data

    def send(self, verb: str, path: str, what: str, body: Mapping[str, Any] | None = None) -> Answer:
        """The answer to a write, whatever it says; WriteUnknown when it got lost."""
        if self._has_written:
            self._patience.rest(_BETWEEN_WRITES)
        self._has_written = True
        try:
            found = self._within_limits(Request(verb, path, what, body=body))
            problem = failure(found, self._asked(what))
            if isinstance(problem, ServerFailed):
                raise problem
        except ServerFailed as error:
            raise WriteUnknown(f"Whether a write on {what} took effect is not known. {error}") from error
        return found

    def accepted(self, answer: Answer, what: str) -> Answer:
        """The answer to a write that was carried out."""
        if reason := write_failure(answer, self._asked(what)):
            raise WriteRefused(reason)
        if problem := failure(answer, self._asked(what)):
            raise problem
        return answer

    def mutate(self, text: str, variables: Mapping[str, Any], what: str) -> None:
        """A GraphQL mutation. What it complains of is left unsaid: nothing of ours depends on one."""
        self.write("POST", self.access.graphql_url, what, {"query": text, "variables": variables})

    def _read(
        self, request: Request, judge: Callable[[Answer, Asked], TrackerError | None], tries: int = _TRIES
    ) -> Answer:
        for tried in count(1):
            try:
                found = self._within_limits(request)
                if problem := judge(found, self._asked(request.what)):
                    raise problem
            except ServerFailed:
                if tried >= tries:
                    raise
                self._patience.rest(2.0 ** (tried - 1))
            else:
                return found
        raise AssertionError

    def _within_limits(self, request: Request) -> Answer:
        """Send, and send again after the pauses GitHub asks for: it did not carry out what it refused so."""
        for earlier in count():
            self._patience.begin(self._asked(request.what))
            found = self._signed(request)
            seconds = pause(found, earlier)
            if seconds is None:
                return found
            self._patience.pause(seconds, found, request, self._asked(request.what))
        raise AssertionError

    def _signed(self, request: Request) -> Answer:
        """Send, and once more where a token ran out: PyGithub goes by this machine's clock alone."""
        found = self._send(request)
        if found.status == 401 and (access := self.access.renewed()):  # noqa: PLR2004 (unknown credentials)
            self.access = access
            found = self._send(request)
        return found

    def _send(self, request: Request) -> Answer:
        with self._alone:
            try:
                headers = self.access.headers() | ({"Accept": RAW} if request.is_raw else {})
                found = self.access.line.ask(
                    request.verb, request.path, headers, parameters=request.parameters, body=request.body
                )
            except (requests.RequestException, ValueError) as error:
                raise trouble(error, self._asked(request.what)) from error
        if request.is_raw:
            return raw_answer(found.status, found.headers, found.content)
        text = found.content.decode(errors="replace")  # never guessed: JSON is UTF-8
        return read_answer(found.status, found.headers, text, is_redirected=found.is_redirected)

    def _asked(self, what: str) -> Asked:
        return Asked(what, self.access.host, self.access.credential)
