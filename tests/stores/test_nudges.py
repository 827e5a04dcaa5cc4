from datetime import timedelta

import pytest

from okrsync.core.nudges import Nudge
from okrsync.errors import StoreError
from tests.stores.conftest import START

WHOLE = Nudge(
    "github",
    "101",
    "github:acme/web#1",
    "acme/web",
    verdict="untied",
    asked_at=START,
    outcome="tied",
    settled_at=START + timedelta(days=1),
    taken_back_at=START + timedelta(days=2),
    tried_at=START + timedelta(days=3),
    trouble="It is locked.",
    tries=2,
    retry_at=START + timedelta(days=4),
)


def minimal(ref, id_, source="github"):
    return Nudge(source, id_, ref, "acme/web")


def test_an_empty_store_remembers_nothing(store):
    assert store.nudges(["github"]) == ()
    assert store.writes("github", START) == ()


def test_all_that_is_known_of_an_item_is_remembered(shop):
    first = shop.open()
    first.note_nudge(WHOLE)
    first.close()
    assert shop.open().nudges(["github"]) == (WHOLE,)


def test_what_was_remembered_before_is_replaced(store):
    store.note_nudge(WHOLE)
    store.note_nudge(minimal("github:acme/web#1", "101"))
    assert store.nudges(["github"]) == (minimal("github:acme/web#1", "101"),)


def test_an_item_that_moved_is_remembered_under_its_new_name(store):
    store.note_nudge(minimal("github:acme/web#1", "101"))
    store.note_nudge(minimal("github:acme/site#9", "101"))
    assert [nudge.ref for nudge in store.nudges(["github"])] == ["github:acme/site#9"]


def test_only_the_sources_asked_for_are_told_sorted_by_ref(store):
    for nudge in (
        minimal("github:acme/web#2", "2"),
        minimal("jira:ONB-1", "1", "jira"),
        minimal("github:acme/web#10", "10"),
        minimal("plan:A-1", "1", "plan"),
    ):
        store.note_nudge(nudge)
    assert [nudge.ref for nudge in store.nudges(["jira", "github"])] == [
        "github:acme/web#10",
        "github:acme/web#2",
        "jira:ONB-1",
    ]


def test_the_same_id_on_two_sources_is_two_items(store):
    store.note_nudge(minimal("github:acme/web#1", "1"))
    store.note_nudge(minimal("jira:ONB-1", "1", "jira"))
    assert len(store.nudges(["github", "jira"])) == 2


def test_what_no_database_can_keep_is_replaced(real_shop):
    store = real_shop.open()
    store.note_nudge(WHOLE._replace(trouble="cut \x00 off \ud800"))
    assert store.nudges(["github"])[0].trouble == "cut \ufffd off \ufffd"


def test_writes_are_remembered_for_an_hour(store):
    for minutes in (0, 30, 61):
        store.note_write("github", START + timedelta(minutes=minutes))
    now = START + timedelta(minutes=61)
    assert store.writes("github", now) == (START + timedelta(minutes=30), now)


def test_writes_on_another_source_are_another_matter(store):
    store.note_write("jira", START)
    assert store.writes("github", START) == ()


def test_a_run_that_lost_the_store_remembers_nothing_more(shop):
    first, second = shop.open(), shop.open()
    with first.hold("first", wait_seconds=0):
        shop.time.now += timedelta(minutes=16)
        with second.hold("second", wait_seconds=0), pytest.raises(StoreError, match="took over"):
            first.note_nudge(WHOLE)
    assert second.nudges(["github"]) == ()
