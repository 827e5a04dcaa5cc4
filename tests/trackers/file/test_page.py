"""The page that documents the source says what the code does."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from okrsync.config.sources import COLUMNS, FileSource
from tests.trackers.file.exports import items

PAGE = (Path(__file__).parents[3] / "docs" / "export.md").read_text(encoding="utf-8")


def example(kind: str) -> str:
    return re.findall(rf"```{kind}\n(.*?)```", PAGE, re.DOTALL)[0]


def test_every_field_is_on_the_page() -> None:
    described = set(
        re.findall(r"`(\w+)`", "".join(line for line in PAGE.splitlines() if line.startswith("| `")))
    )
    assert described >= set(COLUMNS)


def test_the_configuration_on_the_page_is_valid() -> None:
    [source] = tomllib.loads(example("toml"))["sources"]
    assert FileSource.model_validate(source).columns["state"] == "status"


def test_the_exports_on_the_page_are_read(tmp_path: Path) -> None:
    first, second = items(tmp_path, example("json"))
    assert (second.parent, second.state) == (first.ref, "done")
    [item] = items(tmp_path, example("csv"), "work.csv")
    assert item.labels == ("onboarding", "growth/import")
