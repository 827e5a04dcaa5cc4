"""`nudge` from day to day: what it asks, what becomes of it, and what it says."""

from __future__ import annotations

from datetime import timedelta

import pytest

from okrsync.core.asking import ENOUGH_TO_JUDGE
from okrsync.core.turns import HOUR, MOST_IN
from okrsync.ports import Comment
from okrsync.stores import open_store
from tests.cli.conftest import FILE, Company
from tests.fakes.work import NOW, item, pull_request

COMMENTS = "\n[comments]\nstart = 2020-01-01\n"
WEB_13 = "github:acme/web#13"
EPIC = "its parts, or the issues it closes, stand for it"


@pytest.fixture
def company(company: Company) -> Company:
    company.write(FILE + COMMENTS)
    return company


def nudged(company: Company, *args: str, code: int = 0):
    assert company.run("sync").exit_code == 0
    return company.json("nudge", *args, code=code)


def later(company: Company, **time: int) -> None:
    company.now += timedelta(**time)


def actions(answer) -> list[str]:
    return [f"{one['action']} {one['ref']}" for one in answer["actions"]]


def relabel(company: Company, ref: str, *labels: str) -> None:
    tracker = company.trackers[ref.partition(":")[0]]
    tracker.items[ref] = tracker.items[ref]._replace(labels=labels)


def test_both_trackers_are_asked_and_remembered(company):
    answer = nudged(company, "--apply")
    assert actions(answer) == [f"create {WEB_13}", "create jira:ONB-9"]
    nothing_yet = dict.fromkeys(("tied", "waived", "ignored"), 0)
    assert answer["nudges"] == {"asked": 2, "open": 2, "acceptance": None, **nothing_yet}
    assert [one["reason"] for one in answer["actions"]] == ["it is untied", "it is stale"]
    assert (len(company.github.posted[WEB_13]), len(company.jira.posted["jira:ONB-9"])) == (1, 1)
    assert actions(nudged(company, "--apply")) == []


def test_text_tells_what_was_written_and_what_is_left(company):
    company.run("sync")
    told = company.run("nudge", "--apply").stdout.splitlines()
    figure = (
        "Of 2 questions so far 0 led to a goal within seven days, 0 to a waiver, 0 changed nothing, 2 open. "
        "Acted upon: –."
    )
    assert told == [
        f"create {WEB_13}: it is untied",
        "create jira:ONB-9: it is stale",
        "Wrote 2 comments.",
        figure,
    ]
    assert company.run("nudge").stdout.splitlines()[:2] == [
        "Nothing to write.",
        f"left {WEB_13}, jira:ONB-9: it was asked about on 2026-11-20",
    ]


def test_a_dry_run_shows_the_bodies_and_touches_neither_tracker_nor_store(company):
    company.run("sync")
    requests = company.github.requests + company.jira.requests
    told = company.run("nudge").stdout
    assert f"create {WEB_13}: it is untied\n    <!-- okrsync:v1 seen=2026-11-19T00:00:00+00:00 -->\n" in told
    assert "Would write 2 comments; nothing was written: add --apply." in told
    assert (company.github.writes, company.jira.writes) == ([], [])
    assert company.github.requests + company.jira.requests == requests
    assert company.json("nudge")["nudges"]["asked"] == 0


@pytest.mark.parametrize(("days", "outcome"), [(6, "tied"), (20, "tied")])
def test_a_goal_within_seven_days_is_an_answer_whenever_nudge_runs_next(company, days, outcome):
    nudged(company, "--apply")
    later(company, days=5)
    relabel(company, WEB_13, "okr:grow")
    company.run("sync")
    later(company, days=days - 5)
    answer = nudged(company, "--apply")
    assert answer["nudges"][outcome] == 1
    assert f"resolve {WEB_13}" in actions(answer)


def test_a_goal_after_seven_days_is_too_late_and_the_comment_is_taken_back_all_the_same(company):
    nudged(company, "--apply")
    later(company, days=9)
    relabel(company, WEB_13, "okr:grow")
    answer = nudged(company, "--apply")
    assert (answer["nudges"]["ignored"], answer["nudges"]["acceptance"]) == (2, 0.0)
    assert f"resolve {WEB_13}" in actions(answer)
    assert company.json("report")["nudges"] == answer["nudges"]


