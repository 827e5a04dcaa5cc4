from __future__ import annotations

import json
from pathlib import Path

import pytest

from okrsync.errors import TrackerError
from okrsync.trackers.file.rows import Flaw, Row, read_rows


def rows(folder: Path, content: str, name: str = "work.csv") -> list[Row | Flaw]:
    (folder / name).write_bytes(content.encode())
    return list(read_rows(folder / name, name))


def test_each_line_of_json_is_a_row_and_blank_lines_are_none(tmp_path: Path) -> None:
    found = rows(tmp_path, '\n{"key": 1}\r\n\r\n   \n{"key": 2}', "work.jsonl")
    assert found == [Row(2, {"key": 1}), Row(5, {"key": 2})]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"key": 1', "no JSON object (Expecting ',' delimiter at character 10)"),
        ("[1, 2]", "no JSON object but [1, 2]"),
        ("null", "no JSON object but null"),
        ('{"key": ' + "9" * 5_000 + "}", "beyond all measure"),
        ('{"key": ' + "[" * 200_000, "beyond all measure"),
    ],
)
def test_a_line_that_is_no_object_is_a_flaw(tmp_path: Path, line: str, reason: str) -> None:
    _, flaw, good = rows(tmp_path, f'{{"key": 1}}\n{line}\n{{"key": 3}}\n', "work.jsonl")
    assert isinstance(flaw, Flaw)
    assert flaw.line == 2
    assert reason in flaw.reason
    assert isinstance(good, Row)


def test_a_json_file_that_starts_with_rubbish_is_still_json(tmp_path: Path) -> None:
    [flaw, _] = rows(tmp_path, 'oops\n{"key": 1}\n', "work.jsonl")
    assert flaw == Flaw(1, "it is no JSON object (Expecting value at character 1)")


@pytest.mark.parametrize("content", [json.dumps([{"key": 1}]), '{\n"key": 1\n}\n'])
def test_one_json_value_over_the_whole_file_is_told_apart(tmp_path: Path, content: str) -> None:
    with pytest.raises(TrackerError, match=r"JSON Lines, one object a line: `jq -c '.\[\]' work.json"):
        rows(tmp_path, content, "work.json")


def test_csv_rows_carry_the_line_they_begin_on(tmp_path: Path) -> None:
    content = 'key,title\r\nA-1,"two\r\nlines"\r\n\r\nA-2,plain\r\n'
    first, second = rows(tmp_path, content)
    assert first == Row(2, {"key": "A-1", "title": "two\r\nlines"}, ";")
    assert second == Row(5, {"key": "A-2", "title": "plain"}, ";")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_csv_may_use_another_delimiter(tmp_path: Path, delimiter: str) -> None:
    [row] = rows(tmp_path, f"key{delimiter}title\nA-1{delimiter}One\n")
    assert row == Row(2, {"key": "A-1", "title": "One"}, ";")


def test_a_column_that_is_repeated_is_a_list(tmp_path: Path) -> None:
    [row] = rows(tmp_path, "key,Labels,Labels,title\nA-1,red,blue,One\n")
    assert isinstance(row, Row)
    assert row.cells == {"key": "A-1", "Labels": ["red", "blue"], "title": "One"}


def test_a_row_without_any_value_is_none_and_a_short_one_ends_in_empty_cells(tmp_path: Path) -> None:
    assert rows(tmp_path, "key,title,state\n,,\nA-1,One\n") == [Row(3, {"key": "A-1", "title": "One"}, ";")]


def test_a_row_with_too_many_cells_is_a_flaw(tmp_path: Path) -> None:
    [flaw] = rows(tmp_path, "key,title\nA-1,One, two\n")
    assert flaw == Flaw(2, "it has 3 cells where the first line names 2 columns")


def test_a_quote_that_is_never_closed_is_a_flaw_where_it_begins(tmp_path: Path) -> None:
    good, flaw = rows(tmp_path, 'key,title\nA-1,One\nA-2,"never closed\nA-3,Three\n')
    assert isinstance(good, Row)
    assert flaw == Flaw(3, "from here on it is no CSV (unexpected end of data)")


def test_a_body_of_200_kilobytes_is_one_cell(tmp_path: Path) -> None:
    [row] = rows(tmp_path, f'key,title,body\nA-1,One,"{"x" * 200_000}"\n')
    assert isinstance(row, Row)
    assert len(row.cells["body"]) == 200_000


def test_an_empty_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(TrackerError, match="names no work at all"):
        rows(tmp_path, "\n \n")
