"""The page for users, docs/store.md, says what is true."""

import re
import sqlite3

import pytest

from okrsync.stores import open_store
from okrsync.stores.engines import read_url
from okrsync.stores.holding import EXPIRES
from tests.fakes.work import item
from tests.stores.conftest import ROOT
from tests.stores.syncing import full, refs, sync

PAGE = (ROOT / "docs" / "store.md").read_text(encoding="utf-8")
ADDRESSES = re.findall(r'^store = "([^"]+)"', PAGE, flags=re.MULTILINE)


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_addresses_on_the_page_are_understood(address):
    assert read_url(address)


def test_the_page_knows_how_long_a_hold_lasts():
    assert f"after {EXPIRES.seconds // 60} minutes" in PAGE


def test_the_copy_the_page_tells_of_is_a_store(tmp_path):
    (statement,) = re.findall(r'sqlite3 \S+ "(.+)"', PAGE)
    store = open_store(f"sqlite:///{tmp_path / 'store.db'}")
    sync(store, full(item("github:acme/web#1")))
    connection = sqlite3.connect(tmp_path / "store.db")
    connection.execute(statement.replace("store-copy.db", str(tmp_path / "store-copy.db")))
    connection.close()
    store.close()
    copy = open_store(f"sqlite:///{tmp_path / 'store-copy.db'}", must_exist=True)
    assert refs(copy) == ["github:acme/web#1"]
    copy.close()


def test_a_schema_of_its_own_is_where_the_tables_go(postgres, postgres_url):
    # Not the page's "okrsync": PostgreSQL looks into a user's namesake first, and ours is called so.
    postgres.run_sql("CREATE SCHEMA goals", database=postgres_url.rpartition("/")[2])
    options = re.findall(r"`(\?options=[^`]+)`", PAGE)[0].replace("okrsync", "goals")
    store = open_store(postgres_url + options)
    sync(store, full(item("github:acme/web#1")))
    store.close()
    with pytest.raises(Exception, match="no store yet"):
        open_store(postgres_url, must_exist=True)
    store = open_store(postgres_url + options, must_exist=True)
    assert refs(store) == ["github:acme/web#1"]
    store.close()
