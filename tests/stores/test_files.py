import pytest

from okrsync.errors import NoStoreYet, StoreError
from okrsync.stores.files import prepare, read_only


def test_the_folder_of_a_new_store_is_made_and_keeps_out_of_version_control(tmp_path):
    assert prepare(tmp_path / "a" / "b" / "store.db", must_exist=False)
    assert (tmp_path / "a" / "b" / ".gitignore").read_text() == "*\n"


def test_a_folder_that_is_there_is_left_as_it_is(tmp_path):
    assert prepare(tmp_path / "store.db", must_exist=False)
    assert list(tmp_path.iterdir()) == []


def test_what_must_exist_is_not_made(tmp_path):
    with pytest.raises(NoStoreYet):
        prepare(tmp_path / "a" / "store.db", must_exist=True)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(StoreError, match="is a folder"):
        prepare(tmp_path, must_exist=False)


def test_a_still_file_is_read_without_a_trace_and_one_with_a_log_together_with_it(tmp_path):
    path = tmp_path / "a #1.db"
    path.touch()
    assert dict(read_only(path).query) == {"mode": "ro", "uri": "true", "immutable": "1"}
    assert str(read_only(path).database).endswith("/a%20%231.db")
    (tmp_path / "a #1.db-wal").write_bytes(b"something")
    assert dict(read_only(path).query) == {"mode": "ro", "uri": "true"}
