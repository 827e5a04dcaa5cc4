from datetime import UTC, date, datetime, timedelta

from tests.fakes.work import item
from tests.stores.conftest import START
from tests.stores.syncing import full, one, part, refs, sync

WEB_1, WEB_2 = "github:acme/web#1", "github:acme/web#2"
TUESDAY, WEDNESDAY = START + timedelta(days=4), START + timedelta(days=5)


def test_of_two_items_that_share_a_ref_the_newest_is_read(store):
    sync(store, full(item("jira:ONB-7", id="1001", title="Old"), place="ONB"), source="jira")
    sync(store, part(item("jira:ONB-7", id="2002", title="New"), place="ONB"), source="jira", now=TUESDAY)
    assert [found.title for found in store.items(["jira"])] == ["New"]
    assert store.sources()[0].items == 1


def test_two_items_may_swap_their_refs(store):
    sync(store, full(item(WEB_1, id="a"), item(WEB_2, id="b")))
    sync(store, part(item(WEB_2, id="a"), item(WEB_1, id="b")), now=TUESDAY)
    assert [(found.ref, found.id) for found in store.items(["github"])] == [(WEB_1, "b"), (WEB_2, "a")]


def test_items_are_sorted_by_ref_as_python_sorts(store):
    keys = ["b#1", "B#1", "a#10", "a#2", "ä#1", "_#1", "a#1", "\U0001f600#1", "\uffff#1", "a b#1", "a-b#1"]
    sync(store, full(*(item(f"github:{key}") for key in keys)))
    assert refs(store) == sorted(f"github:{key}" for key in keys)


def test_only_the_sources_asked_for_are_read(store):
    sync(store, full(item(WEB_1)))
    sync(store, full(item("jira:ONB-1"), place="ONB"), source="jira")
    assert refs(store) == [WEB_1]
    assert refs(store, "plan") == []
    assert list(store.items([])) == []


def test_a_day_gone_by_is_read_as_it_was_known_by_its_end(store):
    for days, title in enumerate(["First", "Second", "Third"]):
        sync(store, part(item(WEB_1, title=title)), now=START + timedelta(days=days))
    known = [one(store, WEB_1, START.date() + timedelta(days=days)).title for days in (0, 1, 2, 30)]
    assert known == ["First", "Second", "Third", "Third"]


def test_an_item_first_seen_later_stands_as_it_was_first_known(store):
    sync(store, part(item(WEB_1, title="First")), now=TUESDAY)
    sync(store, part(item(WEB_1, title="Second")), now=WEDNESDAY)
    assert one(store, WEB_1, date(2020, 1, 1)).title == "First"
    assert one(store, WEB_1).title == "Second"


def test_a_ref_used_again_was_the_former_items_on_the_day_that_had_it(store):
    sync(store, full(item("jira:ONB-7", id="1001", title="Old"), place="ONB"), source="jira")
    sync(store, part(item("jira:ONB-7", id="2002", title="New"), place="ONB"), source="jira", now=TUESDAY)
    assert [found.title for found in store.items(["jira"], START.date())] == ["Old"]


def test_a_day_ends_at_midnight_utc(store):
    midnight = datetime(2026, 11, 21, tzinfo=UTC)
    sync(store, part(item(WEB_1, title="First")), now=START)
    sync(store, part(item(WEB_1, title="Late")), now=midnight - timedelta(microseconds=1))
    sync(store, part(item(WEB_1, title="Next")), now=midnight)
    assert one(store, WEB_1, date(2026, 11, 20)).title == "Late"
    assert one(store, WEB_1, date(2026, 11, 21)).title == "Next"


def test_of_versions_seen_at_one_time_the_last_stands(store):
    sync(store, part(item(WEB_1, title="First")), part(item(WEB_1, title="Second")))
    assert one(store, WEB_1, START.date()).title == "Second"
    assert one(store, WEB_1).title == "Second"


def test_an_item_that_moved_carries_its_former_refs_and_links_follow_it(store):
    first, later, now = (item(f"jira:{key}", id="1") for key in ("ONB-1", "OPS-4", "WEB-9"))
    child = item("jira:ONB-2", parent="jira:ONB-1", contributes_to=("jira:OPS-4",))
    for read, when in ((first, START), (later, TUESDAY), (now, WEDNESDAY)):
        sync(store, full(read, child, place="ONB"), source="jira", now=when)
    assert one(store, "jira:WEB-9").aliases == ("jira:ONB-1", "jira:OPS-4")
    followed = one(store, "jira:ONB-2")
    assert (followed.parent, followed.contributes_to, followed.aliases) == ("jira:WEB-9", ("jira:WEB-9",), ())


def test_an_item_that_moved_during_its_first_sync_is_known_by_its_first_ref_and_was_never_two(store):
    pages = [full(item("jira:ONB-1", id="1"), place="ONB"), full(item("jira:OPS-4", id="1"), place="OPS")]
    sync(store, *pages, source="jira", now=TUESDAY)
    assert one(store, "jira:OPS-4").aliases == ("jira:ONB-1",)
    assert refs(store, "jira", as_of=START.date()) == ["jira:OPS-4"]
