from __future__ import annotations

import json
from datetime import timedelta

import pytest

from tests.fakes.work import NOW, item, pull_request

TIED, UNTIED, EXEMPT = "github:acme/web#12", "github:acme/web#13", "github:acme/web#14"
STALE = "jira:ONB-9"


def the_item(company, *args: str, code: int = 0) -> dict:
    checked = company.json("check", *args, code=code)
    assert checked["schema"] == "okrsync.check/1"
    assert len(checked["items"]) == 1
    return checked["items"][0]


def test_a_pull_request_is_tied_across_trackers_without_a_store(company):
    checked = the_item(company, TIED)
    assert checked["verdict"] == "tied"
    assert checked["goals"] == ["GROW"]
    assert checked["comment"] == "none"
    (evidence,) = checked["evidence"]
    assert evidence["level"] == "inherited"
    assert evidence["path"] == [TIED, "jira:ONB-7", "jira:ONB-1"]
    assert not (company.folder / ".okrsync").exists()


def test_only_what_is_needed_is_read(company):
    company.run("check", TIED)
    assert (company.github.requests, company.jira.requests) == (1, 2)


def test_a_misspelt_label_is_stale(company):
    assert the_item(company, STALE)["verdict"] == "stale"


def test_several_items_keep_their_order(company):
    items = company.json("check", EXEMPT, "ONB-9", "acme/web#12", EXEMPT)["items"]
    assert [one["ref"] for one in items] == [EXEMPT, STALE, TIED]


def test_the_verdict_is_told_in_plain_lines(company):
    lines = company.run("check", TIED).stdout.splitlines()
    assert lines[0] == f"{TIED} is tied to GROW: Ask for less at signup"
    assert "by way of jira:ONB-7 → jira:ONB-1" in lines[1]


def test_untied_work_is_told_what_would_tie_it(company):
    assert (
        'to tie it: Name the goal it serves with a label like "okr:grow"'
        in company.run("check", UNTIED).stdout
    )


def test_a_title_cannot_move_the_cursor(company):
    company.github.holding(pull_request("github:acme/web#15", title="\x1b[2Jgone\nnext\u202eline"))
    shown = company.run("check", "github:acme/web#15").stdout
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert shown.splitlines()[0].endswith("gone next\ufffdline")


class TestComment:
    def test_an_untied_pull_request_gets_one_comment_at_once(self, company):
        assert the_item(company, UNTIED, "--comment")["comment"] == "created"
        (comment,) = company.github.posted[UNTIED]
        assert comment.body.startswith("<!-- okrsync:v1 ")

    def test_a_second_run_writes_nothing(self, company):
        company.run("check", UNTIED, "--comment")
        assert the_item(company, UNTIED, "--comment")["comment"] == "unchanged"
        assert company.github.writes == [f"create {UNTIED}"]

    def test_a_changed_verdict_edits_the_comment(self, company):
        company.run("check", UNTIED, "--comment")
        company.github.holding(pull_request(UNTIED, title="Rename a file", labels=("okr:grwo",)))
        assert the_item(company, UNTIED, "--comment")["comment"] == "edited"

    def test_a_comment_is_resolved_when_the_item_is_tied(self, company):
        company.run("check", UNTIED, "--comment")
        company.github.holding(pull_request(UNTIED, labels=("okr:grow",)))
        assert the_item(company, UNTIED, "--comment")["comment"] == "resolved"
        (comment,) = company.github.posted[UNTIED]
        assert comment.is_minimized
        assert len(comment.body.splitlines()) == 2

    def test_a_comment_is_deleted_where_the_file_says_so(self, company):
        company.write(
            (company.folder / "okrsync.toml").read_text() + '\n[comments]\non_resolved = "delete"\n'
        )
        company.run("check", UNTIED, "--comment")
        company.github.holding(pull_request(UNTIED, labels=("okr:grow",)))
        assert the_item(company, UNTIED, "--comment")["comment"] == "deleted"

    @pytest.mark.parametrize("ref", [TIED, EXEMPT])
    def test_tied_and_exempt_items_get_none(self, company, ref):
        assert the_item(company, ref, "--comment")["comment"] == "none"
        assert company.github.writes == []

    def test_nothing_is_written_without_being_asked(self, company):
        company.run("check", UNTIED)
        assert company.github.writes == []

    def test_a_comment_that_is_refused_is_no_failure(self, company):
        company.github.refuses_writes = True
        assert the_item(company, UNTIED, "--comment")["comment"] == "refused"

    def test_a_comment_that_fails_is_one_items_failure(self, company):
        company.github.lost_writes = 2
        items = company.json("check", UNTIED, EXEMPT, "--comment", code=3)["items"]
        assert [one["comment"] for one in items] == ["none", "none"]

    def test_a_young_issue_gets_none(self, company):
        company.jira.holding(item(STALE, labels=("okr:grwo",), created=NOW - timedelta(hours=47)))
        assert the_item(company, STALE, "--comment")["comment"] == "none"

    def test_an_item_that_could_not_be_looked_at_whole_gets_none(self, company):
        company.without_secret = {"jira"}
        checked = the_item(company, TIED, "--comment", "--fail-on", "untied")
        assert checked["verdict"] == "untied"
        assert checked["incomplete"] == ["jira"]
        assert checked["comment"] == "none"

    def test_the_label_okr_snooze_stops_it(self, company):
        company.github.holding(pull_request(UNTIED, labels=("okr:snooze",)))
        assert the_item(company, UNTIED, "--comment")["comment"] == "none"

    def test_nothing_created_before_the_start_gets_one(self, company):
        text = (company.folder / "okrsync.toml").read_text()
        company.write(f"{text}\n[comments]\nstart = 2026-11-10\n")
        assert the_item(company, UNTIED, "--comment")["comment"] == "none"


