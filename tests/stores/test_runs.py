from datetime import timedelta

from okrsync.ports import KeptConfiguration, Page, SourceState
from tests.fakes.work import item
from tests.stores.conftest import START
from tests.stores.syncing import full, part, sync

TUESDAY, WEDNESDAY = START + timedelta(days=4), START + timedelta(days=5)
WEB_1 = "github:acme/web#1"


def test_an_empty_store_knows_nothing(store):
    assert store.first_sync() is None
    assert store.configurations() == ()
    assert store.sources() == ()
    assert store.marks("github") == {}
    assert list(store.items(["github"])) == []


def test_runs_are_numbered_upwards(store):
    runs = [store.begin_sync(START, "{}") for _ in range(3)]
    assert runs == sorted(set(runs))


def test_the_first_sync_is_remembered(store):
    store.begin_sync(START, "{}")
    store.begin_sync(TUESDAY, "{}")
    assert store.first_sync() == START


def test_a_configuration_is_kept_once_while_unchanged(store):
    for days, text in enumerate(["a", "a", "ü\U0001f600", "ü\U0001f600", "a"]):
        store.begin_sync(START + timedelta(days=days), text)
    assert store.configurations() == (
        KeptConfiguration(START, "a"),
        KeptConfiguration(START + timedelta(days=2), "ü\U0001f600"),
        KeptConfiguration(START + timedelta(days=4), "a"),
    )


def test_a_source_tells_its_items_and_its_last_complete_walk(store):
    sync(store, full(item(WEB_1)))
    sync(store, full(place="ONB"), source="jira", now=TUESDAY)
    assert store.sources() == (SourceState("github", 1, START, None), SourceState("jira", 0, TUESDAY, None))


def test_a_source_that_fails_keeps_its_data_and_the_time_of_its_last_success(store):
    sync(store, full(item(WEB_1)))
    sync(store, now=TUESDAY, error="GitHub answered 502: try again later.")
    (state,) = store.sources()
    assert state == SourceState("github", 1, START, "GitHub answered 502: try again later.")
    sync(store, part(), now=WEDNESDAY)
    assert store.sources() == (SourceState("github", 1, WEDNESDAY, None),)


def test_a_source_that_never_succeeded_has_no_time(store):
    sync(store, error="The token was refused.")
    assert store.sources() == (SourceState("github", 0, None, "The token was refused."),)


def test_the_warnings_of_a_walk_stay_until_the_next(store):
    warned = Page("acme/web", warnings=("One.", "Two."))
    sync(store, warned, part(warnings=("Two.", "Three.")))
    assert store.sources()[0].warnings == ("One.", "Two.", "Three.")
    sync(store, part(warnings=("Four.",)), now=TUESDAY)
    assert store.sources()[0].warnings == ("Four.",)
    sync(store, part(), now=WEDNESDAY)
    assert store.sources()[0].warnings == ()


def test_a_walk_that_failed_at_once_has_no_old_warnings(store):
    sync(store, part(warnings=("One.",)))
    sync(store, now=TUESDAY, error="Refused.")
    assert store.sources()[0].warnings == ()


def test_what_was_kept_is_there_after_closing(shop):
    first = shop.open()
    sync(first, full(item(WEB_1)))
    first.close()
    assert list(shop.open().items(["github"])) == [item(WEB_1)]


def test_what_is_saved_while_reading_is_read_the_next_time(real_shop):
    reader, writer = real_shop.open(), real_shop.open()
    sync(writer, full(*(item(f"github:acme/web#{n}") for n in range(1500))))
    reading = reader.items(["github"])
    first = next(reading)
    sync(writer, full(*(item(f"github:acme/web#{n}", title="New") for n in range(1500))), now=TUESDAY)
    assert "New" not in {found.title for found in [first, *reading]}
    assert {found.title for found in reader.items(["github"])} == {"New"}


def test_reading_may_stop_in_the_middle(real_shop):
    store = real_shop.open()
    sync(store, full(*(item(f"github:acme/web#{n}") for n in range(1500))))
    reading = store.items(["github"])
    next(reading)
    reading.close()
    assert len(list(store.items(["github"]))) == 1500
