from __future__ import annotations

import pytest

from okrsync.cli import output


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain – ümläut 日本", "plain – ümläut 日本"),
        ("two\nlines\tand a tab", "two lines and a tab"),
        ("\x1b[31mred\x07", "\ufffd[31mred\ufffd"),
        ("turned \u202eround", "turned \ufffdround"),
        ("half \ud83d of a pair", "half \ufffd of a pair"),
        ("family \U0001f468\u200d\U0001f469", "family \U0001f468\u200d\U0001f469"),
    ],
)
def test_nothing_in_a_text_moves_the_cursor(text, shown):
    assert output.printable(text) == shown


def test_rows_are_aligned_lines_when_piped(capsys):
    output.emit_rows(("name", "count"), [("a", 1), ("long name", None)])
    assert capsys.readouterr().out == "name       count\na          1\nlong name  –\n"


def test_rows_without_any_are_their_heading(capsys):
    output.emit_rows(("name", "count"), [])
    assert capsys.readouterr().out == "name  count\n"


def test_json_carries_its_schema(capsys):
    output.emit_json("okrsync.x/1", {"a": None, "b": (1, 2)})
    assert capsys.readouterr().out == '{"schema":"okrsync.x/1","a":null,"b":[1,2]}\n'
