from __future__ import annotations

import pytest

from okrsync.core.nudges import Nudge
from okrsync.steps.memory import MOST_IN_A_ROW, GivenUp, Memory
from tests.fakes.store import FakeStore
from tests.fakes.work import NOW, item

WEB_1, WEB_2, APP_1 = (item(f"github:acme/{key}") for key in ("web#1", "web#2", "app#1"))
ONB_1 = item("jira:ONB-1")


def test_an_item_never_met_is_remembered_as_such():
    assert Memory(FakeStore(), ()).of(WEB_1) == Nudge("github", WEB_1.id, WEB_1.ref, "acme/web")


def test_an_item_that_moved_is_the_same_under_its_new_name():
    known = Nudge("github", "7", "github:acme/old#7", "acme/old", asked_at=NOW)
    moved = WEB_1._replace(id="7")
    found = Memory(FakeStore(), [known]).of(moved)
    assert (found.ref, found.project, found.asked_at) == (WEB_1.ref, "acme/web", NOW)


def test_what_is_noted_is_in_the_store_at_once():
    store = FakeStore()
    memory = Memory(store, ())
    noted = memory.of(WEB_1)._replace(asked_at=NOW)
    memory.note(noted)
    assert store.nudges(["github"]) == memory.all() == (noted,)
    assert memory.of(WEB_1) == noted


def test_a_source_that_keeps_failing_is_given_up_with_all_its_projects():
    given_up = GivenUp()
    for _ in range(MOST_IN_A_ROW - 1):
        given_up.failed("github")
    assert given_up.why(WEB_1) is None
    given_up.failed("github")
    assert given_up.why(APP_1) == "not reached: github failed 3 times in a row"
    assert given_up.why(ONB_1) is None


def test_a_project_that_keeps_refusing_is_given_up_alone():
    given_up = GivenUp()
    for one in (WEB_1, WEB_2, WEB_1):
        given_up.refused(one)
    assert given_up.why(WEB_2) == "not reached: acme/web refused 3 times in a row"
    assert given_up.why(APP_1) is None


@pytest.mark.parametrize("happens", [lambda g: g.failed("github"), lambda g: g.refused(WEB_1)])
def test_what_goes_well_in_between_begins_a_new_row(happens):
    given_up = GivenUp()
    for _ in range(MOST_IN_A_ROW - 1):
        happens(given_up)
    given_up.went_well(WEB_2)
    happens(given_up)
    assert given_up.why(WEB_1) is None


def test_a_source_is_stopped_at_once_where_that_is_asked():
    given_up = GivenUp()
    given_up.stop("github", "it is late")
    assert given_up.why(WEB_1) == "not reached: it is late"
