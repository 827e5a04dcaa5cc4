"""docs/commands.md names every command and option, and its examples run."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from okrsync.cli.main import COMMANDS, commands
from okrsync.errors import PRECEDENCE
from tests.config.test_commits import commit, save

PAGE = (Path(__file__).parents[2] / "docs" / "commands.md").read_text(encoding="utf-8")
SECTIONS = {part.partition("\n")[0].strip(): part for part in re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:]}
EXAMPLES = re.findall(r"^\$ okrsync (.*)$", PAGE, flags=re.MULTILINE)


def spellings(command: click.Command) -> list[str]:
    inner = command.commands.values() if isinstance(command, click.Group) and command is not commands else ()
    params = [param for one in (command, *inner) for param in one.params]
    options = [option for option in params if isinstance(option, click.Option)]
    return [spelling for option in options for spelling in option.opts]


def test_every_global_option_is_there():
    for spelling in spellings(commands):
        assert f"`{spelling}" in PAGE, spelling


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_there(name):
    command = commands.get_command(click.Context(commands), name)
    for spelling in spellings(command):
        assert f"`{spelling}" in SECTIONS[name], f"{name} {spelling}"
    assert f"$ okrsync {name}" in SECTIONS[name]


def test_no_option_is_there_that_does_not_exist():
    for name in COMMANDS:
        command = commands.get_command(click.Context(commands), name)
        written = re.findall(r"^\| `(--?[a-z-]+)", SECTIONS[name], flags=re.MULTILINE)
        assert set(written) <= set(spellings(command)), name


def test_every_exit_code_is_there():
    for code in (0, *PRECEDENCE, 130):
        assert f"\n| {code} |" in SECTIONS["Exit codes"]


def test_every_example_runs(company):
    company.trackers = None
    company.run("demo")
    company.folder /= "okrsync-demo"
    company.write((company.folder / "okrsync.toml").read_text(), "okrsync.old.toml")
    commit(company.folder, "init", "--quiet", "--initial-branch", "main")
    save(company.folder)
    for example in EXAMPLES:
        result = company.run(*_args(example, company.folder))
        assert result.exit_code in (0, 5), f"{example}: {result.stderr}"


def _args(example: str, folder: Path) -> list[str]:
    """Files are written below the folder of the test, not where the tests are run."""
    args = shlex.split(example)
    return [
        str(folder / arg) if before == "-o" else arg for before, arg in zip(["", *args], args, strict=False)
    ]
