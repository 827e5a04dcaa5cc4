"""A small, strict Jira on 127.0.0.1, Cloud or Data Center, for tests over the real client library.

    with JiraServer() as jira:                      # JiraServer(is_cloud=False) is a Data Center
        jira.world.add_project("ONB")
        epic = jira.world.add("ONB", "Onboarding", type="Epic", labels=["okr:grow"])
        jira.world.add("ONB", "Shorter form", parent=epic.key)
        ... url = jira.url, email = jira.email, token = jira.token ...
        assert jira.count == 4

It is as awkward as the real one: Cloud answers 410 to the old search and refuses questions without a bound,
Data Center ends at 10,000 rows and looks keys up before it compares them; unknown parameters, body keys, JQL
fields and issues in JQL are refused with 400.

A Cloud whose token `is_scoped` lets it in below `/ex/jira/` only, as the gateway does; a Data Center with a
`password` takes that instead of a token. `JiraServer(tls=...)` speaks HTTPS.

`jira.requests` is the log. `jira.fail(...)` breaks the next answers, `jira.heal()` mends them. `jira.before`
is called with each request, so that a test can change the world between two pages. `jira.latency` delays
each answer.
"""

from __future__ import annotations

import json
import re
import threading
import time
from base64 import b64encode
from dataclasses import dataclass, field, replace
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import parse_qs, urlsplit

from tests.servers.jira_routes import Reply, Request, reply
from tests.servers.jira_world import World

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable

_DENIED = Reply(
    401, {"message": "Client must be authenticated"}, {"X-Seraph-LoginReason": "AUTHENTICATED_FAILED"}
)


@dataclass
class Fault:
    """What a request gets instead of its answer. `after_effect`: it is carried out, and the answer lost."""

    on: str  # a regular expression, searched in "GET /rest/api/2/search/jql"
    status: int = 503
    body: Any = "<html><title>Down for maintenance</title></html>"
    headers: dict[str, str] = field(default_factory=dict)
    times: int = 1
    skips: int = 0  # so many go well before it
    after_effect: bool = False
    cut: bool = False  # no answer at all: the connection ends
    short: bool = False  # the answer is the right one, but ends before its time


class JiraServer:
    """One world behind one address. `count` is the number of requests so far."""

    def __init__(
        self, *, is_cloud: bool = True, context: str = "", tls: ssl.SSLContext | None = None
    ) -> None:
        self.world = World(is_cloud=is_cloud)
        self.email = "robot@acme.example"
        self.token = "ATATT3xtoken"
        self.password: str | None = None
        self.cloud_id = "1324a887-45db-1bf4-1e99-ef0ff456d421"
        self.is_scoped = False
        self.scopes = {"read:jira-work", "write:jira-work"}
        self.latency = 0.0
        self.tells_time = True
        self.requests: list[Request] = []
        self.before: Callable[[Request], object] = lambda _: None
        self._faults: list[Fault] = []
        self._lock = threading.Lock()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._http.daemon_threads = True
        self._http.block_on_close = False
        self._context = context
        if tls:
            self._http.socket = tls.wrap_socket(self._http.socket, server_side=True)
        self.origin = f"http{'s' if tls else ''}://127.0.0.1:{self._http.server_port}"
        self.url = self.world.url = f"{self.origin}{context}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._http.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._http.server_close()

    @property
    def count(self) -> int:
        return len(self.requests)

    def forget(self) -> None:
        self.requests.clear()

    def asked(self, pattern: str) -> list[Request]:
        """The requests so far whose "GET /path" matches."""
        return [request for request in self.requests if re.search(pattern, str(request))]

    def fail(self, on: str, status: int = 503, **how: Any) -> None:
        self._faults.append(Fault(on, status, **how))

    def heal(self) -> None:
        self._faults.clear()

    def answer(self, request: Request) -> tuple[Reply, Fault | None]:
        with self._lock:
            self.requests.append(request)
            self.before(request)
            fault = self._fault(request)
            if fault and not (fault.after_effect or fault.short):
                return Reply(fault.status, fault.body, fault.headers), fault
            if request.path == "/_edge/tenant_info" and self.world.is_cloud:
                return Reply(200, {"cloudId": self.cloud_id}), fault
            if denied := self._denial(request):
                return denied, fault
            path = request.path.removeprefix(self._gateway).removeprefix(self._context)
            right = reply(self.world, replace(request, path=path))
            if fault and fault.after_effect:
                return Reply(fault.status, fault.body, fault.headers), fault
            return right, fault

    @property
    def _gateway(self) -> str:
        return f"/ex/jira/{self.cloud_id}"

    def _denial(self, request: Request) -> Reply | None:
        is_through_gateway = request.path.startswith(self._gateway)
        if not self._knows(request.signature) or is_through_gateway != self.is_scoped:
            is_open = request.path.endswith("/serverInfo") and not is_through_gateway
            return None if is_open else _DENIED
        is_write = request.verb in ("PUT", "DELETE") or re.search("^POST .*/comment$", str(request))
        if self.is_scoped and f"{'write' if is_write else 'read'}:jira-work" not in self.scopes:
            return Reply(401, {"code": 401, "message": "Unauthorized; scope does not match"})
        return None

    def _knows(self, signature: str) -> bool:
        """Cloud takes e-mail and token, Data Center a token alone, or a name and a password."""
        scheme, _, secret = signature.partition(" ")
        if self.password is not None:
            return (scheme, secret) == ("Basic", _basic("robot", self.password))
        if not self.world.is_cloud:
            return (scheme, secret) == ("Bearer", self.token)
        return (scheme, secret) == ("Basic", _basic(self.email, self.token))

    def _fault(self, request: Request) -> Fault | None:
        fault = next((fault for fault in self._faults if re.search(fault.on, str(request))), None)
        if fault and fault.skips:
            fault.skips -= 1
            return None
        if fault:
            fault.times -= 1
            if fault.times == 0:
                self._faults.remove(fault)
        return fault


def _basic(email: str, token: str) -> str:
    return b64encode(f"{email}:{token}".encode()).decode()


def _handler(server: JiraServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def _answer(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length) or b"null")
            url = urlsplit(self.path)
            signature = self.headers.get("Authorization", "")
            request = Request(self.command, url.path, parse_qs(url.query), body, signature)
            time.sleep(server.latency)
            answer, fault = server.answer(request)
            if fault and fault.cut:
                self.close_connection = True
                return
            self._send(answer, is_short=bool(fault and fault.short))

        def _send(self, answer: Reply, *, is_short: bool) -> None:
            is_text = isinstance(answer.body, str)
            body = (
                b"" if answer.body is None else (answer.body if is_text else json.dumps(answer.body)).encode()
            )
            body = body[: len(body) // 2] if is_short else body
            self.send_response_only(answer.status)
            headers = {
                **({"Date": format_datetime(server.world.now, usegmt=True)} if server.tells_time else {}),
                "Content-Type": "text/html" if is_text else "application/json;charset=UTF-8",
                "Content-Length": str(len(body)),
            }
            for name, value in (headers | answer.headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PUT = do_DELETE = _answer  # noqa: N815 (the library's names)

        def log_message(self, *_: object) -> None:
            pass

    return Handler
