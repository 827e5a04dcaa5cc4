"""A small, strict GitHub on 127.0.0.1, for tests over the real client library.

    with GitHubServer() as github:
        web = github.world.repository("acme/web")
        epic = web.issue("Signup in one step", labels=["okr:grow"])
        web.pull("Shorter form", closes=[web.issue("Form is long", parent=epic)])
        ... api_url = github.url, token = github.token ...
        assert github.count == 5

It is as awkward as the real one: lists of issues know cursors only and refuse `page=`, a renamed
repository answers 301 without the query, a pull request hides `head` from the list of issues, unknown
parameters and GraphQL fields are refused. What went wrong in a test's own use is in `mistakes`.

`github.requests` is the log. `github.fail(...)` breaks the next answers. `github.latency` delays each one.
`github.graphql = None` takes GraphQL away; removing words from that set makes it an older one.
"""

from __future__ import annotations

import base64
import json
import operator
import re
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

from tests.servers import github_files, github_graphql, github_payloads, github_search
from tests.servers.exchange import Reply, Request
from tests.servers.github_world import Comment, Issue, Repository, World

Json = dict[str, Any]

_LONGEST_MEETING = 15.0  # seconds
_PARAMETERS = {
    "issues": {"state", "sort", "direction", "since", "per_page", "after", "page"},
    "pulls": {"state", "sort", "direction", "per_page", "page"},
    "labels": {"per_page", "page"},
    "milestones": {"state", "per_page", "page"},
    "comments": {"per_page", "page"},
    "reactions": {"per_page", "page", "content"},
    "repos": {"per_page", "page"},
    "repositories": {"per_page", "page"},
    "search": {"q", "per_page", "page"},
}


@dataclass
class Fault:
    """What a request gets instead of its answer. `after_effect`: it is carried out, and the answer lost."""

    on: str  # a regular expression, searched in "GET /repos/acme/web/issues"
    status: int = 502
    body: Any = "<html>Unicorn!</html>"
    headers: dict[str, str] = field(default_factory=dict)
    times: int = 1
    skips: int = 0  # so many that match are answered as ever, before
    after_effect: bool = False
    cut: bool = False  # no answer at all: the connection ends
    short: bool = False  # the answer ends before its time


@dataclass
class Held:
    """A request that waits."""

    on: str
    is_there: threading.Event = field(default_factory=threading.Event)
    may_go: threading.Event = field(default_factory=threading.Event)


