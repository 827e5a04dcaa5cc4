"""A dump of GitHub's own fields as an export: repository and number become the key."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any


def write_export(dump: Path, export: Path) -> None:
    with gzip.open(dump, "rt", encoding="utf-8") as issues, export.open("w", encoding="utf-8") as rows:
        for issue in issues:
            rows.write(json.dumps(_row(json.loads(issue))) + "\n")


def _row(issue: dict[str, Any]) -> dict[str, Any]:
    is_pull = issue["type"] == "pull"
    is_unmerged = is_pull and issue["state"] == "closed" and not issue["merged_at"]
    return {
        "key": f"{issue['repo']}#{issue['number']}",
        "title": issue["title"],
        "body": issue["body"],
        "type": "pull_request" if is_pull else "issue",
        "state": "merged" if issue["merged_at"] else issue["state"],
        "resolution": "unmerged" if is_unmerged else None,
        "labels": issue["labels"],
        "milestone": issue["milestone"],
        "created": issue["created_at"],
        "updated": issue["updated_at"],
        "closed": issue["closed_at"],
    }
