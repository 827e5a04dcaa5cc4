"""The page for users, docs/file.md, says what is true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from okrsync.config.conditions import Conditions
from okrsync.config.file import File
from okrsync.config.sources import COLUMNS
from tests.config.files import GOAL, loaded, mistakes, write
from tests.config.test_example import all_models

PAGE = (Path(__file__).parents[2] / "docs" / "file.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
BROKEN = next(text for text in EXAMPLES if "2026Q4" in text)
JIRA = '[[sources]]\nname = "jira"\ntype = "jira"\nurl = "https://x.example"\nprojects = ["ONB"]\n'


@pytest.mark.parametrize("text", [text for text in EXAMPLES if text != BROKEN])
def test_every_example_of_the_page_loads(tmp_path, text):
    write(tmp_path, GOAL.replace("GROW", "OTHER"), "okrs/other.toml")
    needs_jira = "measure" in text
    assert loaded(tmp_path, text + (JIRA if needs_jira else ""))


def test_the_mistakes_the_page_shows_are_the_ones_that_come(tmp_path):
    (shown,) = re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL)
    assert mistakes(tmp_path, BROKEN) == [line.removeprefix("okrsync.toml:") for line in shown.splitlines()]


def test_every_option_is_on_the_page():
    words = set(re.findall(r"[a-z_]+", " ".join(re.findall(r"`+[^`]+`+|\[\[?[a-z_]+\]", PAGE))))
    options = {name for model in all_models(File) for name in model.model_fields}
    assert options - words == set()


def test_every_condition_and_every_field_of_an_export_is_on_the_page():
    for name in [*Conditions.model_fields, *COLUMNS]:
        assert re.search(rf"`{name}[`.]", PAGE), name
