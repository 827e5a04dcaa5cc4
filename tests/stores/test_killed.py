import signal
from itertools import takewhile

import pytest

from okrsync.stores import open_store
from tests.stores import killed
from tests.stores.killed import ITEMS, NOW, PAGES, page
from tests.whole.process import forking

STEPS = ["open", "hold", "begin", *(f"page {n}" for n in range(PAGES)), "finish", "release", "done"]


@pytest.fixture(params=["sqlite", "postgresql"])
def new_url(request, tmp_path):
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'kept' / 'store.db'}"
    return request.getfixturevalue("postgres_url")


@pytest.mark.parametrize("last", ["hold", "page 0", "page 2", "page 4", "finish"])
def test_a_sync_killed_at_any_step_leaves_whole_pages_and_nobody_waiting(real_shop, last):
    _sync_whole(real_shop.url, "Old")
    _kill_during(real_shop.url, last)
    _check(real_shop.url)
    _sync_whole(real_shop.url, "New")
    _check_complete(real_shop.url)


@pytest.mark.parametrize("last", ["open", "page 1"])
def test_a_first_sync_that_is_killed_may_be_run_again(new_url, last):
    _kill_during(new_url, last)
    _sync_whole(new_url, "New")
    _check_complete(new_url)


def _sync_whole(url, title):
    store = open_store(url)
    with store.hold("the next one", wait_seconds=0):
        run = store.begin_sync(NOW, "{}")
        for number in range(PAGES):
            store.save(run, "github", page(number, title), NOW)
        store.finish_source(run, "github", NOW, None)
    store.close()


def _kill_during(url, last):
    """Let the sync go up to this step, and kill it while it is taking it."""
    ours, theirs = forking.Pipe()
    process = forking.Process(target=killed.main, args=(url, theirs))
    process.start()
    theirs.close()
    with ours:
        for expected in [*takewhile(lambda step: step != last, STEPS), last]:
            assert ours.recv() == expected
            ours.send("go on")
        process.kill()
        process.join()
    assert process.exitcode == -signal.SIGKILL


def _check(url):
    """Each page is there as a whole, old or new, and the mark is that of a complete walk."""
    store = open_store(url)
    items = {item.id: item for item in store.items(["github"])}
    assert len(items) == PAGES * ITEMS
    titles = [{items[str(n)].title for n in range(p * ITEMS, (p + 1) * ITEMS)} for p in range(PAGES)]
    assert all(len(title) == 1 for title in titles)
    assert titles == sorted(titles, key=lambda title: title == {"Old"}), "pages were saved in order"
    assert all(item.labels == ("bug", item.title) for item in items.values())
    is_complete = titles[-1] == {"New"}
    assert store.marks("github") == {"acme/web": {"title": "New" if is_complete else "Old"}}
    store.close()


def _check_complete(url):
    store = open_store(url)
    items = list(store.items(["github"]))
    assert len(items) == PAGES * ITEMS
    assert {item.title for item in items} == {"New"}
    assert store.marks("github") == {"acme/web": {"title": "New"}}
    (source,) = store.sources()
    assert (source.items, source.synced_at, source.error) == (PAGES * ITEMS, NOW, None)
    store.close()
