import os
import socket
import subprocess
import sys
from datetime import timedelta

import pytest

from okrsync.errors import StoreError
from okrsync.ports import Page
from tests.fakes.work import item
from tests.stores.conftest import ROOT, START
from tests.stores.syncing import full, refs

WEB_1 = "github:acme/web#1"


def test_a_free_store_is_held_at_once_and_free_again_after(shop):
    first, second = shop.open(), shop.open()
    with first.hold("one", wait_seconds=0):
        pass
    with second.hold("two", wait_seconds=0):
        pass
    assert shop.time.waits == []


def test_another_sync_is_told_who_holds_the_store_since_when(shop):
    first, second = shop.open(), shop.open()
    with first.hold("the nightly sync", wait_seconds=0):
        told = refused(second, 0)
    assert "held by the nightly sync" in told
    assert "since 2026-11-20 09:30:00 UTC" in told


def test_another_sync_waits_as_long_as_it_was_told(shop):
    first, second = shop.open(), shop.open()
    with first.hold("one", wait_seconds=0):
        refused(second, 60)
    assert sum(shop.time.waits) == pytest.approx(60)
    assert max(shop.time.waits) <= 5


def test_another_sync_goes_on_as_soon_as_the_store_is_free(shop):
    first, second = shop.open(), shop.open()
    holding = first.hold("one", wait_seconds=0)
    holding.__enter__()
    shop.time.meanwhile = lambda: holding.__exit__(None, None, None)
    with second.hold("two", wait_seconds=60):
        assert len(shop.time.waits) == 1


def test_the_store_is_free_again_after_a_failure(shop):
    first, second = shop.open(), shop.open()
    with pytest.raises(ZeroDivisionError), first.hold("one", wait_seconds=0):
        raise ZeroDivisionError
    with second.hold("two", wait_seconds=0):
        pass


def test_a_hold_without_a_sign_of_life_expires(shop):
    first, second = shop.open(), shop.open()
    with first.hold("one", wait_seconds=0):
        shop.time.now += timedelta(minutes=16)
        with second.hold("two", wait_seconds=0):
            pass


def test_each_page_saved_is_a_sign_of_life(shop):
    first, second = shop.open(), shop.open()
    with first.hold("one", wait_seconds=0):
        run = first.begin_sync(START, "{}")
        for _ in range(3):
            shop.time.now += timedelta(minutes=14)
            first.save(run, "github", Page("acme/web"), START)
        with pytest.raises(StoreError), second.hold("two", wait_seconds=0):
            pass


def test_who_lost_the_store_to_another_saves_nothing_more(shop):
    first, second = shop.open(), shop.open()
    with first.hold("one", wait_seconds=0):
        run = first.begin_sync(START, "{}")
        first.save(run, "github", Page("acme/web", (item(WEB_1),)), START)
        shop.time.now += timedelta(minutes=16)
        with second.hold("two", wait_seconds=0):
            with pytest.raises(StoreError, match="Another sync took over"):
                first.save(run, "github", full(item("github:acme/web#2")), START)
            assert refs(second) == [WEB_1]
            assert second.marks("github") == {}


def test_who_lost_the_store_does_not_free_it_for_others(shop):
    first, second, third = shop.open(), shop.open(), shop.open()
    with first.hold("one", wait_seconds=0):
        shop.time.now += timedelta(minutes=16)
        taken = second.hold("two", wait_seconds=0)
        taken.__enter__()
    with pytest.raises(StoreError, match="held by two"), third.hold("three", wait_seconds=0):
        pass
    taken.__exit__(None, None, None)


def test_a_process_that_died_on_this_host_holds_nothing(real_shop):
    store = real_shop.open()
    command = [sys.executable, "-c", _HOLD_AND_DIE, real_shop.url]
    dead = subprocess.run(command, check=False, capture_output=True, cwd=ROOT)
    assert dead.returncode == 9, dead.stderr.decode()
    with store.hold("me", wait_seconds=0):
        assert real_shop.time.waits == []


def test_the_process_and_its_host_are_named(real_shop):
    first, second = real_shop.open(), real_shop.open()
    with first.hold("one", wait_seconds=0):
        told = refused(second, 0)
    assert f"process {os.getpid()} on {socket.gethostname()}" in told


def refused(store, wait_seconds):
    """What someone is told who cannot have the store."""
    with pytest.raises(StoreError) as told, store.hold("me", wait_seconds=wait_seconds):
        pass
    return str(told.value)


_HOLD_AND_DIE = """
import os, sys
from okrsync.stores import open_store
with open_store(sys.argv[1]).hold("the dead", wait_seconds=0):
    os._exit(9)
"""
