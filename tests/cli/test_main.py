from __future__ import annotations

import json

import click
import pytest
from click.testing import CliRunner

from okrsync import __version__
from okrsync.cli.main import COMMANDS, Commands, commands
from okrsync.cli.output import BrokenOutput
from okrsync.errors import OkrsyncError


def group_that_raises(error: BaseException) -> Commands:
    group = Commands("okrsync", params=commands.params, callback=commands.callback)

    @group.command("raise")
    def _raise() -> None:
        raise error

    group.get_command = lambda _, name: group.commands.get(name)
    return group


def test_the_version_is_told():
    result = CliRunner().invoke(commands, ["--version"], prog_name="okrsync")
    assert result.stdout == f"okrsync {__version__}\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(name):
    result = CliRunner().invoke(commands, [name, "--help"], prog_name="okrsync")
    assert result.exit_code == 0
    assert f"\n    okrsync {name}" in result.stdout


def test_help_lists_every_command():
    result = CliRunner().invoke(commands, ["--help"], prog_name="okrsync")
    for name in COMMANDS:
        assert f"\n  {name} " in result.stdout


def test_a_mistyped_command_is_answered_with_the_nearest():
    result = CliRunner().invoke(commands, ["reprot"], prog_name="okrsync")
    assert result.exit_code == 2
    assert "No such command 'reprot'. Did you mean report?" in result.stderr


def test_an_unknown_command_is_a_usage_error():
    result = CliRunner().invoke(commands, ["snyc"], prog_name="okrsync")
    assert result.exit_code == 2
    assert "snyc" in result.stderr


def test_an_expected_failure_is_one_sentence(company):
    company.write("[[objectives]\n")
    result = company.run("report")
    assert result.exit_code == 2
    assert result.stderr.startswith("error: okrsync.toml")
    assert "Traceback" not in result.stderr


def test_a_bug_keeps_its_traceback():
    result = CliRunner().invoke(group_that_raises(ZeroDivisionError()), ["raise"])
    assert isinstance(result.exception, ZeroDivisionError)
    assert result.exit_code == 1


@pytest.mark.parametrize("error", [KeyboardInterrupt(), click.Abort()], ids=["working", "asking"])
def test_an_interrupted_run_exits_with_130_and_one_line(error):
    result = CliRunner().invoke(group_that_raises(error), ["raise"])
    assert result.exit_code == 130
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("error", [OkrsyncError, *OkrsyncError.__subclasses__()])
def test_each_error_ends_with_its_own_code(error):
    result = CliRunner().invoke(group_that_raises(error("Said plainly.")), ["raise"])
    assert result.exit_code == error.exit_code
    assert result.stderr == "error: Said plainly.\n"


def test_messages_can_be_json(company):
    company.github.fails_after = 0
    result = company.run("--log-format", "json", "sync")
    (line,) = (json.loads(line) for line in result.stderr.splitlines())
    assert line["level"] == "error"
    assert "502" in line["event"]
    assert line["timestamp"].endswith("Z")


def test_a_quiet_run_says_nothing_but_errors(company):
    assert "Nothing was synced yet" in company.run("goals").stderr
    assert company.run("-q", "goals").stderr == ""
    assert company.run("-q", "goals", "NONE").stderr.startswith("error: ")


def test_a_verbose_run_says_more(company):
    assert "The file is okrsync.toml." in company.run("-v", "check", "jira:ONB-7").stderr
    assert "The file is" not in company.run("check", "jira:ONB-7").stderr


def test_quiet_and_verbose_exclude_each_other(company):
    assert company.run("-q", "-v", "goals").exit_code == 2


def test_another_file_can_be_named(company):
    (company.folder / "okrsync.toml").rename(company.folder / "goals.toml")
    assert company.run("goals").exit_code == 2
    assert company.run("--config", "goals.toml", "goals").exit_code == 0


def test_the_environment_may_name_the_file(company):
    (company.folder / "okrsync.toml").rename(company.folder / "goals.toml")
    company.environ["OKRSYNC_CONFIG"] = "goals.toml"
    assert company.run("goals").exit_code == 0


def test_output_that_cannot_be_written_is_told_by_its_cause():
    full, closed = OSError(28, "No space left on device"), BrokenPipeError(32, "Broken pipe")
    assert "No space left on device" in str(BrokenOutput(full))
    assert not BrokenOutput(full).is_closed
    assert BrokenOutput(closed).is_closed
