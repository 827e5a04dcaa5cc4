from datetime import timedelta

import pytest

from okrsync.ports import Page
from tests.fakes.work import item
from tests.stores.conftest import START
from tests.stores.syncing import full, one, part, refs, sync

TUESDAY, WEDNESDAY = START + timedelta(days=4), START + timedelta(days=5)


def web(*numbers, **facts):
    return [item(f"github:acme/web#{number}", **facts) for number in numbers]


def refs_of(*numbers):
    return [f"github:acme/web#{number}" for number in numbers]


def test_a_mark_is_kept_with_the_last_page_and_not_before(store):
    run = store.begin_sync(START, "{}")
    store.save(run, "github", Page("acme/web", tuple(web(1))), START)
    assert store.marks("github") == {}
    store.save(
        run, "github", Page("acme/web", tuple(web(2)), mark={"updated": "2026", "n": [1, None]}), START
    )
    assert store.marks("github") == {"acme/web": {"updated": "2026", "n": [1, None]}}
    assert store.marks("jira") == {}


def test_a_mark_moves_on_with_each_complete_walk(store):
    sync(store, Page("acme/web", mark={"at": 1}))
    sync(store, Page("acme/web", mark={"at": 2}), Page("acme/app", mark={}))
    assert store.marks("github") == {"acme/web": {"at": 2}, "acme/app": {}}


def test_what_a_full_walk_did_not_see_is_gone(store):
    sync(store, full(*web(1, 2, 3)))
    (saved,) = sync(store, full(*web(1, 3)), now=TUESDAY)
    assert (saved.gone, saved.warnings) == (1, ())
    assert refs(store) == refs_of(1, 3)
    assert store.sources()[0].items == 2


def test_a_full_walk_may_take_many_pages(store):
    sync(store, full(*web(1, 2, 3)))
    pages = [Page("acme/web", tuple(web(1))), Page("acme/web", tuple(web(2))), full()]
    *_, saved = sync(store, *pages, now=TUESDAY)
    assert saved.gone == 1
    assert refs(store) == refs_of(1, 2)


def test_what_an_incremental_walk_did_not_see_stays(store):
    sync(store, full(*web(1, 2, 3)))
    (saved,) = sync(store, part(*web(1)), now=TUESDAY)
    assert saved.gone == 0
    assert refs(store) == refs_of(1, 2, 3)


def test_an_item_that_is_gone_was_there_until_then(store):
    sync(store, full(*web(1, 2, 3)))
    sync(store, full(*web(1, 3)), now=TUESDAY)
    assert refs(store, as_of=START.date()) == refs_of(1, 2, 3)
    assert refs(store, as_of=(TUESDAY - timedelta(days=1)).date()) == refs_of(1, 2, 3)
    assert refs(store, as_of=TUESDAY.date()) == refs_of(1, 3)


def test_an_item_seen_again_is_back_and_was_away_meanwhile(store):
    sync(store, full(*web(1, 2, 3)))
    sync(store, full(*web(1, 3)), now=TUESDAY)
    (saved,) = sync(store, part(*web(2)), now=WEDNESDAY)
    assert saved.changed == 1
    assert refs(store) == refs_of(1, 2, 3)
    assert refs(store, as_of=START.date()) == refs_of(1, 2, 3)
    assert refs(store, as_of=TUESDAY.date()) == refs_of(1, 3)
    assert refs(store, as_of=WEDNESDAY.date()) == refs_of(1, 2, 3)


def test_an_item_that_moved_to_another_place_follows(store):
    moved = item("github:acme/app#9", id="42")
    sync(store, full(item("github:acme/web#1", id="42"), *web(2, 3)), full(place="acme/app"))
    sync(store, full(moved, place="acme/app"), full(*web(2, 3)), now=TUESDAY)
    assert refs(store) == ["github:acme/app#9", *refs_of(2, 3)]


