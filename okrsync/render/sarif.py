"""Findings of lint as SARIF 2.1.0, which code hosts and editors show beside the lines."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import quote

from okrsync import __version__
from okrsync.core.linting.catalogue import CATALOGUE

if TYPE_CHECKING:
    from collections.abc import Iterable

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_PLACES = {name: place for place, name in enumerate(CATALOGUE)}


class Told(Protocol):
    """A finding at its line."""

    @property
    def id(self) -> str: ...
    @property
    def level(self) -> str: ...
    @property
    def goal(self) -> str | None: ...
    @property
    def file(self) -> str: ...
    @property
    def line(self) -> int: ...
    @property
    def message(self) -> str: ...


def to_sarif(findings: Iterable[Told], silenced: Iterable[tuple[Told, str]] = ()) -> str:
    """One run of all rules; silenced findings are there as suppressed, with the reason."""
    results = [_result(one) for one in findings]
    results += [
        {**_result(one), "suppressions": [{"kind": "inSource", "justification": reason}]}
        for one, reason in silenced
    ]
    driver = {"name": "okrsync", "version": __version__, "rules": [_rule(name) for name in CATALOGUE]}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(name: str) -> dict[str, Any]:
    words = CATALOGUE[name]
    return {
        "id": name,
        "shortDescription": {"text": words.title},
        "fullDescription": {"text": words.why},
        "help": {"text": f"For example: {words.example}"},
        "defaultConfiguration": {"level": _LEVELS[words.level]},
    }


def _result(finding: Told) -> dict[str, Any]:
    subject = f"{finding.goal}: " if finding.goal else ""
    place = {"artifactLocation": {"uri": quote(finding.file)}, "region": {"startLine": finding.line}}
    return {
        "ruleId": finding.id,
        "ruleIndex": _PLACES[finding.id],
        "level": _LEVELS[finding.level],
        "message": {"text": f"{subject}{finding.message}"},
        "locations": [{"physicalLocation": place}],
    }
