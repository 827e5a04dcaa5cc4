from __future__ import annotations

import pytest

from okrsync.errors import TrackerError


def _filled(web, *, issues=0, pulls=0):
    for number in range(issues):
        web.issue(f"Issue {number}")
    for number in range(pulls):
        web.pull(f"Pull {number}", f"branch-{number}")


def test_a_cold_walk_costs_one_request_per_100_items_and_per_100_pull_requests_and_1_more(github, opened):
    _filled(github.world.repository(), issues=230, pulls=120)
    pages = opened().walk()
    assert sum(len(page.items) for page in pages) == 350
    assert github.count == 4 + 2 + 1
    assert github.points == 2
    assert sum(page.requests for page in pages) == github.count


def test_a_thousand_issues_are_ten_pages_and_no_request_each(github, opened):
    _filled(github.world.repository(), issues=1000)
    pages = opened().walk()
    assert [len(page.items) for page in pages] == [0, *[100] * 10]
    assert github.count == 10 + 2


def test_a_warm_walk_costs_3_requests_when_nothing_changed(github, opened):
    _filled(github.world.repository(), issues=150, pulls=20)
    walker = opened()
    walker.walk()
    github.forget()
    pages = walker.walk()
    assert github.count == sum(page.requests for page in pages) == 3
    assert github.points == 1
    assert not any(page.is_full for page in pages)


def test_a_warm_walk_with_one_changed_pull_request_costs_3_requests_and_a_point(github, opened):
    web = github.world.repository()
    issue = web.issue("Form is long")
    _filled(web, issues=10, pulls=150)
    pull = web.pull("Shorter form", "old-branch")
    walker = opened()
    walker.walk()
    github.world.clock.tick(3600)
    pull.change(closes=[issue], branch="new-branch")
    github.forget()
    items = walker.items()
    assert [(item.ref, item.closes) for item in items.values()] == [
        (f"github:{pull.key}", ("github:acme/web#1",))
    ]
    assert github.count == 3
    assert github.points == 1


def test_a_warm_walk_asks_since_five_minutes_before_the_newest_change_by_the_servers_clock(github, opened):
    github.world.repository().issue()  # at 08:00:01
    walker = opened()
    walker.walk()
    github.forget()
    walker.walk()
    assert github.asked("/issues$")[0].query["since"] == "2026-10-01T07:55:01Z"


def test_two_changes_of_a_pull_request_within_a_second_are_both_seen(github, opened):
    pull = github.world.repository().pull("Shorter form")
    walker = opened()
    walker.walk()
    pull.title = "Shorter form, OKR: GROW"
    assert walker.items()["github:acme/web#1"].title == "Shorter form, OKR: GROW"


def test_the_mark_comes_with_the_last_page_only(github, opened):
    _filled(github.world.repository(), issues=250)
    pages = opened().walk()
    assert [page.mark is not None for page in pages] == [False, False, False, True]
    assert [page.is_full for page in pages] == [False, False, False, True]


def _stop_half_way(github, walker, **how):
    github.fail(r"/repositories/\d+/issues", 500, times=3)
    with pytest.raises(TrackerError, match="out of order for acme/web"):
        walker.walk(**how)


def test_a_walk_that_fails_half_way_is_gone_on_with_where_it_stopped(github, opened):
    web = github.world.repository()
    web.label("bug")
    _filled(web, issues=250)
    walker = opened()
    _stop_half_way(github, walker)
    assert walker.refs() == [f"github:acme/web#{number}" for number in range(1, 101)]
    github.forget()
    pages = walker.walk()
    seen = {f"github:acme/web#{number}" for number in range(101, 251)}
    assert seen <= set(walker.refs()) < seen | {f"github:acme/web#{number}" for number in range(1, 101)}
    assert len(github.asked("GET .*/issues")) == 3
    assert (pages[-1].is_full, pages[-1].goes_on) == (True, True)
    assert walker.marks["acme/web"]["updated"] == github.world.clock.text()
    assert "is_full" not in walker.marks["acme/web"]


