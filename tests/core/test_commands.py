from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsync.core.commands import CarriedOut, Command, answer_kind, read_command
from okrsync.core.labels import Label
from tests.builders.world import goals, item, objective, verdict_of

FILE = goals(objective("GROW", "KR1"), objective("CALM"))
GROW = Label("okr:grow", "Serves the goal GROW", "GROW")


@pytest.mark.parametrize(
    ("body", "command"),
    [
        ("/okr GROW.KR1", Command("tie", "GROW.KR1")),
        ("/OKR grow", Command("tie", "grow")),
        ("/okr\tGROW", Command("tie", "GROW")),
        ("  /okr GROW  ", Command("tie", "GROW")),
        ("/okr GROW\r\nThanks!", Command("tie", "GROW")),
        ("/okr none Spike, thrown away", Command("waive", "Spike, thrown away")),
        ("/okr None – by design", Command("waive", "by design")),
        ("/okr none: by design", Command("waive", "by design")),
        ("/okr why", Command("why")),
        ("/okr WHY", Command("why")),
        ("/okr help", Command("help")),
        ("/okr NONESUCH", Command("tie", "NONESUCH")),
    ],
)
def test_a_command_is_read(body, command):
    assert read_command(body) == command


@pytest.mark.parametrize("body", ["/okr", "/okr none", "/okr none:", "/okr GROW please", "/okr why not"])
def test_what_starts_like_a_command_and_is_none_is_unclear(body):
    assert read_command(body).verb == "unclear"


@pytest.mark.parametrize(
    "body",
    [
        "",
        "Thanks!",
        "Thanks!\n/okr GROW",
        "\n/okr GROW",
        "> /okr GROW",
        "`/okr GROW`",
        "    /okr GROW",
        "/okrs GROW",
        "/okrsync GROW",
        "see /okr GROW",
        "<!-- okrsync:v1 -->\n/okr help",
    ],
)
def test_other_comments_are_no_commands(body):
    assert read_command(body) is None


@given(st.text())
def test_any_text_is_read_without_failing(text):
    command = read_command(f"/okr {text}")
    assert command is None or "\n" not in command.words


def answered(command: Command, *labels: str, label: Label | None = GROW) -> str | None:
    return answer_kind(CarriedOut(command, "dana", label), verdict_of(FILE, item(labels=labels)))


def test_a_tied_item_needs_no_words():
    assert answered(Command("tie", "GROW"), "okr:grow") is None
    assert answered(Command("tie", "GROW"), "okr:grow", "okr:grow.kr1") is None


def test_two_goals_need_words():
    assert answered(Command("tie", "GROW"), "okr:grow", "okr:calm") == "conflicting"


def test_a_label_that_something_outweighs_needs_words():
    assert answered(Command("tie", "GROW"), "okr:grow", "okr:none") == "outweighed"
    assert answered(Command("tie", "GROW"), "okr:calm") == "outweighed"
    assert answered(Command("tie", "GROW"), "okr:grow", label=None) == "outweighed"
    assert answered(Command("waive", "Spike"), "okr:grow") == "outweighed"


def test_a_waiver_is_acknowledged_with_its_reason():
    assert answered(Command("waive", "Spike"), "okr:none") == "waived"


@pytest.mark.parametrize("verb", ["why", "help"])
def test_a_question_is_answered(verb):
    assert answered(Command(verb)) == verb
