"""The milestones of a repository as GraphQL tells them, in the words of REST."""

from __future__ import annotations

from typing import Any

from okrsync.trackers.github.graph import nodes

Payload = dict[str, Any]

MILESTONES = """
    milestones(first: 100) {
      pageInfo { hasNextPage }
      nodes { id number title description state url createdAt updatedAt closedAt creator { login } }
    }
"""


def all_of(milestones: object) -> list[Payload] | None:
    """The milestones as REST tells them; None when these are not all."""
    if not isinstance(milestones, dict) or (milestones.get("pageInfo") or {}).get("hasNextPage"):
        return None
    return [_as_rest(node) for node in nodes(milestones)]


def _as_rest(node: Payload) -> Payload:
    return {
        "node_id": node.get("id"),
        "number": node.get("number"),
        "title": node.get("title"),
        "description": node.get("description"),
        "state": str(node.get("state")).lower(),
        "html_url": node.get("url"),
        "created_at": node.get("createdAt"),
        "updated_at": node.get("updatedAt"),
        "closed_at": node.get("closedAt"),
        "creator": node.get("creator"),
    }
