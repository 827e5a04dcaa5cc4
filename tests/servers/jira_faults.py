"""The ways in which Jira and the lines to it fail, by name, each as `jira.fail(on, **fault)` takes it."""

from __future__ import annotations

from typing import Any

_WEB_PAGE = "<!DOCTYPE html><html><title>Log in – Acme</title></html>"
_QUOTA = {"Retry-After": "1847", "RateLimit-Reason": "jira-quota-tenant-based"}
_BURST = {"Retry-After": "2", "RateLimit-Reason": "jira-burst-based"}
_PER_ISSUE = {"Retry-After": "5", "RateLimit-Reason": "jira-per-issue-on-write"}
_BUCKET = {"Retry-After": "0", "X-RateLimit-Remaining": "0", "X-RateLimit-Interval-Seconds": "60"}

# Whatever the request was: before it was carried out, or after.
ANYWHERE: dict[str, dict[str, Any]] = {
    "cut before": {"cut": True},
    "cut after": {"cut": True, "after_effect": True},
    "502 before": {"status": 502},
    "502 after": {"status": 502, "after_effect": True},
    "503": {"status": 503, "headers": {"Retry-After": "1"}},
    "429 without": {"status": 429, "body": {}},
    "quota": {"status": 429, "body": {}, "headers": _QUOTA},
    "burst": {"status": 429, "body": {}, "headers": _BURST},
    "per issue": {"status": 429, "body": {}, "headers": _PER_ISSUE},
    "bucket": {"status": 429, "body": {}, "headers": _BUCKET},
    "broken off": {"short": True},
    "half a JSON": {"status": 200, "body": '{"id": "1", "issues": [', "after_effect": True},
    "a web page": {"status": 200, "body": _WEB_PAGE},
    "signed out": {"status": 401, "body": {"message": "Client must be authenticated"}},
}