class GitHubServer:
    """One world behind one address. `count` is the number of requests so far, redirected ones included."""

    def __init__(self) -> None:
        self.world = World()
        self.token = "ghp_test"
        self.latency = 0.0
        self.graphql: set[str] | None = set(github_graphql.WORDS)
        self.requests: list[Request] = []
        self.expires_at = "2099-01-01T00:00:00Z"  # what an App is told of its tokens
        self.token_lasts: int | None = None  # requests; then another is wanted
        self.leaves_out: set[str] = set()  # keys an older one does not know
        self.points = 0  # of GraphQL, by the formula of GitHub's documentation
        self.mistakes: list[str] = []
        self.search_is_incomplete = False
        self.page_cap = 100  # issues on a page, whatever is asked for
        self.headers: dict[str, str] = {}  # sent with each answer
        self._faults: list[Fault] = []
        self._used = 0
        self._held: list[Held] = []
        self._meetings: dict[threading.Barrier, str] = {}
        self._lock = threading.Lock()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._http.daemon_threads = True
        self._http.block_on_close = False
        self.url = f"http://127.0.0.1:{self._http.server_port}"

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
        self.points = 0

    def asked(self, pattern: str) -> list[Request]:
        """The requests so far whose "GET /path" matches."""
        return [request for request in self.requests if re.search(pattern, str(request))]

    def fail(self, on: str, status: int = 502, **how: Any) -> None:
        self._faults.append(Fault(on, status, **how))

    def meet(self, on: str, *, before: bool = True, count: int = 2) -> threading.Barrier:
        """Let the next requests that match wait for each other: before they are carried out, or after.

        Processes then cross at this point, whatever the machine is busy with. One that nobody joins goes on.
        """
        barrier = threading.Barrier(count, action=lambda: self._meetings.pop(barrier))
        self._meetings[barrier] = f"{'before' if before else 'after'} .*{on}"
        return barrier

    def hold(self, on: str) -> Held:
        """Keep the next request that matches waiting, and that one alone, until it may go."""
        self._held.append(Held(on))
        return self._held[-1]

    def await_others(self, when: str, request: Request) -> None:
        held = next((one for one in self._held if re.search(one.on, str(request))), None)
        if held and when == "before":
            self._held.remove(held)
            held.is_there.set()
            held.may_go.wait(_LONGEST_MEETING)
        for barrier, on in list(self._meetings.items()):
            if re.search(on, f"{when} {request}"):
                with suppress(threading.BrokenBarrierError):
                    barrier.wait(_LONGEST_MEETING)

    def heal(self) -> None:
        """Take back the faults that nothing has met yet."""
        self._faults.clear()

    def answer(self, request: Request) -> tuple[Reply, Fault | None]:
        with self._lock:
            self.requests.append(request)
            fault = self._fault(request)
            if fault and not fault.after_effect:
                return Reply(fault.status, fault.body, fault.headers), fault
            reply = self._without(_Routes(self).reply(request))
            if fault:
                reply = Reply(fault.status, fault.body, fault.headers)
            return reply, fault

    def age(self, path: str) -> None:
        """A token has been used once more, and may be used up."""
        if self.token_lasts is not None and not path.startswith("/app/"):
            self._used += 1
            if self._used > self.token_lasts:
                self._used, self.token = 0, f"ghs_{self.count}"

    def _without(self, reply: Reply) -> Reply:
        for row in reply.body if isinstance(reply.body, list) else [reply.body]:
            for key in self.leaves_out if isinstance(row, dict) else ():
                row.pop(key, None)
        return reply

    def _fault(self, request: Request) -> Fault | None:
        for fault in [fault for fault in self._faults if re.search(fault.on, str(request))]:
            if fault.skips:
                fault.skips -= 1
                continue
            fault.times -= 1
            if fault.times == 0:
                self._faults.remove(fault)
            return fault
        return None


