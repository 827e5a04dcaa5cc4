from __future__ import annotations

import fcntl
import os
from pathlib import Path

import pytest

from okrsync.cli.files import alone_in, write_file, write_files
from okrsync.errors import UsageError


def test_files_are_written_into_a_folder_that_is_made(tmp_path):
    written = write_files(tmp_path / "a" / "b", {"one.md": "1", "two.md": "2"})
    assert [path.read_text() for path in written] == ["1", "2"]


def test_lines_end_as_they_were_given(tmp_path):
    assert write_file(tmp_path / "rows.csv", "a\r\nb\n").read_bytes() == b"a\r\nb\n"


def test_a_text_no_file_can_hold_is_written_without_what_cannot_be(tmp_path):
    assert write_file(tmp_path / "x.md", "half \ud83d").read_text() == "half ?"


def test_what_was_there_stays_when_writing_fails(tmp_path):
    (tmp_path / "report.md").mkdir()
    with pytest.raises(UsageError, match=r"report\.md cannot be written: .*unchanged"):
        write_file(tmp_path / "report.md", "new")
    assert [path.name for path in tmp_path.iterdir()] == ["report.md"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full disk to write to here")
def test_a_full_disk_is_told_in_a_sentence(tmp_path):
    (tmp_path / f".report.md.{os.getpid()}.tmp").symlink_to("/dev/full")
    with pytest.raises(UsageError, match="No space left on device"):
        write_file(tmp_path / "report.md", "new")


def test_the_folder_of_a_file_is_made_too(tmp_path):
    place = tmp_path / "deep" / "er" / "r.json"
    assert write_file(place, "{}") == place
    assert place.read_text() == "{}"


def test_a_folder_that_cannot_be_made_is_told_in_a_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="cannot be made"):
        write_files(tmp_path / "file" / "folder", {"a": ""})


def test_one_at_a_time_is_let_into_a_folder(tmp_path):
    def is_free():
        place = os.open(tmp_path, os.O_RDONLY)
        try:
            fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        finally:
            os.close(place)
        return True

    with alone_in(tmp_path):
        assert not is_free()
    assert is_free()
    assert list(tmp_path.iterdir()) == []
