"""What each address of the local Jira answers, and what it refuses."""

from __future__ import annotations

import base64
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from tests.servers.jql import Query, Refused

if TYPE_CHECKING:
    from tests.servers.jira_world import Issue, World

_CLOUD, _CENTER, _BOTH = (True,), (False,), (True, False)


@dataclass
class Request:
    verb: str
    path: str
    query: dict[str, list[str]]
    body: Any
    signature: str = ""  # the header Authorization

    def __str__(self) -> str:
        return f"{self.verb} {self.path}"

    def one(self, name: str, default: str = "") -> str:
        return self.query.get(name, [default])[0]


@dataclass
class Reply:
    status: int
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)


def reply(world: World, request: Request) -> Reply:
    path = request.path.removeprefix("/rest/api/2/")
    for deployments, verb, pattern, parameters, serve in _ROUTES:
        found = re.fullmatch(pattern, path)
        if found and verb == request.verb and world.is_cloud in deployments:
            strange = set(request.query) - set(parameters.split())
            if strange:
                return _refused(f"Unknown parameters: {sorted(strange)}")
            try:
                return serve(world, request, *(unquote(part) for part in found.groups()))
            except _Missing as missing:
                return Reply(404, {"errorMessages": [str(missing)], "errors": {}})
            except Refused as refused:
                return _refused(str(refused))
    return Reply(404, {"message": f"null for uri: {request.path}", "status-code": 404})


def _server_info(world: World, _: Request) -> Reply:
    kind = "Cloud" if world.is_cloud else "Server"
    return Reply(
        200, {"baseUrl": world.url, "deploymentType": kind, "version": "10.3.24", "serverTitle": "Acme"}
    )


def _myself(world: World, _: Request) -> Reply:
    return Reply(200, world.me())


def _fields(world: World, _: Request) -> Reply:
    return Reply(200, world.fields)


def _project(world: World, _: Request, key: str, part: str = "") -> Reply:
    project = world.projects.get(key)
    if project is None or key in world.hidden:
        return Reply(404, {"errorMessages": [f"No project could be found with key '{key}'."]})
    parts = {"components": [*project.components.values()], "versions": [*project.versions.values()]}
    if part:
        return Reply(200, parts[part])
    whole = parts if world.sends_whole_projects else {}
    archived = {"archived": True} if key in world.archived else {}
    return Reply(200, {"id": "1", "key": key, "projectTypeKey": project.type, **archived, **whole})


def _projects(world: World, _: Request) -> Reply:
    seen = [{"key": key} for key in sorted(world.projects) if key not in world.hidden]
    page = {"values": seen[:50], "total": len(seen), "isLast": len(seen) <= 50}
    return Reply(200, page if world.is_cloud else seen)


def _permissions(world: World, request: Request) -> Reply:
    named = request.one("permissions")
    if world.is_cloud and not named:
        raise Refused("The permissions query parameter is required.")
    lacks = world.lacking | ({"ADD_COMMENTS"} if request.one("projectKey") in world.read_only else set())
    keys = (
        named.split(",") if named else ["BROWSE_PROJECTS", "ADD_COMMENTS", "EDIT_OWN_COMMENTS", "ADMINISTER"]
    )
    return Reply(
        200, {"permissions": {key: {"key": key, "havePermission": key not in lacks} for key in keys}}
    )


def _version(world: World, _: Request, version_id: str) -> Reply:
    for project in world.projects.values():
        if version_id in project.versions:
            return Reply(200, project.versions[version_id])
    return Reply(404, {"errorMessages": [f"Could not find version for id '{version_id}'"]})


def _gone(_: World, __: Request) -> Reply:
    said = "The requested API has been removed. Please migrate to the /rest/api/3/search/jql API."
    return Reply(410, {"errorMessages": [said], "errors": {}})


def _search_by_token(world: World, request: Request) -> Reply:
    asked = _asked(world, request, {"jql", "maxResults", "fields", "nextPageToken"})
    query = Query(world, asked["jql"])
    if not query.is_bounded:
        raise Refused(
            "Unbounded JQL queries are not allowed here. Please add a search restriction to your query."
        )
    after = json.loads(base64.b64decode(asked.get("nextPageToken", "W10=")))
    left = [(rank, issue) for rank, issue in query.answers() if list(rank) > after]
    page = left[: min(int(asked["maxResults"]), _cap(world, asked))]
    sent: dict[str, Any] = {"issues": [world.found(issue, asked["fields"]) for _, issue in page]}
    sent_before, stop = len(query.answers()) - len(left), world.ends_early_after
    ends_early = stop is not None and sent_before >= stop
    if len(left) <= len(page) or ends_early:
        world.ends_early_after = None if ends_early else world.ends_early_after
        return Reply(200, {**sent, "isLast": True})
    token = base64.b64encode(json.dumps(page[-1][0] if page else after).encode()).decode()
    return Reply(200, {**sent, "isLast": False, "nextPageToken": token})


