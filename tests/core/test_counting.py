"""Counted once, at the leaf: the definition of counted and its reasons."""

from datetime import UTC, date, datetime

import pytest

from tests.builders.world import done, goals, item, objective, pull_request, report_of, when

FILE = goals(objective("GROW"))


def counted(*items, file=FILE, **more):
    """Which reasons are given how often, and how many items count."""
    coverage = report_of(file, *items, **more).coverage
    reasons = coverage.not_counted
    left = {name: n for name in reasons.__slots__ if (n := getattr(reasons, name))}
    assert coverage.counted + sum(left.values()) == len(items)
    return coverage.counted, left


def efforts(*items, **facts):
    report = report_of(goals(objective("GROW"), **facts), *items)
    return {one.ref.removeprefix("jira:"): one.effort for one in report.untied}


def day(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("facts", "is_counted"),
    [
        ({"created": day("2026-12-31T23:59:59")}, False),  # after the as-of day
        ({"created": day("2026-11-20T23:59:59")}, True),
        ({"created": day("2026-11-21T00:00:00")}, False),
        ({"created": day("2020-01-01"), "state": "done", "closed": day("2026-09-30T23:59:59")}, False),
        ({"created": day("2020-01-01"), "state": "done", "closed": day("2026-10-01T00:00:00")}, True),
        ({"created": day("2020-01-01")}, True),
        ({"created": None}, True),
        ({"state": "doing", "closed": day("2026-01-01")}, True),  # reopened
        ({"state": "done", "closed": None, "updated": day("2026-01-01")}, False),
        ({"state": "done", "closed": None, "updated": None}, True),
    ],
)
def test_counted_is_what_was_open_at_any_time_in_the_cycle(facts, is_counted):
    assert counted(item(**facts)) == ((1, {}) if is_counted else (0, {"outside_cycle": 1}))


def test_in_a_finished_cycle_the_last_day_is_the_cycles():
    late = item(created=day("2027-01-01"))
    assert counted(late, as_of=date(2027, 2, 1)) == (0, {"outside_cycle": 1})


def test_dropped_work_does_not_count():
    assert counted(item(state="dropped")) == (0, {"dropped": 1})


def test_work_dropped_after_the_as_of_day_was_open_then():
    one = item(state="dropped", closed=day("2026-11-19"))
    assert counted(one, as_of=date(2026, 11, 18)) == (1, {})


def test_bots_and_skipped_authors_do_not_count():
    file = goals(objective("GROW"), skip_authors=("Renovate",))
    assert counted(item(is_bot=True), item("ONB-2", author="renovate"), file=file) == (0, {"bot": 2})


def test_what_the_file_excludes_does_not_count():
    file = goals(objective("GROW"), exclude=when(type="Test"))
    assert counted(item(type="test"), item("ONB-2"), file=file) == (1, {"excluded": 1})


def test_the_first_reason_is_given():
    file = goals(objective("GROW"), exclude=when(type="Test"))
    everything = item(type="Test", is_bot=True, state="dropped", closed=day("2020-01-01"))
    assert counted(everything, file=file) == (0, {"outside_cycle": 1})


def test_a_parent_is_represented_by_a_counted_descendant():
    top, middle, leaf = item("ONB-9"), item("ONB-2", parent="jira:ONB-9"), item("ONB-1", parent="jira:ONB-2")
    assert counted(top, middle, leaf) == (1, {"represented": 2})


def test_a_parent_of_dropped_work_counts_itself():
    assert counted(item("ONB-9"), item(parent="jira:ONB-9", state="dropped")) == (1, {"dropped": 1})


def test_a_grandchild_represents_through_an_uncounted_child():
    child = item("ONB-2", parent="jira:ONB-9", state="dropped")
    found = counted(item("ONB-9"), child, item(parent="jira:ONB-2"))
    assert found == (1, {"dropped": 1, "represented": 1})


def test_links_that_close_a_loop_are_ignored():
    ring = [item(f"ONB-{n}", parent=f"jira:ONB-{n % 3 + 1}") for n in (1, 2, 3)]
    assert counted(*ring) == (3, {})
    assert counted(*ring, item("ONB-4", parent="jira:ONB-1")) == (3, {"represented": 1})
    assert counted(item(parent="jira:ONB-1")) == (1, {})


@pytest.mark.parametrize("issue", [item("ONB-1"), done("ONB-1")])
def test_a_pull_request_is_represented_by_a_counted_issue_it_closes(issue):
    assert counted(pull_request(closing_keys=("ONB-1",)), issue) == (1, {"represented": 1})


def test_a_pull_request_is_represented_by_a_represented_issue():
    found = counted(pull_request(closes=("jira:ONB-9",)), item("ONB-9"), item(parent="jira:ONB-9"))
    assert found == (1, {"represented": 2})


@pytest.mark.parametrize("facts", [{"state": "dropped"}, {"is_bot": True}])
def test_a_pull_request_counts_itself_when_its_issues_do_not(facts):
    assert counted(pull_request(closes=("jira:ONB-1",)), item(**facts))[0] == 1


def test_a_pull_request_that_closes_nothing_counts_itself():
    assert counted(pull_request(), item(parent="github:acme/web#7", state="dropped")) == (1, {"dropped": 1})


def test_milestones_never_count():
    assert counted(item("ONB/version/1", kind="milestone", title="v2")) == (0, {"represented": 1})


def test_the_points_of_a_represented_item_are_shared_among_descendants_that_have_none():
    epic = item("ONB-9", effort=10.0)
    parts = [item(f"ONB-{n}", parent="jira:ONB-9") for n in (1, 2)]
    own = item("ONB-3", parent="jira:ONB-9", effort=3.0)
    assert efforts(epic, *parts, own) == {"ONB-1": 5.0, "ONB-2": 5.0, "ONB-3": 3.0}


def test_the_nearest_estimated_ancestor_gives_its_points():
    top, middle = item("ONB-9", effort=100.0), item("ONB-8", effort=4.0, parent="jira:ONB-9")
    leaf, other = item("ONB-1", parent="jira:ONB-8"), item("ONB-2", parent="jira:ONB-9")
    assert efforts(top, middle, leaf, other) == {"ONB-1": 4.0, "ONB-2": 100.0}


def test_default_points_are_for_the_rest():
    assert efforts(item(), item("ONB-2", effort=0.0), default_points=2.5) == {"ONB-1": 2.5, "ONB-2": 0.0}


def test_effort_in_items_counts_each_once():
    assert efforts(item(effort=8.0), effort_unit="items") == {"ONB-1": 1.0}
