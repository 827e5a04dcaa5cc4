import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest

from okrsync.errors import NoStoreYet, StoreError
from okrsync.stores import open_store
from tests.fakes.work import item
from tests.stores.conftest import ROOT
from tests.stores.syncing import full, refs, sync

WEB_1 = "github:acme/web#1"


@pytest.fixture(params=["sqlite", "postgresql"])
def new_url(request, tmp_path):
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'store.db'}"
    return request.getfixturevalue("postgres_url")


def test_a_new_store_is_made_and_found_again(new_url):
    store = open_store(new_url)
    sync(store, full(item(WEB_1)))
    store.close()
    again = open_store(new_url, must_exist=True)
    assert refs(again) == [WEB_1]
    again.close()


def test_a_store_that_must_exist_is_not_made(new_url):
    with pytest.raises(NoStoreYet, match=r"There is no store yet .* run `okrsync sync` first\."):
        open_store(new_url, must_exist=True)
    with pytest.raises(NoStoreYet):
        open_store(new_url, must_exist=True)


def test_a_missing_file_is_not_made_by_looking(tmp_path):
    with pytest.raises(NoStoreYet):
        open_store(f"sqlite:///{tmp_path / 'kept' / 'store.db'}", must_exist=True)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_is_no_store_yet(tmp_path):
    (tmp_path / "store.db").touch()
    with pytest.raises(NoStoreYet):
        open_store(f"sqlite:///{tmp_path / 'store.db'}", must_exist=True)


def test_a_store_of_a_newer_okrsync_is_refused_in_one_sentence(shop_of_the_future):
    with pytest.raises(StoreError) as told:
        open_store(shop_of_the_future)
    assert "was made by a newer okrsync: update okrsync" in str(told.value)
    assert "\n" not in str(told.value)


@pytest.fixture(params=["sqlite", "postgresql"])
def shop_of_the_future(request, tmp_path):
    if request.param == "sqlite":
        open_store(f"sqlite:///{tmp_path / 'store.db'}").close()
        with sqlite3.connect(tmp_path / "store.db") as connection:
            connection.execute("UPDATE okrsync_version SET version_num = '9999'")
        connection.close()
        return f"sqlite:///{tmp_path / 'store.db'}"
    url = request.getfixturevalue("postgres_url")
    open_store(url).close()
    update = "UPDATE okrsync_version SET version_num = '9999'"
    request.getfixturevalue("postgres").run_sql(update, database=url.rpartition("/")[2])
    return url


def test_two_who_make_a_store_at_once_take_turns(new_url):
    failures = []
    together = threading.Barrier(4)

    def make():
        together.wait()
        try:
            open_store(new_url).close()
        except StoreError as error:
            failures.append(error)

    makers = [threading.Thread(target=make) for _ in range(4)]
    for maker in makers:
        maker.start()
    for maker in makers:
        maker.join()
    assert failures == []
    open_store(new_url, must_exist=True).close()


def test_a_store_is_made_and_opened_without_alembic(tmp_path):
    url = f"sqlite:///{tmp_path / 'store.db'}"
    program = "import sys; from okrsync.stores import open_store; "
    program += "open_store(sys.argv[1]).close(); " * 2
    program += "sys.exit('alembic' in sys.modules)"
    subprocess.run([sys.executable, "-c", program, url], check=True, cwd=ROOT)


def test_importing_the_room_imports_no_database_library():
    program = "import sys, okrsync.stores; sys.exit('sqlalchemy' in sys.modules)"
    subprocess.run([sys.executable, "-c", program], check=True, cwd=ROOT)


@pytest.fixture
def public_folder():
    """A folder everybody can reach, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="okrsync-store-"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.skipif(os.name != "posix", reason="permissions are told otherwise elsewhere")
def test_a_store_may_be_read_where_nothing_may_be_written(public_folder):
    url = f"sqlite:///{public_folder / 'store.db'}"
    store = open_store(url)
    sync(store, full(item(WEB_1)))
    store.close()
    (public_folder / "store.db").chmod(0o444)
    public_folder.chmod(0o555)
    read = _as_nobody(url, "print(*(item.ref for item in store.items(['github'])))")
    assert (read.stdout.strip(), read.stderr) == (WEB_1, "")
    written = _as_nobody(url, "store.begin_sync(datetime.now(UTC), '{}')")
    assert written.returncode == 4
    assert "may only be read here: give yourself the right to write" in written.stderr


def _as_nobody(url, what):
    """Run this with the store open, as someone who may read it and nothing else."""
    program = f"""
import os, sys
from datetime import datetime, UTC
import sqlalchemy.dialects.sqlite
from okrsync.errors import StoreError
from okrsync.stores import opening
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
try:
    store = opening.open_store(sys.argv[1], must_exist=True)
    {what}
    store.close()
except StoreError as error:
    print(error, file=sys.stderr)
    sys.exit(error.exit_code)
"""
    return subprocess.run(
        [sys.executable, "-c", program, url], check=False, cwd=ROOT, capture_output=True, text=True
    )
