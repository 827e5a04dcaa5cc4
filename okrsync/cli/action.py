"""What `action.yml` starts: the inputs of the GitHub Action become one command line.

They come as environment variables and leave as a list of arguments: no shell ever sees them.
"""

from __future__ import annotations

import os
import shlex
import sys
from typing import TYPE_CHECKING

from okrsync.cli.voice import Voice
from okrsync.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping

_OF_AN_ITEM = ("pull_request", "pull_request_target", "pull_request_review", "issues", "issue_comment")
_WITH_A_POLICY = ("check", "lint")
_COMMENT = ("auto", "never")
_SECRETS = ("GITHUB_TOKEN", "OKRSYNC_CONFIG_TOKEN")


def command_line(environ: Mapping[str, str]) -> list[str]:
    """The arguments that the action's inputs ask for. UsageError names the input that makes no sense."""
    command = _input(environ, "COMMAND") or "check"
    if command.startswith("-") or len(command.split()) != 1:
        raise UsageError(f"The input command is one word, such as check or report, not {command!r}.")
    arguments = [command, *_of_the_command(command, environ), *_further(environ)]
    config = _input(environ, "CONFIG")
    is_debug = environ.get("RUNNER_DEBUG") == "1"
    return [*(["--verbose"] if is_debug else []), *(["--config", config] if config else []), *arguments]


def forget_empty_secrets(environ: MutableMapping[str, str]) -> None:
    """An input left empty, or a secret a fork's run does not get, is one that is not there."""
    for name in _SECRETS:
        if not environ.get(name, "").strip():
            environ.pop(name, None)


def _of_the_command(command: str, environ: Mapping[str, str]) -> list[str]:
    fail_on, comment = _input(environ, "FAIL_ON"), _input(environ, "COMMENT") or "auto"
    if comment not in _COMMENT:
        raise UsageError(f"The input comment is auto or never, not {comment!r}.")
    if fail_on and command not in _WITH_A_POLICY:
        raise UsageError(f"The input fail-on is for check and lint, not for {command}.")
    arguments = ["--format", "github"] if command in _WITH_A_POLICY else []
    if command == "check" and comment == "auto" and environ.get("GITHUB_EVENT_NAME") in _OF_AN_ITEM:
        arguments.append("--comment")
    if command == "report":
        arguments.append("--summary")
    return [*arguments, *(["--fail-on", fail_on] if fail_on else [])]


def _further(environ: Mapping[str, str]) -> list[str]:
    text = _input(environ, "ARGS")
    try:
        return shlex.split(text)
    except ValueError as error:
        raise UsageError(f"The input args cannot be split into words ({error}): {text!r}.") from error


def _input(environ: Mapping[str, str], name: str) -> str:
    return environ.get(f"OKRSYNC_ACTION_{name}", "").strip()


def main() -> None:
    """Run what the inputs ask for and end the process, as the command line does."""
    from okrsync.cli.main import main as run  # noqa: PLC0415 (a mistake in the inputs needs none of it)

    forget_empty_secrets(os.environ)
    try:
        sys.argv = ["okrsync", *command_line(os.environ)]
    except UsageError as error:
        Voice().fail(str(error))
        sys.exit(error.exit_code)
    run()
