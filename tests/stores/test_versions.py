from datetime import UTC, datetime, timedelta

import pytest

from tests.fakes.work import item, pull_request
from tests.stores.conftest import START
from tests.stores.syncing import full, one, part, refs, sync

WEB_1, WEB_2 = "github:acme/web#1", "github:acme/web#2"
TUESDAY, WEDNESDAY = START + timedelta(days=4), START + timedelta(days=5)


def test_what_was_saved_is_read_back_as_it_was(store):
    saved = pull_request(
        WEB_1,
        title="Fix “sign-up” — 修正 \U0001f600\r\n\t<b>",
        state="doing",
        url="https://github.example.com/acme/web/pull/1",
        labels=("zeta", "alpha"),
        components=("Sign,up", "12"),
        milestones=("Q4",),
        parent="jira:ONB-7",
        closes=("github:acme/web#2",),
        mentions=("github:acme/app#3",),
        closing_keys=("ONB-8",),
        mentioned_keys=("UTF-8",),
        named_goals=("GROW.KR1", "grow"),
        waiver="",
        author="dana",
        is_bot=True,
        is_draft=True,
        is_locked=True,
        is_restricted=True,
        created=datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=UTC),
        closed=datetime(1969, 12, 31, 23, 59, 59, tzinfo=UTC),
        effort=2.5,
        fields={"Sprint": ("One", "Two"), "Goals": ()},
    )
    sync(store, full(saved))
    assert list(store.items(["github"])) == [saved]


def test_facts_nobody_gave_stay_missing(store):
    saved = item(WEB_1, created=None, updated=None)
    sync(store, full(saved))
    assert list(store.items(["github"])) == [saved]


def test_a_new_item_counts_as_changed_and_the_same_again_does_not(store):
    (first,) = sync(store, full(item(WEB_1), item(WEB_2)))
    (second,) = sync(store, full(item(WEB_1), item(WEB_2)), now=TUESDAY)
    assert (first.items, first.changed) == (2, 2)
    assert (second.items, second.changed) == (2, 0)


def test_a_mere_touch_is_no_change_but_its_time_is_kept(store):
    sync(store, full(item(WEB_1)))
    (saved,) = sync(store, part(item(WEB_1, updated=TUESDAY)), now=TUESDAY)
    assert saved.changed == 0
    assert one(store, WEB_1).updated == TUESDAY


def test_labels_in_another_order_are_no_change(store):
    sync(store, full(item(WEB_1, labels=("a", "b"))))
    (saved,) = sync(store, part(item(WEB_1, labels=("b", "a"))), now=TUESDAY)
    assert saved.changed == 0
    assert one(store, WEB_1).labels == ("a", "b")


@pytest.mark.parametrize(
    "facts", [{"title": "New"}, {"state": "done"}, {"labels": ("x",)}, {"effort": 3.0}, {"closes": (WEB_2,)}]
)
def test_any_other_fact_is_a_change(store, facts):
    sync(store, full(item(WEB_1)))
    (saved,) = sync(store, part(item(WEB_1, **facts)), now=TUESDAY)
    assert saved.changed == 1
    assert one(store, WEB_1) == item(WEB_1, **facts)


def test_an_item_met_twice_on_a_page_is_kept_as_it_was_last(store):
    sync(store, full(item(WEB_1, title="Old"), item(WEB_1, title="New")))
    assert one(store, WEB_1).title == "New"


def test_an_item_whose_key_changed_is_still_the_same(store):
    sync(store, full(item("jira:ONB-7", id="1001"), place="ONB"), source="jira")
    (saved,) = sync(store, part(item("jira:OPS-3", id="1001"), place="ONB"), source="jira", now=TUESDAY)
    assert saved.changed == 1
    assert refs(store, "jira") == ["jira:OPS-3"]
    assert refs(store, "jira", START.date()) == ["jira:ONB-7"]


def test_the_same_id_in_two_sources_is_two_items(store):
    sync(store, full(item("github:acme/web#1", id="1")))
    sync(store, full(item("jira:ONB-1", id="1"), place="ONB"), source="jira")
    assert [found.ref for found in store.items(["jira", "github"])] == ["github:acme/web#1", "jira:ONB-1"]


def test_what_no_database_can_keep_is_marked_and_nothing_else_is_lost(real_shop):
    store = real_shop.open()
    sync(store, full(item(WEB_1, title="a\x00b\ud83dc\x1b[31m", labels=("x\x00y",), mentions=("\x00",))))
    found = one(store, WEB_1)
    assert found.title == "a\ufffdb\ufffdc\x1b[31m"
    assert found.labels == ("x\ufffdy",)


def test_ten_kilobytes_of_label_id_and_project_are_kept(store):
    long = "ä" * 10_000
    saved = item(f"github:{long}#1", id=long, project=long, labels=(long,), title=long, parent=long)
    sync(store, full(saved))
    (again,) = sync(store, full(saved), now=TUESDAY)
    assert list(store.items(["github"])) == [saved]
    assert again.changed == 0


def test_a_page_of_thousands_is_kept(real_shop):
    store = real_shop.open()
    many = [item(f"github:acme/web#{n}", labels=(f"label {n}",)) for n in range(2000)]
    sync(store, full(*many))
    (again,) = sync(store, full(*many), now=TUESDAY)
    assert list(store.items(["github"])) == sorted(many)
    assert again.changed == 0


def test_a_clock_that_was_set_back_loses_nothing(store):
    sync(store, part(item(WEB_1, title="First")), now=TUESDAY)
    sync(store, part(item(WEB_1, title="Second")), now=START)
    assert one(store, WEB_1).title == "Second"
    assert one(store, WEB_1, START.date()).title == "Second"
