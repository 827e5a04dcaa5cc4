from datetime import timedelta

import pytest

from okrsync.ports import Name, Page
from tests.fakes.work import item
from tests.stores.conftest import START
from tests.stores.syncing import full, one, part, refs, sync

WEB_1, WEB_2 = "github:acme/web#1", "github:acme/web#2"
TUESDAY, WEDNESDAY = START + timedelta(days=4), START + timedelta(days=5)


def label(id_, name, project="acme/web"):
    return Name("label", project, id_, name)


def listing(*names, kinds=("label",), place="acme/web"):
    """A page on which the tracker lists all names of these kinds."""
    return Page(place, names=names, names_complete=kinds)


@pytest.mark.parametrize("kind", ["label", "component", "milestone"])
def test_a_rename_reaches_every_item(store, kind):
    column = f"{kind}s"
    items = [item(WEB_1, **{column: ("old", "other")}), item(WEB_2, **{column: ("old",)})]
    sync(store, Page("acme/web", names=(Name(kind, "acme/web", "1", "old"),)), full(*items))
    (saved, _) = sync(
        store, Page("acme/web", names=(Name(kind, "acme/web", "1", "new"),)), part(), now=TUESDAY
    )
    assert saved.changed == 0
    assert getattr(one(store, WEB_1), column) == ("new", "other")
    assert getattr(one(store, WEB_2), column) == ("new",)


def test_a_rename_is_no_change_of_the_items_that_have_it(store):
    sync(store, listing(label("1", "old")), full(item(WEB_1, labels=("old",))))
    _, saved = sync(store, listing(label("1", "new")), full(item(WEB_1, labels=("new",))), now=TUESDAY)
    assert saved.changed == 0


def test_two_names_may_be_swapped(store):
    sync(
        store,
        listing(label("1", "a"), label("2", "b")),
        full(item(WEB_1, labels=("a",)), item(WEB_2, labels=("b",))),
    )
    sync(store, listing(label("1", "b"), label("2", "a")), part(item(WEB_2, labels=("a",))), now=TUESDAY)
    assert one(store, WEB_1).labels == ("b",)
    assert one(store, WEB_2).labels == ("a",)


def test_a_new_label_may_take_the_name_an_old_one_had(store):
    sync(store, listing(label("1", "bug")), full(item(WEB_1, labels=("bug",))))
    renamed = listing(label("1", "defect"), label("2", "bug"))
    sync(store, renamed, part(item(WEB_2, labels=("bug",))), now=TUESDAY)
    assert one(store, WEB_1).labels == ("defect",)
    assert one(store, WEB_2).labels == ("bug",)
    sync(store, listing(label("1", "defect"), label("2", "insect")), part(), now=WEDNESDAY)
    assert one(store, WEB_1).labels == ("defect",)
    assert one(store, WEB_2).labels == ("insect",)


def test_a_name_no_longer_listed_vanishes_from_items_but_not_from_days_gone_by(store):
    both = listing(label("1", "a"), label("2", "b"))
    sync(store, both, full(item(WEB_1, labels=("a", "b"))))
    sync(store, listing(label("2", "b")), part(), now=TUESDAY)
    assert one(store, WEB_1).labels == ("b",)
    assert one(store, WEB_1, START.date()).labels == ("a", "b")
    sync(store, both, part(), now=WEDNESDAY)
    assert one(store, WEB_1).labels == ("a", "b")


def test_only_the_kinds_listed_completely_lose_names(store):
    names = (label("1", "a"), Name("component", "acme/web", "1", "Signup"))
    saved = item(WEB_1, labels=("a",), components=("Signup",), milestones=("Q4",))
    sync(store, Page("acme/web", names=names), full(saved))
    sync(store, listing(kinds=("component",)), part(), now=TUESDAY)
    assert one(store, WEB_1) == saved._replace(components=())


