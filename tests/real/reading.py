"""What a reader of any report may rely on, whatever the work."""

from __future__ import annotations

import csv
import unicodedata
from pathlib import Path
from typing import Any

VERDICTS = ("tied", "exempt", "conflicting", "stale", "untied")


def assert_it_adds_up(report: dict[str, Any], items: int) -> None:
    coverage = report["coverage"]
    assert sum(coverage[verdict] for verdict in VERDICTS) == coverage["counted"]
    assert coverage["counted"] + sum(coverage["not_counted"].values()) == items
    assert coverage["share"] == coverage["tied"] / (coverage["counted"] - coverage["exempt"])
    for group in ("coverage_by_team", "coverage_by_project"):
        assert sum(row["counted"] for row in report[group]) == coverage["counted"]
    for verdict in ("untied", "stale", "conflicting"):
        assert len(report[verdict]) == coverage[verdict]


def assert_it_reads_well(markdown: str) -> None:
    """Nothing unprintable, no table out of joint, and short enough to be read."""
    odd = [char for char in markdown if unicodedata.category(char) in ("Cc", "Cs") and char != "\n"]
    assert odd == []
    assert len(markdown) < 100_000
    table: list[str] = []
    for line in [*markdown.splitlines(), ""]:
        if line.startswith("|"):
            table.append(line)
        elif table:
            assert len({_columns(row) for row in table}) == 1, table[0]
            table = []


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _columns(row: str) -> int:
    return row.replace("\\|", "").count("|")
