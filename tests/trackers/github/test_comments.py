from __future__ import annotations

import pytest

from okrsync.errors import NotVisible, TrackerError, UsageError, WriteRefused, WriteUnknown

REF = "github:acme/web#1"
BODY = "<!-- okrsync:v1 seen=2026-10-01T08:00:00+00:00 -->\nWhich goal does this serve? 🎯"


@pytest.fixture
def issue(github):
    return github.world.repository().issue("Form is long")


@pytest.fixture(params=["GraphQL", "REST"])
def either_way(request, github):
    if request.param == "REST":
        github.graphql = None


@pytest.mark.usefixtures("either_way")
class TestFinding:
    def test_our_marked_comment_is_ours(self, github, issue, opened):
        issue.comment(BODY, github.world.viewer)
        (found,) = opened().tracker.comments(REF)
        assert (found.body, found.is_ours) == (BODY, True)
        assert found.id == str(issue.comments[0].id)

    def test_somebody_elses_marked_comment_is_not(self, issue, opened):
        issue.comment(BODY, "mallory")
        assert opened().tracker.comments(REF) == ()

    def test_ours_without_the_marker_in_its_first_line_is_not_ours(self, github, issue, opened):
        for body in (f"> {BODY}", f"Look:\n{BODY}", "<!-- okrsync:v12 -->", "plain"):
            issue.comment(body, github.world.viewer)
        assert opened().tracker.comments(REF) == ()

    def test_more_than_a_hundred_comments_are_all_looked_at_oldest_first(self, github, issue, opened):
        first = issue.comment(BODY, github.world.viewer)
        for number in range(230):
            issue.comment(f"Comment {number}")
        last = issue.comment(BODY, github.world.viewer)
        assert [found.id for found in opened().tracker.comments(REF)] == [str(first.id), str(last.id)]

    def test_the_comment_of_a_workflow_is_its_own(self, github, issue, opened):
        github.world.viewer, github.world.viewer_is_app = "github-actions[bot]", True
        issue.comment(BODY, "github-actions[bot]")
        assert opened().tracker.comments(REF)[0].is_ours


_NODE = {"fullDatabaseId": "1", "viewerDidAuthor": True, "body": BODY}
_ALL = {"hasPreviousPage": False, "startCursor": None}


@pytest.mark.parametrize(
    "told",
    [
        {"pageInfo": _ALL, "nodes": [_NODE | {"viewerDidAuthor": None}]},
        {"pageInfo": _ALL, "nodes": [_NODE | {"fullDatabaseId": None}]},
        {"pageInfo": _ALL, "nodes": [{"body": BODY}]},
        {"pageInfo": _ALL, "nodes": [None]},
        {"pageInfo": _ALL, "nodes": None},
        {"pageInfo": {"hasPreviousPage": True}, "nodes": []},
        {"pageInfo": {"hasPreviousPage": True, "startCursor": "again"}, "nodes": [_NODE]},
        {"nodes": []},
        None,
    ],
)
def test_where_graphql_tells_too_little_of_comments_rest_tells_the_rest(github, issue, opened, told):
    posted = issue.comment(BODY, github.world.viewer)
    body = {"data": {"repository": {"pullRequest": None, "issue": {"comments": told}}}}
    github.fail("graphql", 200, body=body, times=99)
    assert [found.id for found in opened().tracker.comments(REF)] == [str(posted.id)]


def test_comments_of_a_pull_request_are_found(github, opened):
    github.world.repository().pull().comment(BODY, github.world.viewer)
    assert opened().tracker.comments(REF)[0].is_ours
    assert github.count == 1


def test_a_listed_authors_comment_is_ours_where_we_may_edit_it(issue, opened):
    issue.comment(BODY, "old-bot[bot]")
    (found,) = opened(authors=("Old-Bot[bot]",)).tracker.comments(REF)
    assert found.is_ours


def test_a_listed_authors_comment_is_found_where_we_cannot_tell(github, issue, opened):
    github.graphql = None
    issue.comment(BODY, "old-bot[bot]")
    (found,) = opened(authors=("old-bot",)).tracker.comments(REF)
    assert not found.is_ours


class TestAnAppThatMayNotAskForItsNameWithoutGraphQL:
    @pytest.fixture(autouse=True)
    def app(self, github):
        github.graphql = None
        github.world.viewer, github.world.viewer_is_app = "acme-okr[bot]", True

    def test_leaves_a_bots_marked_comment_that_may_be_its_own(self, issue, opened):
        issue.comment(BODY, "acme-okr[bot]")
        (found,) = opened().tracker.comments(REF)
        assert not found.is_ours

    def test_knows_its_own_by_the_file(self, issue, opened):
        issue.comment(BODY, "acme-okr[bot]")
        assert opened(authors=("acme-okr",)).tracker.comments(REF)[0].is_ours

    def test_is_not_fooled_by_a_person(self, issue, opened):
        issue.comment(BODY, "mallory")
        assert opened().tracker.comments(REF) == ()

    def test_knows_its_name_from_what_it_posted(self, issue, opened):
        other = issue.comment(BODY, "acme-okr[bot]")
        issue.comment(BODY, "another[bot]")
        tracker = opened().tracker
        posted = tracker.create_comment(REF, BODY)
        assert [found.id for found in tracker.comments(REF)] == [str(other.id), posted.id]
        assert all(found.is_ours for found in tracker.comments(REF))


def test_what_was_seen_while_reading_serves_once_and_the_next_look_is_new(github, issue, opened):
    tracker = opened().tracker
    tracker.read([REF])
    issue.comment(BODY, github.world.viewer)
    assert tracker.comments(REF) == ()
    assert len(tracker.comments(REF)) == 1


