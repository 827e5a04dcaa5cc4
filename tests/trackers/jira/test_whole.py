"""Full readings: compared with the site's own count, and gone on with where they stopped."""

from __future__ import annotations

import pytest

from okrsync.errors import DeadlineReached, TrackerError
from tests.trackers.jira.opening import items_of, marks_of, opened


def fill(server, count):
    """The last one hours after the others, so that these do not count as changed just now."""
    issues = [server.world.add("ONB", f"Work {number}") for number in range(count)]
    if issues:
        server.world.tick(hours=2)
        server.world.edit(issues[-1])
    return issues


def titles(pages):
    return sorted({item.title for item in items_of(pages)})


def warnings_of(pages):
    return [warning for page in pages for warning in page.warnings]


def read_until(server, error, stop, **how):
    """The pages of a walk that fails with the search of that number."""
    server.before = lambda _: server.fail("search", 400) if len(server.asked("search")) == stop else None
    pages = []
    with pytest.raises(error):
        pages.extend(iter_into(pages, opened(server, **how).tracker.walk({}, is_full=False)))
    server.before = lambda _: None
    server.forget()
    return pages


def iter_into(pages, walk):
    for page in walk:
        pages.append(page)
    return ()


def resume_of(pages):
    return {page.place: page.resume for page in pages if page.resume is not None}


def test_a_list_cloud_ends_early_is_gone_on_with(cloud):
    fill(cloud, 350)
    cloud.world.ends_early_after = 150
    pages = opened(cloud).walk()
    assert titles(pages) == sorted(f"Work {number}" for number in range(350))
    assert pages[-1].is_full
    assert warnings_of(pages) == []


@pytest.mark.parametrize(("there", "more"), [(3, 2), (100, 2), (250, 4), (250, 100)])
def test_issues_that_jira_counts_and_never_sends_are_told_and_nothing_is_gone(cloud, there, more):
    fill(cloud, there)
    cloud.world.counts_more = more
    pages = opened(cloud).walk()
    (said,) = warnings_of(pages)
    assert said == (
        f"ONB: Jira counts {there + more} issues, but its search gave {more} fewer. Nothing was taken "
        "for gone; the next sync looks for the rest."
    )
    assert not any(page.is_full for page in pages)
    assert pages[-1].mark is not None


@pytest.mark.parametrize(("there", "more"), [(0, 1), (3, 1), (300, 3), (3, -3)])
def test_a_count_within_a_hundredth_is_as_good_as_right(cloud, there, more):
    fill(cloud, there)
    cloud.world.counts_more = more
    pages = opened(cloud).walk()
    assert warnings_of(pages) == []
    assert pages[-1].is_full


def test_after_a_short_reading_the_next_walk_takes_a_census(cloud):
    fill(cloud, 3)
    cloud.world.counts_more = 5
    marks = marks_of(opened(cloud).walk())
    cloud.world.counts_more = 0
    pages = opened(cloud).walk(marks)
    assert sum(len(page.seen_ids) for page in pages) == 3
    assert pages[-1].is_full


@pytest.mark.parametrize("status", [400, 404, 403, 500])
def test_a_site_that_does_not_count_is_believed(cloud, status):
    fill(cloud, 3)
    cloud.fail("approximate-count", status, times=9)
    pages = opened(cloud).walk()
    assert pages[-1].is_full


def test_data_center_is_not_asked_to_count(center):
    fill(center, 3)
    opened(center).walk()
    assert not center.asked("count")


def test_a_full_reading_that_stopped_is_gone_on_with_from_its_last_key(server):
    fill(server, 450)
    before = read_until(server, TrackerError, 4)
    rest = opened(server).walk(resume_of(before))
    assert set(titles(before)) | set(titles(rest)) == {f"Work {number}" for number in range(450)}
    assert len(items_of(rest)) < 350
    assert all(page.goes_on for page in rest)
    assert rest[-1].is_full
    assert rest[-1].resume is None


def test_the_rest_of_a_reading_is_followed_by_what_changed_since_it_began(server):
    issues = fill(server, 450)
    before = read_until(server, TrackerError, 4)
    server.world.tick(hours=5)
    server.world.edit(issues[0], summary="Edited meanwhile")
    rest = opened(server).walk(resume_of(before), is_full=True)
    assert "Edited meanwhile" in titles(rest)
    assert rest[-1].goes_on
    again = opened(server).walk(marks_of(rest))
    assert "Work 449" not in titles(again)


@pytest.mark.parametrize("is_moved", [True, False])
def test_a_reading_goes_on_where_its_last_issues_moved_away_or_are_gone(server, is_moved):
    issues = fill(server, 450)
    server.world.add_project("OPS")
    before = read_until(server, TrackerError, 4)
    for issue in issues[150:200]:
        if is_moved:
            server.world.move(issue, "OPS")
        else:
            server.world.delete(issue)
    rest = opened(server).walk(resume_of(before))
    there = {issue.summary for issue in server.world.seen() if issue.project == "ONB"}
    assert there <= set(titles(before)) | set(titles(rest))
    assert len(items_of(rest)) < 400


def test_a_reading_whose_keys_are_all_gone_begins_anew(server):
    issues = fill(server, 350)
    before = read_until(server, TrackerError, 3)
    for issue in issues[:250]:
        server.world.delete(issue)
    rest = opened(server).walk(resume_of(before))
    assert set(titles(rest)) == {f"Work {number}" for number in range(250, 350)}


def test_a_reading_for_other_fields_is_not_gone_on_with(server):
    fill(server, 350)
    before = read_until(server, TrackerError, 3)
    rest = opened(server, fields=("Region",)).walk(resume_of(before))
    assert len(items_of(rest)) == 350
    assert not any(page.goes_on for page in rest)


def test_the_deadline_says_where_it_stopped(server):
    fill(server, 350)
    jira = opened(server, seconds_left=lambda: 300.0 if len(server.asked("search")) < 4 else 0.0)
    with pytest.raises(DeadlineReached, match=r"before the next page of ONB, after 300 issues\."):
        jira.walk()
