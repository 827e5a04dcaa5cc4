from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest
from click.testing import CliRunner

from okrsync.cli.main import commands


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_its_script(shell):
    result = CliRunner().invoke(commands, ["completion", shell], prog_name="okrsync")
    assert result.exit_code == 0
    assert f"_OKRSYNC_COMPLETE={shell}_complete" in result.stdout


def test_the_script_is_good_bash():
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("there is no bash here")
    script = CliRunner().invoke(commands, ["completion", "bash"], prog_name="okrsync").stdout
    subprocess.run([bash, "-n"], input=script, text=True, check=True)


def test_commands_and_options_are_completed():
    asked = {"_OKRSYNC_COMPLETE": "bash_complete", "COMP_WORDS": "okrsync report --as", "COMP_CWORD": "2"}
    told = subprocess.run(
        [sys.executable, "-m", "okrsync"],
        env={**os.environ, **asked},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "plain,--as-of" in told.stdout


def test_another_shell_is_a_usage_error():
    assert CliRunner().invoke(commands, ["completion", "cmd"], prog_name="okrsync").exit_code == 2
