from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.trackers.file.exports import items, json_lines, only


def test_a_key_and_a_title_are_enough(tmp_path: Path) -> None:
    item = only(tmp_path)
    assert (item.ref, item.id, item.source, item.project) == ("plan:ONB-7", "ONB-7", "plan", "ONB")
    assert (item.title, item.kind, item.type, item.state) == ("First report", "issue", "issue", "todo")
    assert (item.labels, item.parent, item.closes, item.effort, item.fields) == ((), None, (), None, {})
    assert (item.created, item.updated, item.closed, item.author, item.is_bot) == (
        None,
        None,
        None,
        None,
        False,
    )


def test_every_field_is_read(tmp_path: Path) -> None:
    item = only(
        tmp_path,
        body="OKR: GROW.KR1\n\nOKR: none - only half of it",
        url="https://tracker.example/ONB-7",
        type="Story",
        project="Onboarding",
        state="closed",
        resolution="Fixed",
        labels=["a", "b"],
        components=["Signup"],
        milestone="3.1",
        parent="ONB-1",
        closes=["ONB-2", "github:acme/web#12"],
        author="robin",
        created="2026-10-01",
        updated="2026-10-02T08:00:00Z",
        closed="2026-10-03 10:00:00",
        effort=3,
    )
    assert item.named_goals == ("GROW.KR1",)
    assert item.waiver == "only half of it"
    assert (item.url, item.type, item.project) == ("https://tracker.example/ONB-7", "Story", "Onboarding")
    assert (item.state, item.labels, item.components, item.milestones) == (
        "done",
        ("a", "b"),
        ("Signup",),
        ("3.1",),
    )
    assert (item.parent, item.closes) == ("plan:ONB-1", ("plan:ONB-2", "github:acme/web#12"))
    assert item.created == datetime(2026, 10, 1, tzinfo=UTC)
    assert item.updated == datetime(2026, 10, 2, 8, tzinfo=UTC)
    assert item.closed == datetime(2026, 10, 3, 10, tzinfo=UTC)
    assert (item.author, item.effort) == ("robin", 3.0)


def test_csv_says_the_same_with_lists_between_semicolons(tmp_path: Path) -> None:
    content = (
        "key,title,labels,components,milestone,closes,effort,bot\n"
        "ONB-7,First report,a; b,Signup,3.1;3.2,ONB-2;github:acme/web#12,3,yes\n"
    )
    [item] = items(tmp_path, content, "work.csv")
    assert (item.labels, item.components, item.milestones) == (("a", "b"), ("Signup",), ("3.1", "3.2"))
    assert item.closes == ("plan:ONB-2", "github:acme/web#12")
    assert (item.effort, item.is_bot) == (3.0, True)


@pytest.mark.parametrize(
    ("key", "project"),
    [
        ("ONB-7", "ONB"),
        ("acme/web#12", "acme/web"),
        ("acme/web/milestone/3", "acme/web"),
        ("TWO-PARTS-7", "TWO-PARTS"),
        ("12", "plan"),
        ("task", "plan"),
    ],
)
def test_the_project_is_the_keys_prefix(tmp_path: Path, key: str, project: str) -> None:
    assert only(tmp_path, key=key).project == project


@pytest.mark.parametrize(
    ("word", "kind"),
    [("Epic", "epic"), ("Pull request", "pull_request"), ("Sub-task", "subtask"), ("Bug", "issue")],
)
def test_the_type_tells_the_kind_and_stays_as_it_is(tmp_path: Path, word: str, kind: str) -> None:
    item = only(tmp_path, type=word)
    assert (item.kind, item.type) == (kind, word)


def test_a_number_alone_is_a_link_within_the_project(tmp_path: Path) -> None:
    item = only(tmp_path, key="acme/web#12", parent="#3", closes=["#4"])
    assert (item.parent, item.closes) == ("plan:acme/web#3", ("plan:acme/web#4",))


def test_a_pull_request_closes_what_its_body_says_too(tmp_path: Path) -> None:
    item = only(
        tmp_path,
        key="acme/web#12",
        type="pull_request",
        title="ONB-7 Show it earlier",
        body="Fixes #3. See #5.",
        closes=["acme/web#3", "jira:ONB-8"],
    )
    assert item.closes == ("plan:acme/web#3", "jira:ONB-8")
    assert item.mentions == ("plan:acme/web#5",)
    assert item.closing_keys == ("ONB-7",)


def test_an_issues_body_closes_nothing(tmp_path: Path) -> None:
    assert only(tmp_path, body="Fixes acme/web#3").closes == ()


@pytest.mark.parametrize(
    ("cells", "is_bot"),
    [
        ({"author": "renovate[bot]"}, True),
        ({"author": "renovate[bot]", "bot": False}, False),
        ({"author": "ci", "bot": True}, True),
        ({"author": "robin"}, False),
    ],
)
def test_a_bot_is_known_by_its_column_else_by_its_name(
    tmp_path: Path, cells: dict[str, object], is_bot: bool
) -> None:
    assert only(tmp_path, **cells).is_bot is is_bot


def test_other_columns_are_fields_by_their_own_name(tmp_path: Path) -> None:
    item = only(tmp_path, Team="Web", Sprints=["41", "42"], Points=0, Flagged=False, Empty=None, Void=[])
    assert item.fields == {"Team": ("Web",), "Sprints": ("41", "42"), "Points": ("0",), "Flagged": ("false",)}


def test_a_csv_field_with_semicolons_is_known_whole_and_by_its_parts(tmp_path: Path) -> None:
    [item] = items(tmp_path, 'key,title,Teams\nA-1,One,"Web;Data"\n', "work.csv")
    assert item.fields == {"Teams": ("Web;Data", "Web", "Data")}


def test_columns_say_what_theirs_are_called(tmp_path: Path) -> None:
    columns = {"key": "Issue key", "title": "Summary", "milestone": "fix_versions", "effort": "Story Points"}
    row = {
        "Issue key": "ONB-7",
        "Summary": "One",
        "fix_versions": ["1", "2"],
        "Story Points": "5",
        "title": "x",
    }
    [item] = items(tmp_path, json_lines(row), columns=columns)
    assert (item.ref, item.title, item.milestones, item.effort) == ("plan:ONB-7", "One", ("1", "2"), 5.0)
    assert item.fields == {"title": ("x",)}


def test_a_link_that_is_no_web_address_is_left_out(tmp_path: Path) -> None:
    assert only(tmp_path, url="javascript:alert(1)").url is None


def test_keys_may_be_numbers(tmp_path: Path) -> None:
    assert only(tmp_path, key=12, parent=3).parent == "plan:3"


def test_an_object_nobody_has_a_name_for_is_no_field(tmp_path: Path) -> None:
    assert only(tmp_path, Votes={"count": 3}).fields == {}


def test_rows_may_each_have_columns_of_their_own(tmp_path: Path) -> None:
    rows = [{"key": f"A-{number}", "title": "One", f"c{number}": "x"} for number in range(600)]
    found = items(tmp_path, json_lines(*rows))
    assert [item.fields for item in found] == [{f"c{number}": ("x",)} for number in range(600)]