def test_only_the_place_that_lists_loses_names(store):
    app = item("github:acme/app#1", labels=("a",))
    sync(
        store,
        listing(label("1", "a")),
        full(item(WEB_1, labels=("a",))),
        listing(label("9", "a", "acme/app"), place="acme/app"),
        full(app, place="acme/app"),
    )
    sync(store, listing(), part(), part(place="acme/app"), now=TUESDAY)
    assert one(store, WEB_1).labels == ()
    assert one(store, app.ref).labels == ("a",)


def test_a_complete_list_may_come_on_several_pages(store):
    first = Page("acme/web", names=(label("1", "a"),))
    sync(store, first, listing(label("2", "b")), full(item(WEB_1, labels=("a", "b"))))
    assert one(store, WEB_1).labels == ("a", "b")


def test_a_name_met_on_an_item_is_adopted_when_the_tracker_lists_it(store):
    sync(store, full(item(WEB_1, labels=("new here",))))
    sync(store, listing(label("7", "new here")), part(), now=TUESDAY)
    sync(store, listing(label("7", "renamed")), part(), now=WEDNESDAY)
    assert one(store, WEB_1).labels == ("renamed",)


def test_a_renamed_name_met_before_its_listing_is_the_same_name(store):
    sync(store, listing(label("1", "old")), full(item(WEB_1, labels=("old",))))
    sync(store, part(item(WEB_2, labels=("new",))), listing(label("1", "new")), now=TUESDAY)
    assert one(store, WEB_1).labels == one(store, WEB_2).labels == ("new",)
    sync(store, listing(label("1", "newest")), part(), now=WEDNESDAY)
    assert one(store, WEB_1).labels == one(store, WEB_2).labels == ("newest",)


def test_a_label_that_is_gone_and_met_again_is_another_one(store):
    sync(store, listing(label("1", "bug")), full(item(WEB_1, labels=("bug",))))
    sync(store, listing(), part(item(WEB_2, labels=("bug",))), now=TUESDAY)
    assert one(store, WEB_1).labels == ()
    assert one(store, WEB_2).labels == ("bug",)
    sync(store, listing(label("2", "bug")), part(), now=WEDNESDAY)
    assert one(store, WEB_1).labels == ()
    assert one(store, WEB_2).labels == ("bug",)


def test_an_id_that_looks_like_a_name_is_not_taken_for_one(store):
    sync(store, full(item(WEB_1, labels=("12",))))
    sync(
        store, listing(label("12", "bug"), label("13", "12")), part(item(WEB_2, labels=("bug",))), now=TUESDAY
    )
    assert one(store, WEB_1).labels == ("12",)
    assert one(store, WEB_2).labels == ("bug",)


def test_the_same_name_may_stand_in_several_projects_and_kinds(store):
    names = (
        Name("component", "acme/web", "1", "x"),
        label("1", "x"),
        Name("milestone", "acme/web", "1", "x"),
    )
    sync(store, Page("acme/web", names=names), full(item(WEB_1, labels=("x",), components=("x",))))
    renamed = (label("1", "y"),)
    sync(store, Page("acme/web", names=renamed), part(), now=TUESDAY)
    assert one(store, WEB_1).labels == ("y",)
    assert one(store, WEB_1).components == ("x",)


def test_a_project_that_gets_another_name_keeps_its_names(store):
    sync(
        store,
        listing(label("1", "a")),
        full(item(WEB_1, id="1", labels=("a",)), item(WEB_2, id="2", labels=("a",))),
    )
    moved = item("github:acme/site#1", id="1", labels=("a",))
    run = store.begin_sync(TUESDAY, "{}")
    store.save(run, "github", listing(label("1", "a", "acme/site")), TUESDAY)
    store.save(run, "github", Page("acme/web", (moved,)), TUESDAY)
    assert one(store, moved.ref).labels == ("a",)
    assert one(store, WEB_2).labels == ("a",), "not read again yet"


def test_names_without_items_harm_nobody(store):
    sync(store, listing(*(label(str(n), f"label {n}") for n in range(600))), full(item(WEB_1)))
    sync(
        store,
        listing(*(label(str(n), f"label {n + 1}") for n in range(600))),
        full(item(WEB_1)),
        now=TUESDAY,
    )
    assert refs(store) == [WEB_1]