def test_a_waiver_is_an_answer_too(company):
    nudged(company, "--apply")
    relabel(company, WEB_13, "okr:none")
    later(company, days=1)
    assert nudged(company, "--apply")["nudges"]["waived"] == 1


def test_a_dry_run_knows_how_it_ended_and_keeps_it_to_itself(company):
    nudged(company, "--apply")
    later(company, days=9)
    company.run("sync")
    assert company.json("nudge")["nudges"]["ignored"] == 2
    assert company.json("report")["nudges"]["open"] == 2


def test_a_project_where_nobody_acts_is_asked_nothing_new(company):
    company.write(FILE + COMMENTS + "quiet_below = 0.1\n")
    company.github.holding(*(pull_request(f"github:acme/web#{n}") for n in range(20, 20 + ENOUGH_TO_JUDGE)))
    nudged(company, "--apply")
    later(company, days=8)
    company.github.holding(pull_request("github:acme/web#99"))
    company.jira.holding(item("jira:ONB-99"))
    answer = nudged(company, "--apply")
    assert actions(answer) == ["create jira:ONB-99"]
    reasons = {one["ref"]: one["reason"] for one in answer["left"]}
    assert reasons["github:acme/web#99"].startswith("0% of the last 11 questions in acme/web were acted upon")


def test_work_without_a_start_in_the_file_begins_with_the_first_sync(company):
    company.write(FILE)
    assert nudged(company)["actions"] == []
    company.github.holding(pull_request("github:acme/web#50", created=NOW + timedelta(hours=1)))
    later(company, days=1)
    assert actions(nudged(company, "--apply")) == ["create github:acme/web#50"]


def test_a_missing_secret_matters_only_for_what_is_written(company):
    company.run("sync")
    company.without_secret = {"jira"}
    assert company.run("nudge").exit_code == 0
    refused = company.run("nudge", "--apply")
    assert refused.exit_code == 2
    assert "Source jira needs its token" in refused.stderr
    assert actions(company.json("nudge", "--apply", "--source", "github")) == [f"create {WEB_13}"]


def test_links_into_a_source_that_cannot_be_asked_keep_us_quiet(company):
    company.github.holding(pull_request("github:acme/web#20", closing_keys=("ONB-404",)))
    company.run("sync")
    company.without_secret = {"jira"}
    answer = company.json("nudge", "--apply", "--source", "github")
    reasons = {one["ref"]: one["reason"] for one in answer["left"]}
    assert reasons["github:acme/web#20"] == "okrsync could not look into jira"


def test_links_into_a_source_never_read_keep_us_quiet(company):
    company.github.holding(pull_request("github:acme/web#20", closing_keys=("ONB-404",)))
    company.run("sync", "--source", "github")
    reasons = {one["ref"]: one["reason"] for one in company.json("nudge")["left"]}
    assert reasons["github:acme/web#20"] == "okrsync could not look into jira"


def test_a_refusal_is_no_failure_and_is_tried_again_on_its_day(company):
    company.github.refuses_writes = True
    answer = nudged(company, "--apply", "--source", "github")
    assert answer["left"][-1] == {"ref": WEB_13, "reason": "The item is locked."}
    company.github.refuses_writes = False
    later(company, hours=23)
    assert actions(nudged(company, "--apply", "--source", "github")) == []
    later(company, hours=2)
    assert actions(nudged(company, "--apply", "--source", "github")) == [f"create {WEB_13}"]


def test_a_tracker_that_fails_exits_with_3_and_the_other_is_served(company):
    company.run("sync")
    company.github.fails_after = 0
    result = company.run("nudge", "--apply")
    assert result.exit_code == 3
    assert "github answered 502" in result.stderr
    assert "create jira:ONB-9" in result.stdout


