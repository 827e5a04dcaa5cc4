from __future__ import annotations

from okrsync.errors import TrackerError
from okrsync.ports import Found
from okrsync.steps.looking import Places, goal_issues, look
from tests.fakes.tracker import FakeTracker
from tests.fakes.work import item, pull_request

PROJECTS = {"ONB": "jira"}


def places(*trackers: FakeTracker, **closed: str) -> Places:
    return Places({tracker.name: tracker for tracker in trackers}, closed, PROJECTS)


def test_links_are_followed_across_trackers_until_nothing_new_is_named():
    github = FakeTracker("github").holding(
        pull_request("github:acme/web#12", closes=("github:acme/web#3",), closing_keys=("ONB-7",)),
        item("github:acme/web#3"),
    )
    jira = FakeTracker("jira").holding(item("jira:ONB-7", parent="jira:ONB-1"), item("jira:ONB-1"))
    looked = look(["github:acme/web#12"], places(github, jira))
    assert {one.ref for one in looked.items} == {
        "github:acme/web#12",
        "github:acme/web#3",
        "jira:ONB-7",
        "jira:ONB-1",
    }
    assert looked.requests == 4
    assert looked.unreachable == {}


def test_mentions_are_not_followed():
    github = FakeTracker().holding(pull_request("github:acme/web#12", mentions=("github:acme/web#3",)))
    assert look(["github:acme/web#12"], places(github)).requests == 1


def test_a_loop_of_parents_ends():
    jira = FakeTracker("jira").holding(
        item("jira:ONB-1", parent="jira:ONB-2"), item("jira:ONB-2", parent="jira:ONB-1")
    )
    assert look(["jira:ONB-1"], places(jira)).requests == 2


def test_a_source_without_its_secret_could_not_be_looked_at():
    github = FakeTracker().holding(pull_request("github:acme/web#12", closing_keys=("ONB-7",)))
    looked = look(["github:acme/web#12"], places(github, jira="JIRA_TOKEN is not set"))
    assert looked.unreachable == {"jira:ONB-7": "JIRA_TOKEN is not set"}


def test_a_source_that_fails_could_not_be_looked_at():
    github = FakeTracker().holding(pull_request("github:acme/web#12", closing_keys=("ONB-7",)))
    looked = look(["github:acme/web#12"], places(github, FakeTracker("jira", fails_after=0)))
    assert "502" in looked.unreachable["jira:ONB-7"]


def test_a_hidden_parent_is_named():
    jira = FakeTracker("jira", hidden={"jira:ONB-1"}).holding(item("jira:ONB-7", parent="jira:ONB-1"))
    assert "jira:ONB-1" in look(["jira:ONB-7"], places(jira)).unreachable


def test_a_source_nobody_configured_is_said_so():
    plan = FakeTracker("plan").holding(item("plan:P-1", parent="other:P-2"))
    assert look(["plan:P-1"], places(plan)).unreachable == {"other:P-2": "no source is called other"}


def test_what_was_renamed_is_told_by_its_new_name():
    github = FakeTracker(moved={"github:acme/old#3": "github:acme/web#3"}).holding(
        item("github:acme/web#3"), item("github:acme/web#4")
    )
    looked = look(["github:acme/web#4", "github:acme/old#3"], places(github))
    assert looked.moved == {"github:acme/old#3": "github:acme/web#3"}


def test_an_item_that_moved_is_told_by_its_new_name_though_the_old_one_still_answers():
    new = item("jira:NEW-1", id="10001")
    copy = new._replace(ref="jira:OLD-1", parent="jira:NEW-1")  # so that the answer brings both
    jira = FakeTracker("jira").holding(new, copy)
    assert look(["jira:OLD-1"], places(jira)).moved == {"jira:OLD-1": "jira:NEW-1"}
    assert look(["jira:OLD-1", "jira:NEW-1"], places(jira)).moved == {}


class Keeper(FakeTracker):
    """A tracker in which goals live as issues."""

    def goal_issues(self):
        self.requests += 1
        if self.fails_after == 0:
            raise TrackerError("jira is out of order.")
        return Found((item("jira:OKR-1", type="Objective"),), {}, 1)


def test_goals_that_live_as_issues_are_among_the_items():
    jira = Keeper("jira").holding(item("jira:ONB-1"))
    looked = look(["jira:ONB-1"], places(jira)._replace(goals_in=("jira",)))
    assert [one.ref for one in looked.items] == ["jira:OKR-1", "jira:ONB-1"]
    assert looked.requests == 2


def test_goals_that_could_not_be_read_are_told_by_their_source():
    broken = places(Keeper("jira", fails_after=0), github="GITHUB_TOKEN is not set.")
    found = goal_issues(broken._replace(goals_in=("jira", "github", "plan")))
    assert found.unreachable == {
        "jira": "jira is out of order.",
        "github": "GITHUB_TOKEN is not set.",
        "plan": "plan shows no goals that live as issues.",
    }


def test_nobody_is_asked_for_goals_that_live_in_the_file():
    jira = Keeper("jira").holding(item("jira:ONB-1"))
    assert look(["jira:ONB-1"], places(jira)).requests == 1