class TestPolicy:
    def test_a_verdict_that_is_not_allowed_exits_with_5(self, company):
        result = company.run("check", UNTIED, "--fail-on", "untied,stale")
        assert result.exit_code == 5
        assert f"{UNTIED} is untied" in result.stderr

    def test_other_verdicts_pass(self, company):
        assert company.run("check", UNTIED, "--fail-on", "stale").exit_code == 0

    def test_bots_pass(self, company):
        company.github.holding(pull_request(UNTIED, is_bot=True))
        assert company.run("check", UNTIED, "--fail-on", "untied").exit_code == 0

    def test_a_failing_tracker_comes_before_the_policy(self, company):
        result = company.run("check", UNTIED, "github:acme/web#99", "--fail-on", "untied")
        assert result.exit_code == 3

    def test_an_unknown_verdict_is_a_usage_error(self, company):
        assert company.run("check", UNTIED, "--fail-on", "bad").exit_code == 2


class TestReading:
    def test_an_item_that_cannot_be_read_exits_with_3(self, company):
        result = company.run("check", "github:acme/web#99")
        assert result.exit_code == 3
        assert "github:acme/web#99 is missing or hidden" in result.stderr

    def test_the_secret_of_the_item_itself_is_needed(self, company):
        company.without_secret = {"github"}
        result = company.run("check", UNTIED)
        assert result.exit_code == 2
        assert "GITHUB_TOKEN" in result.stderr

    def test_what_could_not_be_looked_at_is_said(self, company):
        company.without_secret = {"jira"}
        result = company.run("check", TIED)
        assert result.exit_code == 0
        assert "warning: jira:ONB-7 could not be looked at" in result.stderr

    def test_an_unknown_source_is_refused_with_the_nearest(self, company):
        result = company.run("check", "gihub:acme/web#12")
        assert result.exit_code == 2
        assert "did you mean github?" in result.stderr

    def test_a_mistyped_item_is_a_usage_error_that_asks_no_tracker(self, company):
        result = company.run("check", "github:acme/web")
        assert result.exit_code == 2
        assert "write it like github:acme/web#12" in result.stderr
        assert company.github.requests == 0

    def test_an_item_asked_for_by_an_earlier_name_is_judged_under_its_new_one(self, company):
        company.github.moved["github:acme/old#13"] = UNTIED
        assert the_item(company, "github:acme/old#13", "--comment")["comment"] == "created"
        assert UNTIED in company.github.posted


class TestInAWorkflow:
    def event(self, company, name: str, payload: dict) -> None:
        path = company.write(json.dumps(payload), "event.json")
        company.environ |= {"GITHUB_EVENT_NAME": name, "GITHUB_EVENT_PATH": str(path)}

    def test_the_item_is_found_from_the_event(self, company):
        payload = {"issue": {"number": 13}, "repository": {"full_name": "acme/web"}}
        self.event(company, "issues", payload)
        assert the_item(company)["ref"] == UNTIED

    def test_a_merge_queue_has_nothing_to_check(self, company):
        self.event(company, "merge_group", {})
        assert company.json("check")["items"] == []
        assert company.run("check").stdout == ""

    def test_without_an_item_it_exits_with_2(self, company):
        assert company.run("check").exit_code == 2
        self.event(company, "push", {})
        assert company.run("check").exit_code == 2

    def test_an_event_file_that_is_not_there_is_a_usage_error(self, company):
        company.environ |= {"GITHUB_EVENT_NAME": "issues", "GITHUB_EVENT_PATH": "/nowhere/event.json"}
        result = company.run("check")
        assert result.exit_code == 2
        assert "/nowhere/event.json cannot be read: No such file or directory. " in result.stderr
        assert "[Errno" not in result.stderr

    def test_annotations_and_the_jobs_summary_are_written(self, company):
        summary = company.folder / "summary.md"
        company.environ["GITHUB_STEP_SUMMARY"] = str(summary)
        company.github.holding(pull_request(UNTIED, title="100%\n::error::mine"))
        result = company.run("check", UNTIED, TIED, EXEMPT, "--format", "github", "--fail-on", "untied")
        lines = result.stdout.splitlines()
        assert lines[0].startswith("::error title=github%3Aacme/web#13 is untied::100%25 ::error::mine%0A")
        assert lines[1].startswith("::notice title=github%3Aacme/web#12 is tied::")
        assert lines[2].startswith("::notice title=")
        assert len(lines) == 3
        assert "### ❔ okrsync: untied" in summary.read_text()

    def test_a_summary_that_cannot_be_written_is_a_warning(self, company):
        company.environ["GITHUB_STEP_SUMMARY"] = str(company.folder)
        result = company.run("check", UNTIED, "--format", "github")
        assert result.exit_code == 0
        assert result.stdout.startswith("::warning ")
        assert "summary" in result.stderr
