"""Event files, as short as they can be."""

from __future__ import annotations

from typing import Any

REPOSITORY = {"full_name": "acme/web", "default_branch": "main", "private": False}
DANA = {"login": "dana", "type": "User"}
_HEAD = {"ref": "topic", "sha": "f" * 40}
_BASE = {"ref": "main", "sha": "e" * 40}


def pull_request(number: int = 1, action: str = "opened") -> dict[str, Any]:
    pull = {"number": number, "head": _HEAD, "base": _BASE}
    return {"action": action, "number": number, "pull_request": pull, "repository": REPOSITORY}


def merge_group() -> dict[str, Any]:
    return {
        "action": "checks_requested",
        "merge_group": {"head_sha": "f" * 40},
        "repository": REPOSITORY,
    }


def comment(body: str, comment_id: int, number: int = 1) -> dict[str, Any]:
    return {
        "action": "created",
        "comment": {"id": comment_id, "body": body, "user": DANA},
        "issue": {"number": number, "state": "open", "user": DANA, "pull_request": {}},
        "repository": REPOSITORY,
    }