def _search_by_start(world: World, request: Request) -> Reply:
    asked = _asked(world, request, {"jql", "maxResults", "fields", "startAt", "validateQuery"})
    start, size = int(asked.get("startAt", 0)), min(int(asked["maxResults"]), _cap(world, asked))
    if start + size > world.window:
        return Reply(500, {"errorMessages": ["Search limit exceeded: beyond the platform limit"]})
    query = Query(world, asked["jql"], is_validated=asked.get("validateQuery") != "false")
    found = [issue for _, issue in query.answers()]
    page = [world.found(issue, asked["fields"]) for issue in found[start : start + size]]
    return Reply(200, {"startAt": start, "maxResults": size, "total": len(found), "issues": page})


def _cap(world: World, asked: dict[str, Any]) -> int:
    """More than a hundred at once only where nothing but ids is asked for."""
    return world.ids_cap if asked["fields"] == ["id"] else world.page_cap


def _approximate_count(world: World, request: Request) -> Reply:
    query = Query(world, _asked(world, request, {"jql"})["jql"])
    if not query.is_bounded:
        raise Refused("Unbounded JQL queries are not allowed here.")
    return Reply(200, {"count": len(query.answers()) + world.counts_more})


def _issue(world: World, request: Request, key: str) -> Reply:
    return Reply(200, world.payload(_seen(world, key), request.one("fields").split(",")))


def _bulk(world: World, request: Request) -> Reply:
    asked = _asked(world, request, {"issueIdsOrKeys", "fields"})
    found = [issue for key in asked["issueIdsOrKeys"] if (issue := world.find_seen(key))]
    found.sort(key=lambda issue: issue.id)
    return Reply(
        200, {"issues": [world.payload(issue, asked["fields"]) for issue in found], "issueErrors": []}
    )


def _comments(world: World, request: Request, key: str) -> Reply:
    listed = world.comments_on(_seen(world, key))
    start, size = int(request.one("startAt", "0")), int(request.one("maxResults", "100"))
    page = listed[start : start + min(size, world.page_cap)]
    shown = [_shown(world, comment, request) for comment in page]
    counted = {"total": len(listed)} if world.counts_comments else {}
    return Reply(200, {"startAt": start, "maxResults": size, **counted, "comments": shown})


def _add_comment(world: World, request: Request, key: str) -> Reply:
    issue, sent = _seen(world, key), _asked(world, request, {"body", "properties", "visibility"})
    if issue.project in world.read_only:
        return _refused("You do not have the permission to comment on this issue.")
    if len(sent["body"]) > world.most_characters:
        return _too_long(world)
    properties = sent.get("properties", [])
    shown = _shown(world, world.comment(issue, sent["body"], properties=properties), request)
    is_internal = {"key": "sd.public.comment", "value": {"internal": True}} in properties
    if world.projects[issue.project].type == "service_desk":
        shown = {**shown, "jsdPublic": not (is_internal and world.keeps_comments_internal)}
    return Reply(201, shown)


def _edit_comment(world: World, request: Request, key: str, comment_id: str) -> Reply:
    sent = _asked(world, request, {"body", "properties", "visibility"})
    if request.query.get("notifyUsers") and not world.may_edit_quietly:
        return Reply(403, {"errorMessages": ["Only administrators may edit without notifying."]})
    comment = _comment(world, key, comment_id)
    if comment["author"] != world.me():
        return _refused("You do not have permission to edit this comment.")
    if len(sent["body"]) > world.most_characters:
        return _too_long(world)
    comment["body"] = sent["body"]
    if world.keeps_properties:
        comment["properties"] = sent.get("properties", comment["properties"])
    return Reply(200, _shown(world, comment, request))


def _delete_comment(world: World, _: Request, key: str, comment_id: str) -> Reply:
    world.comments_on(_seen(world, key)).remove(_comment(world, key, comment_id))
    return Reply(204)


