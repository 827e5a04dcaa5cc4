"""The ways in which GitHub and the lines to it fail, by name, each as `github.fail(on, **fault)` takes it."""

from __future__ import annotations

from typing import Any

_SECONDARY = "You have exceeded a secondary rate limit. Please wait a few minutes before you try again."
_WEB_PAGE = "<!DOCTYPE html><html><title>Sign in to your account</title></html>"

# Whatever the request was: before it was carried out, or after.
ANYWHERE: dict[str, dict[str, Any]] = {
    "cut before": {"cut": True},
    "cut after": {"cut": True, "after_effect": True},
    "502 before": {"status": 502},
    "502 after": {"status": 502, "after_effect": True},
    "503": {"status": 503, "body": {"message": "Service Unavailable"}, "headers": {"Retry-After": "1"}},
    "429 with Retry-After": {
        "status": 429,
        "body": {"message": "Too many requests"},
        "headers": {"Retry-After": "7"},
    },
    "429 without": {"status": 429, "body": {"message": "Too many requests"}},
    "secondary limit": {"status": 403, "body": {"message": _SECONDARY}},
    "broken off": {
        "status": 200,
        "body": '[{"number": 1, "title": "Ask',
        "short": True,
        "after_effect": True,
    },
    "half a JSON": {"status": 200, "body": '{"id": 1, "node_id": "IC_', "after_effect": True},
    "a web page": {"status": 200, "body": _WEB_PAGE},
}

_FAILED = "Something went wrong while executing your query. Please include `TIMEOUT` when reporting."
_CUT_SHORT = {"type": "RESOURCE_LIMITS_EXCEEDED", "message": "Resource limits for this query exceeded."}
_FORBIDDEN = {"type": "FORBIDDEN", "message": "Resource not accessible by integration"}

# GraphQL's own, all of them with status 200.
GRAPHQL: dict[str, dict[str, Any]] = {
    name: {"status": 200, "body": body}
    for name, body in {
        "rate limit": {"errors": [{"type": "RATE_LIMITED", "message": "API rate limit exceeded"}]},
        "no data": {"data": None, "errors": [{"message": _FAILED}]},
        "errors alone": {"errors": [{"message": _FAILED}]},
        "no repository": {"data": {"repository": None}, "errors": [_FORBIDDEN]},
        "nothing in the repository": {
            "data": {"repository": {"pullRequests": None, "pullRequest": None, "issue": None}},
            "errors": [_CUT_SHORT],
        },
        "holes": {
            "data": {
                "repository": {
                    "pullRequests": {
                        "pageInfo": {"hasNextPage": False, "endCursor": None},
                        "nodes": [None, None],
                    },
                    "pullRequest": {
                        "headRefName": "topic",
                        "baseRefName": "main",
                        "closingIssuesReferences": None,
                        "comments": {"pageInfo": {"hasPreviousPage": False}, "nodes": [None]},
                    },
                    "issue": None,
                }
            },
            "errors": [_CUT_SHORT],
        },
        "empty lists": {
            "data": {
                "repository": {
                    "pullRequests": {
                        "pageInfo": {"hasNextPage": False, "endCursor": None},
                        "nodes": [],
                    },
                    "pullRequest": {
                        "headRefName": "topic",
                        "baseRefName": "main",
                        "closingIssuesReferences": {"nodes": []},
                        "comments": {
                            "pageInfo": {"hasPreviousPage": False, "startCursor": None},
                            "nodes": [],
                        },
                    },
                    "issue": None,
                }
            },
            "errors": [_CUT_SHORT],
        },
    }.items()
}
