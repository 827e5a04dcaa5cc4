"""The pages people read first are true: links lead somewhere, files load, commands exist."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from okrsync.cli.main import COMMANDS
from okrsync.config import load

ROOT = Path(__file__).parent.parent
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_of_a_page_leads_to_a_file(page):
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    local = [link for link in links if "://" not in link]
    assert [link for link in local if not (page.parent / link).exists()] == []


def test_the_files_of_the_readme_load(tmp_path):
    place = tmp_path / "okrsync.toml"
    place.write_text("\n".join(blocks("toml")), encoding="utf-8")
    configuration = load(None, {}, tmp_path)
    assert [source.type for source in configuration.sources] == ["github", "jira"]
    assert [objective.id for objective in configuration.goals(date(2026, 11, 20)).objectives] == ["GROW"]


def test_the_commands_of_the_readme_exist():
    typed = re.findall(
        r"okrsync(?: -q)? ([a-z]+)", "\n".join(blocks("console") + blocks("cron") + blocks("yaml"))
    )
    assert typed
    assert set(typed) <= set(COMMANDS) | {"okrsync"}


def test_the_readme_tells_every_exit_code():
    assert re.findall(r"^\| (\d) \|", README, re.MULTILINE) == ["0", "1", "2", "3", "4", "5"]


def test_make_has_the_two_commands_of_the_readme():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in ("demo", "test"):
        assert f"make {target}" in README
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)
