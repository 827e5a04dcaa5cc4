from __future__ import annotations

import pytest

from okrsync.cli.action import command_line, forget_empty_secrets
from okrsync.errors import UsageError


def line(event: str = "workflow_dispatch", **inputs: str) -> list[str]:
    given = {f"OKRSYNC_ACTION_{name.upper()}": value for name, value in inputs.items()}
    return command_line({"GITHUB_EVENT_NAME": event} | given)


def test_without_inputs_it_checks_for_the_workflow():
    assert line() == ["check", "--format", "github"]


@pytest.mark.parametrize("event", ["pull_request", "pull_request_target", "issues", "issue_comment"])
def test_in_events_about_an_item_check_comments(event):
    assert "--comment" in line(event)


@pytest.mark.parametrize("event", ["merge_group", "schedule", "workflow_dispatch", "push"])
def test_in_other_events_it_does_not(event):
    assert "--comment" not in line(event)


def test_other_commands_have_nothing_to_comment_with():
    assert line("issues", command="report") == ["report", "--summary"]


def test_never_means_never():
    assert "--comment" not in line("pull_request", comment="never")


def test_fail_on_goes_to_the_commands_that_have_it():
    assert line(fail_on="untied,stale") == ["check", "--format", "github", "--fail-on", "untied,stale"]
    assert line(command="lint", fail_on="warning") == ["lint", "--format", "github", "--fail-on", "warning"]


def test_the_file_and_a_debugging_runner_are_told_before_the_command():
    environ = {"OKRSYNC_ACTION_CONFIG": "github:acme/goals:okrsync.toml", "RUNNER_DEBUG": "1"}
    assert command_line(environ)[:4] == ["--verbose", "--config", "github:acme/goals:okrsync.toml", "check"]


def test_further_arguments_are_split_as_a_shell_splits_words():
    args = "--format html\n-o 'two words.html' \"$(touch pwned)\" `id` ; | && $HOME *"
    further = [
        "--format",
        "html",
        "-o",
        "two words.html",
        "$(touch pwned)",
        "`id`",
        ";",
        "|",
        "&&",
        "$HOME",
        "*",
    ]
    assert line(command="report", args=args) == ["report", "--summary", *further]


def test_spaces_around_an_input_are_no_part_of_it():
    assert line(command=" check\n", comment=" never ") == ["check", "--format", "github"]


@pytest.mark.parametrize(
    ("inputs", "said"),
    [
        ({"command": "check --comment"}, "one word"),
        ({"command": "--help"}, "one word"),
        ({"comment": "always"}, "auto or never, not 'always'"),
        ({"command": "report", "fail_on": "untied"}, "not for report"),
        ({"args": "-o 'report.html"}, "cannot be split"),
    ],
)
def test_an_input_that_makes_no_sense_is_told(inputs, said):
    with pytest.raises(UsageError, match=said):
        line(**inputs)


def test_a_secret_that_a_forks_run_does_not_get_is_not_there():
    environ = {"GITHUB_TOKEN": "t", "OKRSYNC_CONFIG_TOKEN": ""}
    forget_empty_secrets(environ)
    assert environ == {"GITHUB_TOKEN": "t"}