def test_a_full_walk_that_stopped_is_gone_on_with_by_the_next_full_one(github, opened):
    _filled(github.world.repository(), issues=350)
    walker = opened()
    walker.walk()
    _stop_half_way(github, walker, is_full=True)
    pages = walker.walk(is_full=True)
    assert "github:acme/web#1" not in walker.refs()
    assert (pages[-1].is_full, pages[-1].goes_on) == (True, True)
    assert not walker.walk()[-1].is_full


def test_a_full_walk_does_not_go_on_with_one_that_was_not_full(github, opened):
    web = github.world.repository()
    _filled(web, issues=350)
    walker = opened()
    walker.walk()
    github.world.clock.tick(3600)
    for issue in web.issues[:250]:
        issue.change()
    _stop_half_way(github, walker)
    pages = walker.walk(is_full=True)
    assert len(walker.refs()) == 350
    assert (pages[-1].is_full, pages[-1].goes_on) == (True, False)


def test_a_walk_of_changes_that_stopped_goes_on_and_loses_none(github, opened):
    web = github.world.repository()
    _filled(web, issues=350, pulls=50)
    walker = opened()
    walker.walk()
    github.world.clock.tick(3600)
    for issue in web.issues[150:]:
        issue.change(closes=[web.issues[0]])
    _stop_half_way(github, walker)
    read = set(walker.refs())
    pages = walker.walk()
    assert read | set(walker.refs()) == {f"github:{issue.key}" for issue in web.issues[150:]}
    assert not pages[-1].is_full
    pulls = [item for page in pages for item in page.items if item.kind == "pull_request"]
    assert {item.closes for item in pulls} == {("github:acme/web#1",)}


def test_a_walk_gone_on_with_begins_anew_where_the_repository_was_renamed_meanwhile(github, opened):
    web = github.world.repository()
    web.label("bug")
    _filled(web, issues=250)
    walker = opened()
    _stop_half_way(github, walker)
    web.rename("acme/site")
    pages = walker.walk()
    assert len(walker.refs()) == 250
    assert (pages[-1].is_full, pages[-1].goes_on) == (True, False)


def test_a_list_that_begins_with_the_newest_cannot_be_gone_on_with(github, opened):
    web = github.world.repository()
    web.has_issues = False
    _filled(web, pulls=130)
    assert all(page.resume is None for page in opened().walk())


def test_a_mark_of_an_older_version_is_read_whole_again(github, opened):
    _filled(github.world.repository(), issues=3)
    walker = opened()
    walker.walk()
    del walker.marks["acme/web"]["form"]
    assert walker.walk()[-1].is_full


def test_labels_and_milestones_are_read_whole_each_time_under_their_lasting_ids(github, opened):
    web = github.world.repository()
    label, milestone = web.label("growth"), web.milestone("v1", "OKR: GROW")
    for number in range(130):
        web.label(f"label {number}")
    walker = opened()
    walker.walk()
    web.rename_label("growth", "okr:grow")
    milestone["title"] = "v2"
    names, _ = walker.walk()
    assert ("label", "acme/web", str(label["id"]), "okr:grow") in names.names
    assert ("milestone", "acme/web", str(milestone["number"]), "v2") in names.names
    assert names.names_complete == ("label", "milestone")
    assert len(names.names) == 132
    (item,) = names.items
    assert (item.ref, item.kind, item.title, item.named_goals) == (
        "github:acme/web/milestone/1",
        "milestone",
        "v2",
        ("GROW",),
    )


