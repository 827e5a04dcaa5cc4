"""The sample company shows everything okrsync can say, and stands still."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

import okrsync
from okrsync.config import Configuration, load
from okrsync.core.assessing import assess
from okrsync.core.goals import GoalState, KeyResultKind
from okrsync.core.judging import Judgement, judge
from okrsync.core.model import WorkItem
from okrsync.core.report import FindingId, Health, Report, Status
from okrsync.core.verdicts import Level, Reason, Verdict
from okrsync.trackers.registry import open_tracker
from okrsync.trackers.surroundings import Surroundings

SAMPLE = Path(okrsync.__file__).parent / "sample" / "lumen"
AS_OF = date(2026, 11, 20)


@cache
def configuration() -> Configuration:
    return load(str(SAMPLE / "okrsync.toml"), {}, SAMPLE)


def read() -> Iterator[tuple[tuple[WorkItem, ...], tuple[str, ...]]]:
    for source in configuration().sources:
        tracker = open_tracker(source, Surroundings({}, configuration().folder, say=print, wait=print))
        for page in tracker.walk({}, is_full=False):
            yield page.items, page.warnings


@cache
def items() -> tuple[WorkItem, ...]:
    return tuple(item for page, _ in read() for item in page)


@cache
def judgements() -> tuple[Judgement, ...]:
    refs = [item.ref for item in items()]
    goals, cycle = configuration().goals(AS_OF), configuration().cycle(AS_OF)
    return tuple(judge(items(), goals, cycle=cycle, as_of=AS_OF, refs=refs))


@cache
def report() -> Report:
    goals, cycle = configuration().goals(AS_OF), configuration().cycle(AS_OF)
    now = datetime(2026, 11, 20, 9, tzinfo=UTC)
    checkins = configuration().checkins(AS_OF)
    return assess(items(), goals, cycle=cycle, as_of=AS_OF, generated_at=now, checkins=checkins)


def judged(ref: str) -> Judgement:
    return next(one for one in judgements() if one.item.ref == ref)


def test_it_is_about_120_items_of_two_trackers_and_reads_without_a_doubt() -> None:
    assert 110 <= len(items()) <= 130
    assert {item.source for item in items()} == {"github", "jira"}
    assert [said for _, warnings in read() for said in warnings] == []


def test_nothing_in_it_happens_after_its_day_or_before_its_beginning() -> None:
    times = [moment for item in items() for moment in (item.created, item.updated, item.closed) if moment]
    assert max(times).date() <= AS_OF
    assert all(item.created and item.updated and item.created <= item.updated for item in items())
    assert all(item.closed is None or (item.created and item.created <= item.closed) for item in items())


def test_three_departments_have_goals_and_work() -> None:
    departments = {"product", "marketing", "operations"}
    assert departments <= {objective.team for objective in report().objectives}
    parents = {team.id: team.parent for team in configuration().goals(AS_OF).teams}
    teams = {row.team for row in report().coverage_by_team}
    assert departments <= teams | {parents[team] for team in teams if team}


@pytest.mark.parametrize("verdict", get_args(Verdict))
def test_every_verdict_occurs_among_counted_work(verdict: str) -> None:
    assert [one for one in judgements() if one.verdict == verdict and one.not_counted is None]


@pytest.mark.parametrize("reason", get_args(Reason))
def test_every_reason_not_to_count_occurs(reason: str) -> None:
    assert [one for one in judgements() if one.not_counted == reason]


@pytest.mark.parametrize("level", get_args(Level))
def test_every_level_of_evidence_decides_somewhere(level: str) -> None:
    deciding = [one for one in judgements() if one.verdict in ("tied", "exempt") and one.evidence]
    assert [one for one in deciding if one.evidence[0].level == level]


@pytest.mark.parametrize("status", get_args(Status))
def test_every_status_occurs(demo, status):
    assert [one for one in demo.report["key_results"] if one["status"] == status]


@pytest.mark.parametrize("verdict", get_args(Verdict))
def test_every_verdict_is_in_the_report(demo, verdict):
    assert demo.report["coverage"][verdict]


@pytest.mark.parametrize("status", get_args(Health))
def test_every_state_of_a_kpi_occurs(status: str) -> None:
    assert [one for one in report().kpis if one.status == status]


@pytest.mark.parametrize("state", get_args(GoalState))
def test_goals_in_every_state_occur(state: str) -> None:
    assert [objective for objective in report().objectives if objective.state == state]


def test_goals_are_inherited_from_one_tracker_to_the_other() -> None:
    tied = judged("github:lumen/app#62")
    assert (tied.verdict, tied.goals) == ("tied", ("GROW.KR2",))
    assert tied.evidence[0].path == ("github:lumen/app#62", "jira:ONB-12", "jira:ONB-11")


def test_a_milestone_passes_its_goal_on() -> None:
    assert judged("github:lumen/app#12").goals == ("GROW.KR1",)
    assert judged("github:lumen/app#12").evidence[0].level == "inherited"


def test_a_misspelt_label_meets_the_goal_it_meant() -> None:
    stale = judged("jira:ONB-33")
    assert (stale.verdict, stale.suggestions[0].goal) == ("stale", "GROW")


def test_work_of_last_quarters_goal_is_stale() -> None:
    assert judged("jira:ONB-26").verdict == "stale"


def test_under_a_closed_goal_done_work_is_tied_and_open_work_is_stale() -> None:
    assert (judged("jira:ONB-24").verdict, judged("jira:ONB-24").goals) == ("tied", ("PRICE",))
    assert judged("jira:ONB-25").verdict == "stale"


def test_work_for_a_draft_is_untied_and_says_so() -> None:
    assert (judged("jira:ONB-22").verdict, judged("jira:ONB-22").is_draft_only) == ("untied", True)


def test_a_decision_settles_and_an_expired_one_does_not() -> None:
    assert judged("jira:OPS-31").goals == ("GROW",)
    assert judged("jira:OPS-24").verdict == "conflicting"
    expired = {decision.item: decision.expired for decision in report().decisions}
    assert (expired["jira:OPS-24"], expired["jira:OPS-31"]) == (True, False)


def test_a_waiver_exempts_through_its_last_day() -> None:
    assert judged("github:lumen/app#40").verdict == "exempt"
    assert judged("jira:MKT-19").verdict == "untied"


@pytest.mark.parametrize("finding", get_args(FindingId))
def test_every_finding_occurs(demo, finding):
    assert [one for one in demo.report["findings"] if one["id"] == finding]


@pytest.mark.parametrize("level", ["error", "warning", "info"])
def test_findings_of_every_level_occur(demo, level):
    assert [one for one in demo.report["findings"] if one["level"] == level]


def test_a_goal_was_moved_with_a_reason_and_one_without(demo):
    rows = demo.report["key_results"]
    moved = {(row["id"], one["key"]): one["reason"] for row in rows for one in row["edits"]}
    assert moved == {
        ("GROW.KR2", "baseline"): "the first count left out staff who joined by a link",
        ("REACH.KR1", "target"): None,
    }
    assert {row["id"] for row in rows if row["original"]} == {"GROW.KR2", "REACH.KR1"}


def test_a_forecast_a_confidence_and_a_persons_word_occur() -> None:
    rows = {row.id: row for row in report().key_results}
    assert rows["GROW.KR1"].forecast is not None
    assert rows["GROW.KR1"].confidence == 0.7
    assert (rows["HELP.KR2"].status, rows["HELP.KR2"].computed_status) == ("behind", "at risk")


@pytest.mark.parametrize("kind", get_args(KeyResultKind))
def test_key_results_of_every_kind_occur(kind: str) -> None:
    assert [row for row in report().key_results if row.kind == kind]


def test_a_goal_that_was_closed_has_its_grade() -> None:
    price = next(one for one in report().objectives if one.id == "PRICE")
    assert price.grade is not None
    assert (price.grade.computed, price.grade.final, price.grade.band) == (1.0, 0.8, "green")


def test_every_address_in_it_is_of_nobody() -> None:
    text = "".join(path.read_text() for path in SAMPLE.rglob("*") if path.is_file())
    assert set(re.findall(r"https?://[^/\"…]*", text)) == {
        "https://lumen.example",
        "https://github.example",
        "https://",
    }
    assert all(host.endswith(".example") for host in re.findall(r"[\w.]+@([\w.]+)", text))