@pytest.mark.parametrize("walks_old_place_first", [True, False])
def test_a_move_is_no_absence_whichever_place_is_read_first(store, walks_old_place_first):
    moved = item("github:acme/app#9", id="42", project="acme/app")
    sync(store, full(item("github:acme/web#1", id="42"), *web(2, 3)), full(place="acme/app"))
    pages = [full(*web(2, 3)), full(moved, place="acme/app")]
    sync(store, *(pages if walks_old_place_first else reversed(pages)), now=TUESDAY)
    sync(store, part(), part(place="acme/app"), now=WEDNESDAY)
    assert refs(store) == ["github:acme/app#9", *refs_of(2, 3)]
    assert refs(store, as_of=TUESDAY.date()) == refs(store)


def test_a_mass_loss_is_a_broken_reading(store):
    sync(store, full(*web(1, 2, 3, 4, 5, 6)))
    (saved,) = sync(store, full(*web(1, 2, 3)), now=TUESDAY)
    assert saved.gone == 0
    assert refs(store) == refs_of(1, 2, 3, 4, 5, 6)
    (sentence,) = saved.warnings
    assert sentence.startswith("acme/web: 3 of its 6 items were missing from a full reading.")
    assert store.sources()[0].warnings == saved.warnings
    assert store.marks("github") == {"acme/web": {"at": 1, "owed": {"is_doubted": True}}}


def test_less_than_half_may_disappear(store):
    sync(store, full(*web(1, 2, 3, 4, 5)))
    (saved,) = sync(store, full(*web(1, 2, 3)), now=TUESDAY)
    assert (saved.gone, saved.warnings) == (2, ())


def test_a_handful_may_disappear_at_once(store):
    sync(store, full(*web(1, 2, 3, 4)))
    (saved,) = sync(store, full(), now=TUESDAY)
    assert (saved.gone, saved.warnings) == (4, ())
    assert refs(store) == []


def test_a_walk_that_is_sure_may_lose_all(store):
    sync(store, full(*web(*range(20))))
    (saved,) = sync(store, full(is_guarded=False), now=TUESDAY)
    assert (saved.gone, saved.warnings) == (20, ())


def test_each_place_is_guarded_for_itself(store):
    app = [item(f"github:acme/app#{number}") for number in range(50)]
    sync(store, full(*web(*range(6))), full(*app, place="acme/app"))
    saved, _ = sync(store, full(), full(*app, place="acme/app"), now=TUESDAY)
    assert saved.warnings


def test_a_place_no_longer_walked_is_left_with_a_word(store):
    app = item("github:acme/app#1")
    sync(store, full(*web(1)), full(app, place="acme/app"))
    sync(store, part(place="acme/app"), now=TUESDAY)
    assert refs(store) == [app.ref]
    assert refs(store, as_of=START.date()) == [app.ref, *refs_of(1)]
    assert list(store.marks("github")) == ["acme/app"]
    assert store.sources()[0].warnings == (
        "acme/web is no longer read: its 1 items are left out from now on.",
    )
    sync(store, part(place="acme/app"), full(*web(1)), now=WEDNESDAY)
    assert refs(store) == [app.ref, *refs_of(1)]
    assert store.sources()[0].warnings == ()


def test_no_place_is_left_by_a_walk_that_failed_or_went_nowhere(store):
    sync(store, full(*web(1)), full(place="acme/app"))
    sync(store, part(place="acme/app"), now=TUESDAY, error="acme/web cannot be seen.")
    sync(store, now=TUESDAY)
    assert refs(store) == refs_of(1)
    assert sorted(store.marks("github")) == ["acme/app", "acme/web"]


def test_an_item_keeps_its_facts_while_it_is_away(store):
    sync(store, full(*web(1, 2, 3, labels=("a",))))
    sync(store, full(*web(1, 3, labels=("a",))), now=TUESDAY)
    sync(store, part(*web(2, labels=("b",))), now=WEDNESDAY)
    assert one(store, "github:acme/web#2", START.date()).labels == ("a",)
    assert one(store, "github:acme/web#2").labels == ("b",)


