"""What a walk leaves to the next: ids it met and the store does not know, and losses nobody believes."""

from __future__ import annotations

from datetime import timedelta

from tests.fakes.work import item
from tests.stores.conftest import START
from tests.stores.syncing import full, part, refs, sync

TUESDAY, WEDNESDAY = START + timedelta(days=4), START + timedelta(days=5)


def web(*numbers):
    return [item(f"github:acme/web#{number}") for number in numbers]


def refs_of(*numbers):
    return [f"github:acme/web#{number}" for number in numbers]


def ids_of(*numbers):
    return tuple(item.id for item in web(*numbers))


def owed(store):
    return store.marks("github")["acme/web"].get("owed")


def census(*numbers):
    return full(seen_ids=ids_of(*numbers))


def test_what_is_seen_by_its_id_alone_is_there_and_what_is_not_is_gone(store):
    sync(store, full(*web(1, 2, 3)), now=START)
    (saved,) = sync(store, census(1, 3), now=TUESDAY)
    assert (saved.items, saved.changed, saved.gone) == (0, 0, 1)
    assert refs(store) == refs_of(1, 3)


def test_many_ids_are_seen_at_once(store):
    numbers = range(600)
    sync(store, full(*web(*numbers)), now=START)
    (saved,) = sync(store, census(*numbers), now=TUESDAY)
    assert saved.gone == 0
    assert owed(store) is None


def test_an_item_that_is_read_and_not_in_the_census_is_there(store):
    sync(store, full(*web(1, 2, 3)), now=START)
    sync(store, part(*web(2))._replace(mark=None), census(1, 3), now=TUESDAY)
    assert refs(store) == refs_of(1, 2, 3)


def test_ids_nobody_knows_are_left_to_the_next_walk_once(store):
    sync(store, full(*web(1, 2)), now=START)
    sync(store, census(1, 2, 7, 8), now=TUESDAY)
    assert owed(store) == {"unread": list(ids_of(7, 8))}
    sync(store, part(*web(7)), now=WEDNESDAY)
    assert owed(store) is None


def test_ids_read_later_in_the_same_walk_are_not_left(store):
    sync(store, full(*web(1, 2)), now=START)
    pages = census(1, 2, 7)._replace(mark=None, is_full=False), full(*web(7))
    sync(store, *pages, now=TUESDAY)
    assert owed(store) is None
    assert refs(store) == refs_of(1, 2, 7)


def test_an_item_that_was_gone_and_is_met_again_is_to_be_read(store):
    sync(store, full(*web(1, 2)), now=START)
    sync(store, census(1), now=TUESDAY)
    sync(store, census(1, 2), now=WEDNESDAY)
    assert owed(store) == {"unread": list(ids_of(2))}
    assert refs(store) == refs_of(1)


def test_what_is_left_outlives_a_walk_that_fails(store):
    sync(store, full(*web(1, 2)), now=START)
    sync(store, census(1, 2, 7), now=TUESDAY)
    sync(store, part()._replace(mark=None), now=WEDNESDAY, error="cut off")
    assert owed(store) == {"unread": list(ids_of(7))}


def test_a_loss_too_great_to_be_believed_is_to_be_looked_at_again(store):
    sync(store, full(*web(*range(6))), now=START)
    (saved,) = sync(store, census(1, 2, 7), now=TUESDAY)
    assert (saved.gone, len(saved.warnings)) == (0, 1)
    assert owed(store) == {"unread": list(ids_of(7)), "is_doubted": True}
    sync(store, census(*range(6)), now=WEDNESDAY)
    assert owed(store) is None


def test_a_place_that_is_no_longer_read_owes_nothing(store):
    sync(store, full(*web(1, 2)), now=START)
    sync(store, census(1, 2, 7), now=TUESDAY)
    sync(store, full(place="acme/app"), now=WEDNESDAY)
    sync(store, full(*web(1, 2)), now=WEDNESDAY)
    assert owed(store) is None
