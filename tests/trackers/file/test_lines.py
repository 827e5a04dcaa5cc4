from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from okrsync.errors import TrackerError
from okrsync.trackers.file.lines import Line, fingerprint, read_lines


def lines(folder: Path, content: bytes, name: str = "work.jsonl") -> list[Line]:
    (folder / name).write_bytes(content)
    return list(read_lines(folder / name, name))


def test_a_byte_order_mark_is_no_part_of_the_first_line(tmp_path: Path) -> None:
    assert lines(tmp_path, b"\xef\xbb\xbfone\r\ntwo") == [Line(1, "one\r\n"), Line(2, "two")]


def test_a_compressed_file_is_known_by_its_content_whatever_its_name(tmp_path: Path) -> None:
    assert lines(tmp_path, gzip.compress(b"one\ntwo\n")) == [Line(1, "one\n"), Line(2, "two\n")]


def test_another_encoding_is_named_with_line_and_byte(tmp_path: Path) -> None:
    with pytest.raises(TrackerError) as failure:
        lines(tmp_path, "key\nM\u00fcller".encode("latin-1"))
    assert str(failure.value) == (
        "work.jsonl is not UTF-8: line 2 has the byte 0xfc at place 2. "
        "Export it as UTF-8, or convert it: `iconv -f WINDOWS-1252 -t UTF-8`."
    )


def test_utf_16_is_named(tmp_path: Path) -> None:
    with pytest.raises(TrackerError, match="is UTF-16; okrsync reads UTF-8"):
        lines(tmp_path, "key,title".encode("utf-16"))


@pytest.mark.parametrize("cut", [-1, -9, 12])
def test_a_compressed_file_that_is_cut_off_is_an_error(tmp_path: Path, cut: int) -> None:
    with pytest.raises(TrackerError, match="cut off or damaged inside its compression; export it again"):
        lines(tmp_path, gzip.compress(b"one\ntwo\n" * 100)[:cut])


def test_a_missing_file_is_named_with_where_it_was_looked_for(tmp_path: Path) -> None:
    with pytest.raises(TrackerError) as failure:
        list(read_lines(tmp_path / "gone.csv", "gone.csv"))
    assert str(failure.value) == (
        f"gone.csv is not there: {tmp_path}/gone.csv does not exist. Correct the source's `path`."
    )


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(TrackerError, match="is a folder; the source's `path` names one file"):
        list(read_lines(tmp_path, "exports"))


def test_a_path_through_a_file_is_told_in_the_systems_words(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(TrackerError, match="cannot be read: Not a directory"):
        list(read_lines(tmp_path / "file" / "work.csv", "file/work.csv"))


def test_the_fingerprint_changes_with_the_content_and_with_the_settings(tmp_path: Path) -> None:
    path = tmp_path / "work.csv"
    path.write_text("key,title\n")
    before = fingerprint(path, "work.csv", "{}")
    assert fingerprint(path, "work.csv", "{}") == before
    assert fingerprint(path, "work.csv", '{"columns": {}}') != before
    path.write_text("key,title\nA-1,One\n")
    assert fingerprint(path, "work.csv", "{}") != before
