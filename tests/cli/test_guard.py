from __future__ import annotations

import io

import pytest

from okrsync.cli.guard import Guarded, harmless


@pytest.mark.parametrize(
    "text",
    [
        "::error::x",
        "  ::add-mask::x",
        "one\n::error::x",
        "one\r::error::x",
        "a ##[add-mask]x",
        "##[##[x",
        "\n\n ::x",
        "\u2003::error::x",
    ],
)
def test_no_line_begins_with_a_command_and_none_holds_one(text):
    shown = harmless(text)
    assert "##[" not in shown
    assert not any(line.lstrip().startswith("::") for line in shown.replace("\r", "\n").split("\n"))
    assert shown.replace("\u200b", "") == text


@pytest.mark.parametrize("text", ["", "a::b", "std::vector", "#[x]", "github:acme/web#12: ::"])
def test_other_text_stays_as_it_is(text):
    assert harmless(text) == text


def test_only_what_is_meant_as_a_command_is_one():
    buffer = io.BytesIO()
    stream = Guarded(buffer, encoding="utf-8")
    stream.write("::error::x\n")
    stream.command("::error::ours")
    stream.flush()
    assert buffer.getvalue().decode() == ":\u200b:error::x\n::error::ours\n"
