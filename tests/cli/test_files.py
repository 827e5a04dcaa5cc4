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


def test_a_link_stays_one_and_what_it_leads_to_keeps_its_rights(tmp_path):
    real, link = tmp_path / "real.toml", tmp_path / "link.toml"
    real.write_text("before")
    real.chmod(0o640)
    link.symlink_to(real)
    assert write_file(link, "after") == link
    assert (link.is_symlink(), real.read_text(), real.stat().st_mode & 0o777) == (True, "after", 0o640)


def test_what_is_read_only_stays_as_it_is(tmp_path, monkeypatch):
    path = tmp_path / "goals.toml"
    path.write_text("before")
    monkeypatch.setattr(os, "access", lambda *_: False)  # who runs this may be allowed everything
    with pytest.raises(UsageError, match=r"goals\.toml cannot be written: it is read-only\. .*unchanged"):
        write_file(path, "after")
    assert path.read_text() == "before"


def test_what_is_no_file_is_written_to_and_stays(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_file(pipe, "read me")
    assert os.read(reader, 100) == b"read me"
    os.close(reader)
    assert pipe.is_fifo()