def test_a_write_nobody_answered_is_a_failure_counts_and_is_looked_at_again(company):
    company.github.lost_writes = 2
    company.github.holding(pull_request("github:acme/web#20"))
    answer = nudged(company, "--apply", "--max", "1", "--source", "github", code=3)
    assert (answer["actions"], answer["not_reached"]) == ([], 1)
    again = company.json("nudge", "--apply", "--max", "2", "--source", "github")
    assert actions(again) == ["create github:acme/web#20", f"create {WEB_13}"]


def test_a_comment_by_another_of_our_accounts_is_left_and_none_is_added(company):
    company.github.posted[WEB_13] = [Comment("1", "<!-- okrsync:v1 -->", is_ours=False)]
    answer = nudged(company, "--apply", "--source", "github")
    assert answer["left"][-1] == {"ref": WEB_13, "reason": "our comment is there already"}
    assert len(company.github.posted[WEB_13]) == 1
    assert actions(company.json("nudge", "--source", "github")) == []


def test_what_was_snoozed_since_the_sync_is_left_in_peace(company):
    company.run("sync")
    relabel(company, WEB_13, "okr:snooze")
    answer = company.json("nudge", "--apply", "--source", "github")
    assert answer["left"][-1] == {"ref": WEB_13, "reason": "it has the label okr:snooze"}


def test_a_run_looks_at_so_many_items_and_no_more(company):
    company.github.holding(*(pull_request(f"github:acme/web#{n}") for n in range(20, 30)))
    company.run("sync")
    for n in range(20, 30):
        relabel(company, f"github:acme/web#{n}", "okr:grow")
    relabel(company, WEB_13, "okr:grow")
    before = company.github.requests
    answer = company.json("nudge", "--apply", "--max", "2", "--source", "github")
    assert answer["actions"] == []
    assert answer["not_reached"] == 11 - 6
    assert company.github.requests - before == 2 * 6  # the item, and its comments


def test_hundreds_of_answers_are_taken_back_a_hundred_at_a_time(company):
    company.github.holding(*(pull_request(f"github:acme/web#{n}") for n in range(100, 205)))
    company.second = 0.001
    nudged(company, "--apply", "--max", "200", "--source", "github")
    company.write(FILE.replace('labels = ["onboarding"]', 'labels = ["*"]') + COMMENTS)
    for n in range(100, 205):
        relabel(company, f"github:acme/web#{n}", "anything")
    later(company, hours=2)
    answer = nudged(company, "--apply", "--max", "0", "--source", "github")
    assert sum(one["action"] == "resolve" for one in answer["actions"]) == 100
    assert answer["not_reached"] >= 5


def test_after_so_many_writes_in_an_hour_the_rest_waits_for_another_run(company):
    company.run("sync")
    with_writes(company, MOST_IN[HOUR])
    answer = company.json("nudge", "--apply", "--source", "github")
    assert answer["actions"] == []
    assert "Enough was written on github in the last hour: run it again after 10:00 UTC." in str(
        answer["left"]
    )
    later(company, minutes=31)
    assert actions(company.json("nudge", "--apply", "--source", "github")) == [f"create {WEB_13}"]


def test_after_so_many_writes_in_a_minute_the_next_one_waits(company):
    company.run("sync")
    with_writes(company, 60, ago=timedelta(seconds=30))
    result = company.run("nudge", "--apply", "--source", "github")
    assert "Enough was written on github in the last minute. Waiting" in result.stderr
    assert len(company.waits) == 1
    assert 20 < company.waits[0] <= 30


def test_no_wait_is_begun_beyond_the_deadline(company):
    company.run("sync")
    with_writes(company, 60, ago=timedelta(seconds=30))
    result = company.run("nudge", "--apply", "--source", "github", "--deadline", "25s")
    assert result.exit_code == 3
    assert "The time of --deadline is over" in result.stderr
    assert company.waits == []
    assert company.github.writes == []


def with_writes(company: Company, number: int, ago: timedelta = timedelta(minutes=30)) -> None:
    store = open_store(f"sqlite:///{company.folder / '.okrsync' / 'store.db'}")
    for _ in range(number):
        store.note_write("github", company.now - ago)
    store.close()