def stopped(*items, at, **more):
    """The last page of a walk that got no further."""
    return Page("acme/web", items, resume={"at": at}, **more)


def test_a_walk_that_stopped_half_way_goes_on_where_it_stopped(store):
    sync(store, full(*web(1, 2)))
    sync(store, stopped(*web(1), at=7), stopped(*web(2), at=8), now=TUESDAY, error="out of time")
    assert store.marks("github") == {"acme/web": {"at": 8}}
    sync(store, part(goes_on=True), now=WEDNESDAY)
    assert store.marks("github") == {"acme/web": {"at": 1}}


def test_a_first_walk_that_stopped_has_a_mark_too(shop):
    sync(shop.open(), stopped(*web(1), at=7), error="out of time")
    assert shop.open().marks("github") == {"acme/web": {"at": 7}}


def test_what_a_full_walk_saw_before_it_stopped_was_seen(store):
    sync(store, full(*web(1, 2, 3, 4, 5)))
    sync(store, stopped(*web(1), at=1), now=TUESDAY, error="out of time")
    sync(store, stopped(*web(2), at=2, goes_on=True), now=TUESDAY, error="out of time")
    *_, saved = sync(store, Page("acme/web", goes_on=True), full(*web(4), goes_on=True), now=WEDNESDAY)
    assert saved.gone == 2
    assert refs(store) == refs_of(1, 2, 4)


def test_what_was_seen_before_a_full_walk_began_was_not_seen_by_it(store):
    sync(store, full(*web(1, 2, 3, 4, 5)))
    sync(store, stopped(*web(1), at=1), now=TUESDAY, error="out of time")
    sync(store, stopped(*web(2), at=2), now=TUESDAY, error="out of time")  # began anew
    sync(store, full(*web(3, 4, 5), goes_on=True), now=WEDNESDAY)
    assert refs(store) == refs_of(2, 3, 4, 5)


def test_a_walk_after_a_complete_one_has_nothing_to_go_on_with(store):
    sync(store, stopped(*web(1, 2, 3), at=1), error="out of time")
    sync(store, full(*web(1, 2, 3), goes_on=True))
    sync(store, full(*web(1), goes_on=True), now=TUESDAY)
    assert refs(store) == refs_of(1)


def test_a_place_that_is_left_forgets_where_its_walk_stopped(store):
    sync(store, stopped(*web(1), at=7), error="out of time")
    sync(store, part(place="acme/app"))
    assert list(store.marks("github")) == ["acme/app"]


def test_links_lead_to_where_a_thing_is_now(store):
    was = item("github:acme/web#1", id="42")
    child = item("github:acme/web#2", parent=was.ref, closes=(was.ref,), mentions=("github:acme/web#3",))
    sync(store, full(was, child))
    sync(store, part(item("github:acme/site#1", id="42")), now=TUESDAY)
    found = one(store, child.ref)
    assert (found.parent, found.closes) == ("github:acme/site#1", ("github:acme/site#1",))
    assert found.mentions == ("github:acme/web#3",)
    assert one(store, child.ref, START.date()).parent == was.ref


def test_a_ref_that_something_else_bears_now_means_that(store):
    was = item("github:acme/web#1", id="42")
    sync(store, full(was, item("github:acme/web#2", parent=was.ref)))
    new = item("github:acme/web#1", id="43")
    sync(store, part(item("github:acme/site#1", id="42"), new), now=TUESDAY)
    assert one(store, "github:acme/web#2").parent == was.ref


def test_of_two_that_bore_a_ref_the_later_one_is_meant(store):
    first, second = item("github:acme/web#1", id="42"), item("github:acme/web#1", id="43")
    sync(store, full(first, item("github:acme/web#2", parent=first.ref)))
    sync(store, part(item("github:acme/app#1", id="42"), second), now=TUESDAY)
    sync(store, part(item("github:acme/site#9", id="43")), now=WEDNESDAY)
    assert one(store, "github:acme/web#2").parent == "github:acme/site#9"