def test_what_was_seen_before_a_write_is_forgotten(github, issue, opened):
    tracker = opened().tracker
    tracker.read([REF])
    other = issue.comment(BODY, github.world.viewer)  # another run was quicker
    posted = tracker.create_comment(REF, BODY)
    assert [found.id for found in tracker.comments(REF)] == [str(other.id), posted.id]


def test_a_comment_is_posted_once_and_is_ours(github, issue, opened):
    tracker = opened().tracker
    posted = tracker.create_comment(REF, BODY)
    assert github.count == 1
    assert (posted,) == tracker.comments(REF)
    assert [comment.body for comment in issue.comments] == [BODY]


@pytest.mark.parametrize("fault", [{"status": 502}, {"cut": True}, {"short": True, "status": 201}])
def test_a_lost_answer_to_a_post_is_unknown_and_not_posted_again(github, issue, opened, fault):
    github.fail("POST .*/comments", after_effect=True, **fault)
    tracker = opened().tracker
    with pytest.raises(WriteUnknown, match="not known"):
        tracker.create_comment(REF, BODY)
    assert len(issue.comments) == len(tracker.comments(REF)) == 1


def test_a_post_that_github_puts_off_is_posted_after_the_pause(github, issue, opened):
    body = {"message": "You have exceeded a secondary rate limit and have been temporarily blocked"}
    github.fail("POST .*/comments", 403, body=body, headers={"Retry-After": "7"})
    walker = opened()
    walker.tracker.create_comment(REF, BODY)
    assert walker.waited == [7.0]
    assert len(issue.comments) == 1


def test_a_locked_issue_refuses(issue, opened):
    issue.locked = True
    with pytest.raises(WriteRefused, match="issue is locked"):
        opened().tracker.create_comment(REF, BODY)


def test_an_archived_repository_refuses(issue, opened):
    issue.repository.is_archived = True
    with pytest.raises(WriteRefused, match="archived"):
        opened().tracker.create_comment(REF, BODY)


def test_a_token_without_the_right_is_refused_and_told_which(github, opened):
    github.fail(
        "POST",
        403,
        body={"message": "Resource not accessible by integration"},
        headers={"X-Accepted-GitHub-Permissions": "issues=write; pull_requests=write"},
    )
    with pytest.raises(WriteRefused, match="It needs the permission issues=write; pull_requests=write"):
        opened().tracker.create_comment(REF, BODY)


@pytest.mark.parametrize(("status", "said"), [(422, "User is blocked"), (404, "Not Found"), (410, "Gone")])
def test_other_refusals_are_refusals(github, opened, status, said):
    github.fail("POST", status, body={"message": said})
    with pytest.raises(WriteRefused, match="acme/web#1"):
        opened().tracker.create_comment(REF, BODY)


def test_a_wrong_token_is_no_refusal(github, opened):
    walker = opened()
    github.token = "another"
    with pytest.raises(TrackerError, match="does not accept") as failed:
        walker.tracker.create_comment(REF, BODY)
    assert not isinstance(failed.value, WriteRefused)


def test_an_edit_replaces_the_text_and_folds_it_away_when_resolved(github, issue, opened):
    walker = opened()
    posted = walker.tracker.create_comment(REF, BODY)
    walker.tracker.edit_comment(REF, posted, "<!-- okrsync:v1 -->\n✅", is_resolved=True)
    (found,) = walker.tracker.comments(REF)
    assert found.is_minimized
    walker.tracker.edit_comment(REF, found, BODY, is_resolved=False)
    assert (issue.comments[0].body, issue.comments[0].is_minimized) == (BODY, False)
    assert len(github.asked("^(POST|PATCH) /repos")) == 3


def test_writes_keep_a_second_between_them(issue, opened):
    assert not issue.comments
    walker = opened()
    posted = walker.tracker.create_comment(REF, BODY)
    assert walker.waited == []
    walker.tracker.edit_comment(REF, posted, BODY, is_resolved=False)
    assert walker.waited == [1.0]


def test_an_edit_that_cannot_be_folded_away_is_an_edit(github, issue, opened):
    walker = opened()
    posted = walker.tracker.create_comment(REF, BODY)
    github.fail("graphql", 403, body={"message": "Resource not accessible"}, times=9)
    walker.tracker.edit_comment(REF, posted, "<!-- okrsync:v1 -->\n✅", is_resolved=True)
    assert issue.comments[0].body.endswith("✅")


def test_an_edit_of_what_is_gone_is_refused(github, issue, opened):
    tracker = opened().tracker
    posted = tracker.create_comment(REF, BODY)
    issue.comments.clear()
    with pytest.raises(WriteRefused):
        tracker.edit_comment(REF, posted, BODY, is_resolved=False)
    assert github.count == 2


def test_a_comment_is_deleted_and_a_second_time_it_is_not_there(issue, opened):
    tracker = opened().tracker
    posted = tracker.create_comment(REF, BODY)
    tracker.delete_comment(REF, posted)
    assert issue.comments == []
    with pytest.raises(NotVisible):
        tracker.delete_comment(REF, posted)


def test_a_comment_in_a_renamed_repository_is_posted_once(github, issue, opened):
    issue.repository.rename("acme/site")
    opened().tracker.create_comment(REF, BODY)
    assert len(issue.comments) == 1
    assert github.count == 2


@pytest.mark.parametrize("ref", ["github:acme/web/milestone/1", "github:nonsense"])
def test_only_issues_and_pull_requests_carry_comments(opened, ref):
    with pytest.raises(UsageError, match="no issue or pull request"):
        opened().tracker.comments(ref)
