"""The JSON of a pretended GitHub, with the keys its REST API has (those okrsync could look at)."""

from __future__ import annotations

import base64
from typing import Any
from zlib import crc32

from tests.servers.github_world import Comment, Issue, Repository

Json = dict[str, Any]


def node_id(kind: str, number: int) -> str:
    return f"{kind}_{base64.urlsafe_b64encode(str(number).encode()).decode().rstrip('=')}"


def repository(repo: Repository, base: str) -> Json:
    return {
        "id": repo.id,
        "full_name": repo.name,
        "name": repo.name.partition("/")[2],
        "owner": user(repo.name.partition("/")[0]),
        "license": None,
        "url": f"{base}/repos/{repo.name}",
        "private": repo.is_private,
        "archived": repo.is_archived,
        "has_issues": repo.has_issues,
    }


def label(row: Json, repo: Repository, base: str) -> Json:
    return row | {
        "node_id": node_id("LA", row["id"]),
        "url": f"{base}/repos/{repo.name}/labels/{row['name']}",
    }


def milestone(row: Json, repo: Repository, base: str) -> Json:
    return row | {
        "node_id": node_id("MI", row["id"]),
        "url": f"{base}/repos/{repo.name}/milestones/{row['number']}",
        "html_url": f"https://github.example/{repo.name}/milestone/{row['number']}",
        "creator": user("dana"),
        "due_on": None,
    }


def issue(thing: Issue, base: str) -> Json:
    repo = thing.repository
    found = _common(thing, base) | {
        "url": f"{base}/repos/{repo.name}/issues/{thing.number}",
        "repository_url": f"{base}/repos/{repo.name}",
        "comments": len(thing.comments),
        "state_reason": thing.state_reason,
        "sub_issues_summary": {"total": 0, "completed": 0, "percent_completed": 0},
    }
    if thing.branch is not None:
        pulls = {"url": f"{base}/repos/{repo.name}/pulls/{thing.number}", "merged_at": thing.merged_at}
        return found | {"pull_request": pulls}
    parent = thing.parent
    address = f"{base}/repos/{parent.repository.name}/issues/{parent.number}" if parent else None
    return found | {
        "parent_issue_url": address,
        "type": {"id": 1, "name": thing.type} if thing.type else None,
        "issue_field_values": _fields(thing),
    }


def pull(thing: Issue, base: str) -> Json:
    repo = thing.repository
    return _common(thing, base) | {
        "url": f"{base}/repos/{repo.name}/pulls/{thing.number}",
        "merged_at": thing.merged_at,
        "head": {"ref": thing.branch, "label": f"acme:{thing.branch}"},
        "base": {"ref": thing.base},
    }


def comment(row: Comment, thing: Issue, base: str) -> Json:
    return {
        "id": row.id,
        "node_id": node_id("IC", row.id),
        "url": f"{base}/repos/{thing.repository.name}/issues/comments/{row.id}",
        "body": row.body,
        "user": user(row.author),
        "performed_via_github_app": None,
    }


def reaction(row: Json) -> Json:
    return {"id": row["id"], "content": row["content"], "user": user(row["login"])}


def permission(login: str, role: str) -> Json:
    """Of the five classic permissions, the answer's `permission` knows three."""
    order = ["read", "triage", "write", "maintain", "admin"]
    rank = order.index(role) if role in order else 0
    names = ("pull", "triage", "push", "maintain", "admin")
    rights = {name: rank >= place for place, name in enumerate(names)}
    plain = {"triage": "read", "maintain": "write"}.get(role, role if role in order else "read")
    return {"permission": plain, "role_name": role, "user": {**(user(login) or {}), "permissions": rights}}


def user(login: str | None) -> Json | None:
    if login is None:
        return None
    return {"id": crc32(login.encode()), "login": login, "type": "Bot" if login.endswith("[bot]") else "User"}


def _common(thing: Issue, base: str) -> Json:
    repo = thing.repository
    kind = "issues" if thing.branch is None else "pull"
    return {
        "id": thing.id,
        "node_id": node_id("I" if thing.branch is None else "PR", thing.id),
        "number": thing.number,
        "html_url": f"https://github.example/{repo.name}/{kind}/{thing.number}",
        "title": thing.title,
        "body": thing.body,
        "user": user(thing.author),
        "assignee": None,
        "assignees": [],
        "labels": [label(row, repo, base) for row in repo.labels if row["name"] in thing.labels],
        "milestone": milestone(thing.milestone, repo, base) if thing.milestone else None,
        "state": thing.state,
        "draft": thing.draft,
        "locked": thing.locked,
        "created_at": thing.created_at,
        "updated_at": thing.updated_at,
        "closed_at": thing.closed_at,
    }


def _fields(thing: Issue) -> list[Json]:
    if thing.points is None:
        return []
    return [
        {"issue_field_id": 1, "issue_field_name": "Points", "data_type": "number", "value": thing.points},
        {
            "issue_field_id": 2,
            "issue_field_name": "Squad",
            "data_type": "single_select",
            "value": "red",
            "single_select_option": {"id": 9, "name": "Red"},
        },
    ]