def _property(world: World, _: Request, comment_id: str, name: str) -> Reply:
    for comment in (each for listed in world.comments.values() for each in listed):
        for each in comment["properties"]:
            if (comment["id"], each["key"]) == (comment_id, name):
                return Reply(200, each)
    return Reply(404, {"errorMessages": [f"The property with key '{name}' does not exist."]})


def _seen(world: World, key: str) -> Issue:
    issue = world.find_seen(key)
    if issue is None:
        raise _Missing("Issue does not exist or you do not have permission to see it.")
    return issue


def _comment(world: World, key: str, comment_id: str) -> dict[str, Any]:
    for comment in world.comments_on(_seen(world, key)):
        if comment["id"] == comment_id:
            return comment
    raise _Missing(f"Can not find a comment for the id: {comment_id}.")


class _Missing(Refused):
    """404: it is not there, or the account may not see it."""


def _asked(world: World, request: Request, known: set[str]) -> dict[str, Any]:
    """The body of a POST, which Jira checks against its schema, or the parameters of a GET."""
    if request.verb != "GET":
        if not isinstance(request.body, dict) or set(request.body) - known:
            raise Refused("Invalid request payload. Refer to the REST API documentation and try again.")
        return request.body
    asked: dict[str, Any] = {name: values[-1] for name, values in request.query.items()}
    fields, one = request.query.get("fields", [""]), world.reads_one_of_a_list
    fields = fields if one is None else [fields[one]]
    return {**asked, "fields": [name for value in fields for name in value.split(",")]}


def _shown(world: World, comment: dict[str, Any], request: Request) -> dict[str, Any]:
    if world.expands_properties and "properties" in request.one("expand").split(","):
        return comment
    return {name: value for name, value in comment.items() if name != "properties"}


def _refused(said: str) -> Reply:
    return Reply(400, {"errorMessages": [said], "errors": {}})


def _too_long(world: World) -> Reply:
    limit = f"{world.most_characters:,}".replace(",", ".")
    said = f"Der eingegebene Text ist zu lang. Er überschreitet die zulässige Grenze von {limit} Zeichen."
    return Reply(400, {"errorMessages": [], "errors": {"comment": said}})


_SEARCH = "jql maxResults fields"
_ROUTES: tuple[tuple[tuple[bool, ...], str, str, str, Any], ...] = (
    (_BOTH, "GET", "serverInfo", "", _server_info),
    (_BOTH, "GET", "myself", "", _myself),
    (_BOTH, "GET", "field", "", _fields),
    (_CLOUD, "GET", "mypermissions", "projectKey permissions", _permissions),
    (_CENTER, "GET", "mypermissions", "projectKey", _permissions),
    (_CLOUD, "GET", "project/search", "maxResults", _projects),
    (_CENTER, "GET", "project", "", _projects),
    (_BOTH, "GET", "project/([^/]+)", "", _project),
    (_BOTH, "GET", "project/([^/]+)/(components|versions)", "", _project),
    (_BOTH, "GET", "version/([^/]+)", "", _version),
    (_CLOUD, "GET", "search", f"{_SEARCH} startAt validateQuery", _gone),
    (_CLOUD, "POST", "search", "", _gone),
    (_CLOUD, "GET", "search/jql", f"{_SEARCH} nextPageToken", _search_by_token),
    (_CLOUD, "POST", "search/jql", "", _search_by_token),
    (_CLOUD, "POST", "search/approximate-count", "", _approximate_count),
    (_CLOUD, "POST", "issue/bulkfetch", "", _bulk),
    (_CENTER, "GET", "search", f"{_SEARCH} startAt validateQuery", _search_by_start),
    (_CENTER, "POST", "search", "", _search_by_start),
    (_BOTH, "GET", "issue/([^/]+)", "fields", _issue),
    (_BOTH, "GET", "issue/([^/]+)/comment", "startAt maxResults expand", _comments),
    (_BOTH, "POST", "issue/([^/]+)/comment", "expand", _add_comment),
    (_CLOUD, "PUT", "issue/([^/]+)/comment/([^/]+)", "notifyUsers", _edit_comment),
    (_CENTER, "PUT", "issue/([^/]+)/comment/([^/]+)", "", _edit_comment),
    (_BOTH, "DELETE", "issue/([^/]+)/comment/([^/]+)", "", _delete_comment),
    (_BOTH, "GET", "comment/([^/]+)/properties/([^/]+)", "", _property),
)