class _Routes:
    def __init__(self, server: GitHubServer) -> None:
        self.server = server
        self.world = server.world
        self.base = server.url

    def reply(self, request: Request) -> Reply:  # noqa: C901, PLR0911, PLR0912 (a table of routes)
        parts = [unquote(part) for part in request.path.strip("/").split("/")]
        match request.verb, parts:
            case "POST", ["graphql"]:
                return self._graphql(request)
            case "POST", ["app", "installations", _, "access_tokens"]:
                return Reply(201, {"token": self.server.token, "expires_at": self.server.expires_at})
            case "GET", ["rate_limit"]:
                return Reply(200, {"resources": {"core": {"limit": 5000, "remaining": 4990, "reset": 0}}})
            case "GET", ["search", "issues"]:
                return self._search(request)
            case "GET", ["user"]:
                return self._user()
            case "GET", ["orgs", owner, "repos"] if owner in self.world.organisations:
                return self._owned(request, owner)
            case "GET", ["users", owner, "repos"]:
                return self._owned(request, owner)
            case "GET", ["installation", "repositories"] if self.world.viewer_is_app:
                return self._installed(request)
            case "GET", ["user", "repos"] if self.world.viewer_is_app:
                return Reply(403, {"message": "Resource not accessible by integration"})
            case "GET", ["user", "repos"]:
                return self._owned(request, self.world.viewer)
            case _, ["repositories", repository_id, *rest]:
                found = next((r for r in self.world.repositories if r.id == int(repository_id)), None)
                return self._in(request, found, rest)
            case _, ["repos", owner, name, *rest]:
                former = self.world.find_former(f"{owner}/{name}")
                if former:
                    return self._moved("/".join(["repositories", str(former.id), *rest]))
                return self._in(request, self.world.find(f"{owner}/{name}"), rest)
        return self._unknown(request)

    def _in(self, request: Request, repo: Repository | None, rest: list[str]) -> Reply:  # noqa: C901, PLR0911, PLR0912
        if repo is None or repo.is_hidden:
            return Reply(404, {"message": "Not Found"})
        match request.verb, rest:
            case "GET", []:
                return Reply(200, github_payloads.repository(repo, self.base))
            case "GET", ["labels"]:
                return self._page(
                    request, [github_payloads.label(row, repo, self.base) for row in repo.labels]
                )
            case "POST", ["labels"]:
                return self._new_label(request, repo)
            case "GET", ["labels", name]:
                known = repo.find_label(name)
                found = github_payloads.label(known, repo, self.base) if known else {"message": "Not Found"}
                return Reply(200 if known else 404, found)
            case "GET", ["collaborators", login, "permission"]:
                return Reply(200, github_payloads.permission(login, repo.roles.get(login, "read")))
            case "GET", ["milestones"]:
                rows = [github_payloads.milestone(row, repo, self.base) for row in repo.milestones]
                return self._page(request, rows)
            case "GET", ["milestones", number]:
                row = repo.milestones[int(number) - 1]
                return Reply(200, github_payloads.milestone(row, repo, self.base))
            case "GET", ["issues"]:
                return self._issues(request, repo)
            case "GET", ["pulls"]:
                pulls = [issue for issue in repo.issues if issue.branch is not None and not issue.is_deleted]
                pulls.sort(key=lambda pull: pull.updated_at, reverse=request.query.get("direction") == "desc")
                return self._page(request, [github_payloads.pull(pull, self.base) for pull in pulls])
            case "GET", ["contents", *path]:
                return github_files.contents(request, repo, "/".join(path))
            case "GET", ["git", "trees", ref]:
                return github_files.tree(request, repo, ref)
            case "POST", ["check-runs"]:
                repo.checks.append(request.body)
                return Reply(201, {"id": self.world.new_id()})
            case _, ["issues", "comments", comment_id, *further]:
                return self._comment(request, repo, int(comment_id), further)
            case _, ["issues" | "pulls" as kind, number, *further]:
                return self._thing(request, repo, repo.find(int(number)), [kind, *further])
        return self._unknown(request)

    def _thing(  # noqa: PLR0911 (another)
        self, request: Request, repo: Repository, found: Issue | None, rest: list[str]
    ) -> Reply:
        if found is None or (rest[0] == "pulls" and found.branch is None):
            return Reply(404, {"message": "Not Found"})
        if found.is_deleted:
            return Reply(410, {"message": "This issue was deleted"})
        if found.moved_to:
            to = found.moved_to
            return self._moved(f"repositories/{to.repository.id}/issues/{to.number}")
        match request.verb, rest:
            case "GET", ["issues"]:
                return Reply(200, github_payloads.issue(found, self.base))
            case "GET", ["pulls"]:
                return Reply(200, github_payloads.pull(found, self.base))
            case "GET", ["issues", "comments"]:
                rows = [github_payloads.comment(row, found, self.base) for row in found.comments]
                return self._page(request, rows)
            case "POST", ["issues", "comments"]:
                return self._post(request, repo, found)
            case "POST", ["issues", "labels"]:
                return self._set_labels(request, repo, found)
        return self._unknown(request)

    def _new_label(self, request: Request, repo: Repository) -> Reply:
        """As strict as GitHub: no two labels that differ by case only, 50 characters, six hex digits."""
        body = request.body
        if repo.is_archived:
            return Reply(403, {"message": "Repository was archived so is read-only."})
        if repo.find_label(body["name"]):
            errors = [{"resource": "Label", "code": "already_exists", "field": "name"}]
            return Reply(422, {"message": "Validation Failed", "errors": errors})
        is_good = re.fullmatch("[0-9a-f]{6}", body["color"]) and len(body.get("description") or "") <= 100
        if not is_good or len(body["name"]) > 50:
            self.server.mistakes.append(f"{request} {body}")
            return Reply(422, {"message": "Validation Failed", "errors": [{"code": "invalid"}]})
        made = repo.label(body["name"], color=body["color"], description=body.get("description"))
        return Reply(201, github_payloads.label(made, repo, self.base))

    def _set_labels(self, request: Request, repo: Repository, found: Issue) -> Reply:
        if repo.is_archived:
            return Reply(403, {"message": "Repository was archived so is read-only."})
        for name in request.body["labels"]:
            label = repo.find_label(name) or repo.label(name)  # made up on the way, without a description
            if label["name"] not in found.labels:
                found.change(labels=[*found.labels, label["name"]])
        rows = [row for row in repo.labels if row["name"] in found.labels]
        return Reply(200, [github_payloads.label(row, repo, self.base) for row in rows])

    def _post(self, request: Request, repo: Repository, found: Issue) -> Reply:
        if found.locked:
            return Reply(403, {"message": "Unable to create comment because issue is locked."})
        if repo.is_archived:
            return Reply(403, {"message": "Repository was archived so is read-only."})
        if _is_too_long(request):
            return Reply(422, {"message": "body is too long (maximum is 65536 characters)"})
        posted = found.comment(request.body["body"], self.world.viewer)
        return Reply(201, github_payloads.comment(posted, found, self.base))

    def _comment(self, request: Request, repo: Repository, comment_id: int, further: list[str]) -> Reply:
        for issue in repo.issues:
            for comment in issue.comments:
                if comment.id == comment_id:
                    return self._react(request, comment) if further else self._change(request, issue, comment)
        return Reply(404, {"message": "Not Found"})

    def _react(self, request: Request, comment: Comment) -> Reply:
        """A reaction that is there already answers 200."""
        if request.verb == "GET":
            return self._page(request, [github_payloads.reaction(row) for row in comment.reactions])
        asked = {"content": request.body["content"], "login": self.world.viewer}
        for row in comment.reactions:
            if asked.items() <= row.items():
                return Reply(200, github_payloads.reaction(row))
        comment.reactions.append(asked | {"id": self.world.new_id()})
        return Reply(201, github_payloads.reaction(comment.reactions[-1]))

    def _change(self, request: Request, issue: Issue, comment: Comment) -> Reply:
        if request.verb == "DELETE":
            issue.comments.remove(comment)
            return Reply(204)
        if _is_too_long(request):
            return Reply(422, {"message": "body is too long (maximum is 65536 characters)"})
        comment.body = request.body["body"]
        return Reply(200, github_payloads.comment(comment, issue, self.base))

    def _issues(self, request: Request, repo: Repository) -> Reply:
        if not repo.has_issues:
            return Reply(410, {"message": "Issues are disabled for this repo"})
        query = request.query
        if "page" in query and "after" not in query:
            said = "Pagination with the page parameter is not supported for large datasets, use cursors"
            return Reply(422, {"message": said})
        rows = [issue for issue in repo.issues if not issue.is_deleted and not issue.moved_to]
        if query.get("state", "open") != "all":
            rows = [issue for issue in rows if issue.state == query.get("state", "open")]
        is_by_update = query.get("sort") == "updated"
        keyed = [(issue.updated_at if is_by_update else issue.created_at, issue.number) for issue in rows]
        by_key = dict(zip(keyed, rows, strict=True))
        keys = sorted(key for key in keyed if by_key[key].updated_at >= query.get("since", ""))
        if query.get("direction", "desc") == "desc":
            keys.reverse()
        if "after" in query:
            at, number = json.loads(base64.urlsafe_b64decode(query["after"]))
            is_after = operator.lt if query.get("direction", "desc") == "desc" else operator.gt
            keys = [key for key in keys if is_after(key, (at, number))]
        size = min(int(query.get("per_page", 30)), self.server.page_cap)
        page = [github_payloads.issue(by_key[key], self.base) for key in keys[:size]]
        if len(keys) <= size:
            return self._listed(request, "issues", Reply(200, page))
        after = base64.urlsafe_b64encode(json.dumps(keys[size - 1]).encode()).decode()
        link = urlencode(query | {"after": after, "page": 2})
        url = f"{self.base}/repositories/{repo.id}/issues?{link}"
        return self._listed(request, "issues", Reply(200, page, {"Link": f'<{url}>; rel="next"'}))

    def _search(self, request: Request) -> Reply:
        try:
            found = github_search.search(self.world, request.query["q"])
        except github_search.Refused as error:
            return Reply(422, {"message": f"Validation Failed: {error}"})
        page = self._page(request, [github_payloads.issue(issue, self.base) for issue in found], "search")
        page.body = {
            "total_count": len(found),
            "incomplete_results": self.server.search_is_incomplete,
            "items": page.body,
        }
        return page

    def _page(self, request: Request, rows: list[Json], kind: str | None = None) -> Reply:
        size, number = int(request.query.get("per_page", 30)), int(request.query.get("page", 1))
        last = max(1, -(-len(rows) // size))
        headers = {}
        if number < last:
            links = {"next": number + 1, "last": last}
            headers["Link"] = ", ".join(
                f'<{self.base}{request.path}?{urlencode(request.query | {"page": page})}>; rel="{name}"'
                for name, page in links.items()
            )
        page = rows[(number - 1) * size : number * size]
        return self._listed(request, kind or request.path.rpartition("/")[2], Reply(200, page, headers))

    def _listed(self, request: Request, kind: str, reply: Reply) -> Reply:
        strange = set(request.query) - _PARAMETERS[kind]
        if strange or int(request.query.get("per_page", 30)) > 100:
            self.server.mistakes.append(f"{request} {request.query}")
        return reply

    def _owned(self, request: Request, owner: str) -> Reply:
        repos = [r for r in self.world.repositories if r.name.startswith(f"{owner}/") and not r.is_hidden]
        if request.path.startswith("/users/"):
            repos = [repo for repo in repos if not repo.is_private]
        if not repos and owner not in self.world.organisations and owner != self.world.viewer:
            return Reply(404, {"message": "Not Found"})
        return self._page(request, [github_payloads.repository(repo, self.base) for repo in repos])

    def _installed(self, request: Request) -> Reply:
        repos = [github_payloads.repository(repo, self.base) for repo in self.world.repositories]
        page = self._page(request, repos)
        return Reply(200, {"total_count": len(repos), "repositories": page.body}, page.headers)

    def _user(self) -> Reply:
        if self.world.viewer_is_app:
            return Reply(403, {"message": "Resource not accessible by integration"})
        return Reply(200, {"login": self.world.viewer})

    def _graphql(self, request: Request) -> Reply:
        if self.server.graphql is None:
            return Reply(404, {"message": "Not Found"})
        text, variables = request.body["query"], request.body.get("variables") or {}
        self.server.points += github_graphql.points(text, variables)
        try:
            return Reply(200, github_graphql.execute(self.world, self.server.graphql, text, variables))
        except github_graphql.Refused as error:
            return Reply(200, {"errors": [{"message": str(error)}]})

    def _moved(self, path: str) -> Reply:
        return Reply(301, {"message": "Moved Permanently"}, {"Location": f"{self.base}/{path}"})

    def _unknown(self, request: Request) -> Reply:
        if request.path.startswith("/orgs/"):
            return Reply(404, {"message": "Not Found"})
        self.server.mistakes.append(str(request))
        return Reply(404, {"message": "Not Found"})


def _bytes(body: Any) -> bytes:
    if body is None or isinstance(body, bytes):
        return body or b""
    return (body if isinstance(body, str) else json.dumps(body)).encode()


def _is_too_long(request: Request) -> bool:
    """By the stricter reading: an emoji counts twice."""
    return len(request.body["body"].encode("utf-16-le")) // 2 > 65_536


def _handler(server: GitHubServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def _answer(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length) or b"{}")
            url = urlsplit(self.path)
            query = {name: values[0] for name, values in parse_qs(url.query).items()}
            request = Request(self.command, url.path, query, body, self.headers.get("Accept", ""))
            time.sleep(server.latency)
            server.age(url.path)
            if self._is_stranger():
                server.requests.append(request)
                reply, fault = Reply(401, {"message": "Bad credentials"}), None
            else:
                server.await_others("before", request)
                reply, fault = server.answer(request)
                server.await_others("after", request)
            request.status = reply.status
            if fault and fault.cut:
                self.close_connection = True
                return
            self._send(reply, is_short=bool(fault and fault.short))

        def _is_stranger(self) -> bool:
            said = self.headers.get("Authorization", "")
            is_app_itself = self.path.startswith("/app/") and said.startswith("Bearer ")
            return not is_app_itself and said.split(" ")[-1] != server.token

        def _send(self, reply: Reply, *, is_short: bool) -> None:
            is_text = isinstance(reply.body, str)
            body = _bytes(reply.body)
            self.send_response_only(reply.status)
            headers = {
                "Date": format_datetime(server.world.clock.now, usegmt=True),
                "Content-Type": "text/html" if is_text else "application/json; charset=utf-8",
                "Content-Length": str(len(body)),
            }
            for name, value in (headers | server.headers | reply.headers).items():
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body[: len(body) // 2] if is_short else body)
            if is_short:
                self.close_connection = True

        do_GET = do_POST = do_PATCH = do_DELETE = do_PUT = _answer  # noqa: N815 (the library's names)

        def log_message(self, *_: object) -> None:
            pass

    return Handler