def test_a_renamed_repository_is_read_whole_under_its_new_name_with_the_same_ids(github, opened):
    web = github.world.repository("acme/web")
    _filled(web, issues=110)
    web.issue("Closed long ago").close()
    web.pull("Shorter form", closes=[web.issues[0]])
    walker = opened("acme/web")
    before = walker.items()
    web.rename("acme/site")
    pages = walker.walk()
    after = {item.ref: item for page in pages for item in page.items}
    assert [item.id for item in after.values()] == [item.id for item in before.values()]
    assert after["github:acme/site#111"].state == "done"
    assert after["github:acme/site#112"].closes == ("github:acme/site#1",)
    assert {item.project for item in after.values()} == {"acme/site"}
    assert {page.place for page in pages} == {"acme/web"}
    assert pages[-1].is_full


def test_a_renamed_repository_costs_3_requests_again_once_its_new_name_is_known(github, opened):
    web = github.world.repository("acme/web")
    web.issue()
    walker = opened("acme/web")
    walker.walk()
    web.rename("acme/site")
    walker.walk()
    github.forget()
    walker.walk()
    assert github.count == 3
    assert github.asked("acme/web") == []


def test_another_case_in_the_file_than_on_github_changes_no_ref(github, opened):
    web = github.world.repository("Acme/Web")
    web.issue(labels=["bug"])
    names, items = opened("acme/web").walk()
    assert names.names[0].project == "Acme/Web"
    assert items.items[0].ref == "github:Acme/Web#1"


def test_where_issues_are_switched_off_pull_requests_are_read_all_the_same(github, opened):
    web = github.world.repository()
    web.has_issues = False
    _filled(web, pulls=130)
    web.pull("Last", "ONB-7-form").merge()
    walker = opened()
    *_, last = pages = walker.walk()
    assert sum(len(page.items) for page in pages) == 131
    assert "switched off" in last.warnings[0]
    assert last.is_full
    assert [(item.state, item.closing_keys) for item in pages[1].items[:1]] == [("done", ("ONB-7",))]
    github.world.clock.tick(3600)
    web.issues[3].change(title="Changed")
    assert [item.title for page in walker.walk() for item in page.items] == ["Changed"]


def test_an_item_that_makes_no_sense_is_one_sentence(github, opened):
    github.world.repository()
    github.fail("/issues", 200, body=[{"number": 4, "title": "No id"}], times=9)
    with pytest.raises(TrackerError, match=r"an item of acme/web that okrsync cannot read \(number 4"):
        opened().walk()


def test_a_list_that_leads_in_a_circle_ends(github, opened):
    github.world.repository()
    circle = {"Link": f'<{github.url}/repos/acme/web/issues>; rel="next"'}
    github.fail("/issues", 200, body=[], headers=circle, times=99)
    with pytest.raises(TrackerError, match="in a circle"):
        opened().walk()


def test_a_repository_without_pull_requests_costs_3_requests_too(github, opened):
    github.world.repository().issue()
    opened().walk()
    assert github.count == 3


def test_milestones_come_by_rest_where_they_are_more_than_graphql_shows_at_once(github, opened):
    web = github.world.repository()
    for number in range(103):
        web.milestone(f"v{number}")
    names, _ = opened().walk()
    assert len(names.items) == len([name for name in names.names if name.kind == "milestone"]) == 103


def test_milestones_are_the_same_by_graphql_and_by_rest(github, opened):
    web = github.world.repository()
    web.milestone("v1", "OKR: GROW", state="closed")
    by_graphql, _ = opened().walk()
    github.graphql -= {"milestones"}
    by_rest, _ = opened().walk()
    assert by_graphql.items == by_rest.items
    assert by_graphql.names == by_rest.names
    assert by_graphql.items[0].named_goals == ("GROW",)


def test_a_host_that_tells_no_milestones_by_graphql_is_not_asked_again(github, opened):
    web = github.world.repository()
    pull = web.pull("Shorter form", closes=[web.issue()])
    github.graphql -= {"milestones"}
    walker = opened()
    assert walker.items()[f"github:{pull.key}"].closes == ("github:acme/web#1",)
    github.forget()
    walker.walk()
    assert [str(request) for request in github.requests] == [
        "GET /repos/acme/web/labels",
        "GET /repos/acme/web/milestones",
        "GET /repos/acme/web/issues",
    ]
