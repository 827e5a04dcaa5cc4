from __future__ import annotations

from okrsync.core.surveying import Survey, Tally, missing_parents, survey
from tests.builders.world import done, item, pull_request

MILESTONE = item("acme/web#0", ref="github:acme/web/milestone/3", id="m3", kind="milestone", title="v1")


def test_labels_are_counted_the_most_used_first():
    items = [
        item("ONB-1", labels=("growth", "bug")),
        done("ONB-2", labels=("growth",)),
        item("ONB-3", labels=("art",)),
    ]
    assert survey(items).labels == (Tally("growth", 2, 1), Tally("art", 1, 1), Tally("bug", 1, 1))


def test_what_was_dropped_and_what_bots_did_is_not_counted():
    items = [item("ONB-1", state="dropped", labels=("a",)), item("ONB-2", is_bot=True, labels=("a",))]
    assert survey(items) == Survey(0)


def test_an_item_met_twice_is_counted_once():
    assert survey([item(labels=("a",)), item(labels=("a",))]).labels == (Tally("a", 1, 1),)


def test_parents_are_counted_by_what_stands_below_them_and_called_by_their_titles():
    epic = item("ONB-9", title="Onboarding")
    items = [epic, item("ONB-1", parent="jira:ONB-9"), done("ONB-2", parent="jira:ONB-9")]
    found = survey(items)
    assert found.epics == (Tally("Onboarding", 2, 1, "jira:ONB-9"),)
    assert found.items == 3


def test_parents_that_are_closed_hidden_or_unknown_are_left_out():
    items = [
        done("ONB-7"),
        item("ONB-8", is_restricted=True),
        *(item(f"ONB-{number}", parent=f"jira:ONB-{number + 6}") for number in (1, 2, 3)),
    ]
    assert survey(items).epics == ()


def test_two_parents_of_one_title_are_two():
    items = [item("ONB-8", title="Same"), item("ONB-9", title="Same")]
    items += [item("ONB-1", parent="jira:ONB-8"), item("ONB-2", parent="jira:ONB-9")]
    assert [tally.ref for tally in survey(items).epics] == ["jira:ONB-8", "jira:ONB-9"]


def test_open_milestones_are_counted_under_their_refs():
    items = [MILESTONE, item("acme/web#1", milestones=("v1",)), pull_request(milestones=("v1",))]
    assert survey(items).milestones == (Tally("v1", 2, 2, "github:acme/web/milestone/3"),)


def test_closed_milestones_are_left_out():
    assert survey([MILESTONE._replace(state="done"), item("acme/web#1", milestones=("v1",))]).milestones == ()


def test_versions_that_are_no_items_are_called_by_their_names():
    assert survey([item(milestones=("1.0",))]).milestones == (Tally("1.0", 1, 1),)


def test_missing_parents_come_by_how_much_stands_below_them():
    items = [
        item("ONB-1", parent="jira:ONB-8"),
        item("ONB-2", parent="jira:ONB-9"),
        item("ONB-3", parent="jira:ONB-9"),
        item("ONB-4", parent="jira:ONB-1"),
        item("ONB-5"),
    ]
    assert missing_parents(items, 10) == ["jira:ONB-9", "jira:ONB-8"]
    assert missing_parents(items, 1) == ["jira:ONB-9"]


def test_what_has_sub_tasks_is_a_task_and_no_goal():
    items = [item("ONB-1", title="Story"), item("ONB-2", parent="jira:ONB-1", kind="subtask")]
    assert survey(items).epics == ()


def test_projects_are_known_the_busiest_first():
    assert survey([item("OPS-1"), item("ONB-1"), item("ONB-2")]).projects == ("ONB", "OPS")
