"""The GraphQL of a pretended GitHub: the few queries okrsync makes, and a refusal of any unknown field."""

from __future__ import annotations

import re
from typing import Any

from tests.servers.github_payloads import node_id
from tests.servers.github_world import Comment, Issue, Repository, World

Json = dict[str, Any]

WORDS = set(
    re.findall(
        r"\w+",
        """
        query mutation String Int ID first last after before orderBy field direction UPDATED_AT DESC
        owner name number repository pullRequests pullRequest issue pageInfo hasNextPage endCursor
        hasPreviousPage startCursor nodes updatedAt headRefName baseRefName closingIssuesReferences
        nameWithOwner comments fullDatabaseId viewerDidAuthor viewerCanUpdate isMinimized author login
        __type fields Issue PullRequest issues filterBy since DateTime ASC parent issueType
        nodes ids projectItems includeArchived false fieldValueByName f0 f1 n0 n1 text date on
        ProjectV2ItemFieldNumberValue ProjectV2ItemFieldSingleSelectValue ProjectV2ItemFieldTextValue
        ProjectV2ItemFieldDateValue ProjectV2ItemFieldIterationValue
        milestones id title description state url createdAt closedAt creator
        body viewer minimizeComment unminimizeComment input subjectId classifier RESOLVED clientMutationId
        """,
    )
)


class Refused(Exception):
    """Errors, and no data."""


def points(text: str, variables: Json) -> int:
    """What GitHub charges: each list once for each entry of the list it stands in, by the hundred."""
    entries, fetches, upcoming = [1], 0, 1
    for word in re.findall(r"[{}]|\((?:first|last): *[$\w]+|\(ids: *[$\w]+", text):
        if word == "{":
            entries.append(upcoming)
        elif word == "}":
            entries.pop()
            upcoming = entries[-1]
        else:
            said = word.split(":")[1].strip()
            size = variables[said[1:]] if said.startswith("$") else int(said)
            fetches += entries[-1]
            upcoming = entries[-1] * (len(size) if isinstance(size, list) else size)
    return max(1, round(fetches / 100))


def execute(world: World, known: set[str], text: str, variables: Json) -> Json:  # noqa: PLR0911 (a table)
    """What GitHub answers; Refused for a field it does not know."""
    unknown = set(re.findall(r"(?<!\$)\b[A-Za-z_]+\b", text)) - known
    if unknown:
        raise Refused(f"Field '{min(unknown)}' doesn't exist")
    if "inimizeComment" in text:
        return _minimize(world, variables["id"], is_minimized="unminimize" not in text)
    if "viewer {" in text:
        return {"data": {"viewer": {"login": world.viewer.removesuffix("[bot]")}}}
    if "__type" in text:
        return {"data": {"__type": {"fields": [{"name": name} for name in sorted(known)]}}}
    if "projectItems" in text:
        return {"data": {"nodes": [_projects(world, wanted, variables) for wanted in variables["ids"]]}}
    repository = world.find(f"{variables['owner']}/{variables['name']}")
    if repository is None or repository.is_hidden:
        return {
            "data": {"repository": None},
            "errors": [{"type": "NOT_FOUND", "message": "Could not resolve"}],
        }
    if "pullRequests" in text:
        pulls = [issue for issue in repository.issues if issue.branch is not None]
        pulls.sort(key=lambda pull: (pull.updated_at, pull.number), reverse=True)
        told = {"pullRequests": _connection(pulls, variables)}
        if "milestones" in text:
            told["milestones"] = _milestones(repository)
        return {"data": {"repository": told}}
    if " issues(" in text:
        issues = [issue for issue in repository.issues if issue.branch is None]
        issues = [issue for issue in issues if issue.updated_at >= variables.get("since", "")]
        issues.sort(key=lambda issue: (issue.updated_at, issue.number))
        return {"data": {"repository": {"issues": _connection(issues, variables)}}}
    return _one(world, repository.find(variables["number"]), variables)


def _connection(pulls: list[Issue], variables: Json) -> Json:
    start, size = int(variables.get("after") or 0), variables["size"]
    assert 1 <= size <= 100, "GitHub's limit"
    page = pulls[start : start + size]
    return {
        "pageInfo": {"hasNextPage": start + size < len(pulls), "endCursor": str(start + len(page))},
        "nodes": [_facts(pull) | {"number": pull.number, "updatedAt": pull.updated_at} for pull in page],
    }


def _milestones(repository: Repository) -> Json:
    found = [
        {
            "id": node_id("MI", row["id"]),
            "number": row["number"],
            "title": row["title"],
            "description": row["description"],
            "state": row["state"].upper(),
            "url": f"https://github.example/{repository.name}/milestone/{row['number']}",
            "createdAt": row["created_at"],
            "updatedAt": row["updated_at"],
            "closedAt": row["closed_at"],
            "creator": {"login": "dana"},
        }
        for row in repository.milestones
    ]
    return {"pageInfo": {"hasNextPage": len(found) > 100}, "nodes": found[:100]}


def _facts(pull: Issue) -> Json:
    linked = [
        None
        if issue.repository.is_hidden
        else {"number": issue.number, "repository": {"nameWithOwner": issue.repository.name}}
        for issue in pull.closes
    ]
    parent = pull.parent
    return {
        "parent": parent
        and {"number": parent.number, "repository": {"nameWithOwner": parent.repository.name}},
        "issueType": {"name": pull.type} if pull.type else None,
        "headRefName": pull.branch,
        "baseRefName": pull.base,
        "closingIssuesReferences": {"nodes": linked if pull.base == "main" else []},
    }


def _one(world: World, found: Issue | None, variables: Json) -> Json:
    told = {"comments": _comments(world, found.comments, variables.get("before"))} if found else {}
    is_pull = bool(found and found.branch is not None)
    if found:
        told |= _facts(found) | {"number": found.number}
    errors = [{"type": "NOT_FOUND", "message": "Could not resolve to an Issue or a PullRequest"}]
    pull, issue = (told, None) if is_pull else (None, told or None)
    return {"data": {"repository": {"pullRequest": pull, "issue": issue}}, "errors": errors}


def _comments(world: World, comments: list[Comment], before: str | None) -> Json:
    end = len(comments) if before is None else int(before)
    start = max(0, end - 100)
    nodes = [
        {
            "fullDatabaseId": str(comment.id),
            "viewerDidAuthor": comment.author == world.viewer,
            "viewerCanUpdate": True,
            "isMinimized": comment.is_minimized,
            "author": {"login": comment.author.removesuffix("[bot]")},
            "body": comment.body,
        }
        for comment in comments[start:end]
    ]
    return {"pageInfo": {"hasPreviousPage": start > 0, "startCursor": str(start)}, "nodes": nodes}


def _projects(world: World, wanted: str, variables: Json) -> Json | None:
    for issue in (issue for repository in world.repositories for issue in repository.issues):
        if node_id("I" if issue.branch is None else "PR", issue.id) == wanted:
            values = {
                f"f{name[1:]}": issue.on_board.get(variables[name]) for name in variables if name != "ids"
            }
            return {"id": wanted, "projectItems": {"nodes": [values] if issue.on_board else []}}
    return None


def _minimize(world: World, subject: str, *, is_minimized: bool) -> Json:
    for repository in world.repositories:
        for comment in (comment for issue in repository.issues for comment in issue.comments):
            if node_id("IC", comment.id) == subject:
                comment.is_minimized = is_minimized
    return {"data": {"minimizeComment": {"clientMutationId": None}}}
