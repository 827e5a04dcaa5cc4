"""A small but complete report: every part of it has something to show."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, date, datetime
from typing import Any

from okrsync.core.progress import Progress
from okrsync.core.report import (
    SCHEMA,
    Claim,
    ConflictingItem,
    Contribution,
    Coverage,
    DataQuality,
    Department,
    EffortCoverage,
    Finding,
    Forecast,
    Grade,
    ListedItem,
    NetConfidence,
    NotCounted,
    Nudges,
    ObjectiveProgress,
    Observation,
    Original,
    ProjectCoverage,
    Report,
    ReportCycle,
    ReportDecision,
    ReportEdit,
    ReportExemption,
    ReportKeyResult,
    ReportKpi,
    ReportObjective,
    ReportWaiver,
    Scope,
    Starved,
    StatusOverride,
    TeamCoverage,
    TrendPoint,
    Work,
)
from okrsync.core.verdicts import Evidence, Suggestion

HOSTILE = (
    "@acme/team fixes #1 | <img src=x onerror=alert(1)> `code` --> [~admin] {panel}\n::error::\x1b[31m =1+1"
)


def report(**parts: Any) -> Report:
    """The whole report of a company in the middle of its quarter; name a part to have another one."""
    return replace(_COMPANY, **parts)


def empty_report() -> Report:
    """What a company sees that has just begun: no goals, no work."""
    nothing = {part.name: () for part in fields(Report) if getattr(_COMPANY, part.name).__class__ is tuple}
    unknown = NetConfidence(0, None, None, None)
    return replace(_COMPANY, coverage=coverage(), nudges=Nudges(), net_confidence=unknown, **nothing)


def listed(ref: str, **facts: Any) -> ListedItem:
    return ListedItem(ref=ref, **_item(ref, **facts))


def conflicting(ref: str, **facts: Any) -> ConflictingItem:
    return ConflictingItem(ref=ref, **_item(ref, **facts))


def _item(ref: str, **facts: Any) -> dict[str, Any]:
    key = ref.partition(":")[2]
    known: dict[str, Any] = {
        "title": f"Title of {key}",
        "url": f"https://tracker.example/{key.replace('#', '/')}",
        "type": "Story",
        "project": key.partition("#")[0] if "#" in key else key.partition("-")[0],
        "team": "product",
        "state": "todo",
        "effort": 1.0,
        "age_days": 5,
        "evidence": (),
        "suggestions": (),
    }
    return {**known, **facts}


def objective(name: str, **facts: Any) -> ReportObjective:
    known: dict[str, Any] = {
        "title": f"Title of {name}",
        "team": "product",
        "owner": "dana@acme.example",
        "parent": None,
        "relation": "contributes",
        "commitment": "committed",
        "state": "active",
        "progress": ObjectiveProgress(value=None, raw=None, missing_weight=0.0),
        "expected": 0.5,
        "pace": None,
        "status": "pending",
        "status_reason": "no value yet",
        "score": None,
        "confidence": None,
        "work": work(),
        "key_results": (),
    }
    return ReportObjective(id=name, **{**known, **facts})


def key_result(name: str, **facts: Any) -> ReportKeyResult:
    known: dict[str, Any] = {
        "title": f"Title of {name}",
        "baseline": 0.0,
        "target": 10.0,
        "current": None,
        "unit": None,
        "source": None,
        "as_of": None,
        "progress": Progress(value=None, raw=None),
        "status": "pending",
        "status_reason": "no value yet",
        "confidence": None,
        "history": (),
    }
    return ReportKeyResult(id=name, **{**known, **facts})


def work(**facts: Any) -> Work:
    known: dict[str, Any] = {"items": 0, "open": 0, "done": 0, "effort": 0.0, "effort_done": 0.0}
    return Work(
        **{**known, "share": None, "planned_share": None, "share_with_below": facts.get("share"), **facts}
    )


def coverage(**facts: Any) -> Coverage:
    return Coverage(**_numbers(**facts))


def _numbers(**facts: Any) -> dict[str, Any]:
    verdicts: dict[str, Any] = dict.fromkeys(("tied", "exempt", "conflicting", "stale", "untied"), 0)
    verdicts |= facts
    counted = sum(verdicts.values())
    asked = counted - verdicts["exempt"]
    share = verdicts["tied"] / asked if asked else None
    effort = {name: 2.0 * number for name, number in verdicts.items()}
    return {
        **verdicts,
        "counted": counted,
        "share": share,
        "effort": EffortCoverage(unit="points", counted=2.0 * counted, share=share, **effort),
        "not_counted": NotCounted(dropped=3, bot=12, represented=7),
        "definition": "coverage = tied / (counted − exempt).",
    }


_COMPANY = Report(
    schema=SCHEMA,
    generated_at=datetime(2026, 11, 20, 6, 0, tzinfo=UTC),
    cycle=ReportCycle("2026-Q4", date(2026, 10, 1), date(2026, 12, 31), 50 / 91),
    scope=Scope(date(2026, 11, 20), None),
    data_quality=(
        DataQuality("source_stale", "warning", "jira was last read on 2026-11-17, 3 days ago", 1),
        DataQuality("no_estimate", "info", "items without an estimate count 1 point each", 14),
    ),
    coverage=coverage(tied=62, exempt=9, conflicting=1, stale=2, untied=23),
    coverage_by_team=(
        TeamCoverage(team="marketing", **_numbers(tied=12, exempt=2, untied=3)),
        TeamCoverage(team="product", **_numbers(tied=50, exempt=7, conflicting=1, stale=2, untied=18)),
        TeamCoverage(team=None, **_numbers(exempt=0, untied=2)),
    ),
    coverage_by_project=(
        ProjectCoverage(project="ONB", **_numbers(tied=32, exempt=2, stale=2, untied=3)),
        ProjectCoverage(project="acme/web", **_numbers(tied=30, exempt=7, conflicting=1, untied=20)),
    ),
    objectives=(
        objective(
            "ACME",
            title="Teams that try us stay with us",
            team="company",
            owner="ceo@acme.example",
            progress=ObjectiveProgress(0.41, 0.41, 0.0),
            pace=0.746,
            status="behind",
            status_reason="GROW: progress 26% of 55% expected by now: pace 0.47",
            expected=0.549,
            work=work(items=4, open=3, done=1, effort=8.0, effort_done=1.0, share=0.04),
            key_results=("ACME.KR1",),
        ),
        objective(
            "GROW",
            title="New teams reach value in their first week",
            parent="ACME.KR1",
            progress=ObjectiveProgress(0.26, 0.26, 1.0),
            pace=0.474,
            status="behind",
            status_reason="KR1: progress 26% of 55% expected by now: pace 0.47",
            expected=0.549,
            confidence=0.6,
            work=work(
                items=38, open=20, done=18, effort=76.5, effort_done=31.25, share=0.31, planned_share=0.35
            ),
            key_results=("GROW.KR1", "GROW.KR2"),
        ),
        objective(
            "BRAND",
            title="People who need us have heard of us",
            team="marketing",
            parent="ACME",
            relation="supports",
            commitment="aspirational",
            progress=ObjectiveProgress(0.0, -0.2, 0.0),
            pace=0.0,
            status="at risk",
            status_reason="progress 0% of 55% expected by now: pace 0.00",
            status_override=StatusOverride(
                "on track", "theo@acme.example", "The fair is in May", date(2026, 11, 10), True, False
            ),
            grade=Grade(0.0, 0.3, "red", 0.7, "missed"),
            expected=0.549,
            work=work(
                items=20, open=0, done=20, effort=40.0, effort_done=40.0, share=0.12, planned_share=0.3
            ),
        ),
    ),
    key_results=(
        key_result(
            "ACME.KR1",
            title="Share of trials that become customers rises from 12 to 20 %",
            baseline=12.0,
            target=20.0,
            current=15.28,
            unit="%",
            source="manual",
            as_of=date(2026, 11, 18),
            progress=Progress(0.41, 0.41),
            status="on track",
            status_reason="progress 41% of 55% expected by now: pace 0.75",
            history=(
                Observation(date(2026, 11, 1), 14.0, "manual"),
                Observation(date(2026, 11, 18), 15.28, "manual"),
            ),
        ),
        key_result(
            "GROW.KR1",
            title="Median time to first report falls from 9 to 3 days",
            baseline=9.0,
            target=3.0,
            current=7.44,
            unit="days",
            source="manual",
            as_of=date(2026, 11, 16),
            progress=Progress(0.26, 0.26),
            status="behind",
            status_reason="progress 26% of 55% expected by now: pace 0.47",
            confidence=0.6,
            edits=(
                ReportEdit("target", "2", "3", date(2026, 10, 20), "0a1b2c3d4e5f", "the | price <b>"),
                ReportEdit("owner", "kim", "dana", date(2026, 11, 3), "f0e1d2c3b4a5", None),
                ReportEdit("due", "2026-11-01", "2026-12-01", date(2026, 11, 20), None, None),
            ),
            original=Original(9.0, 2.0, Progress(0.22, 0.22), None, expected=0.549, status="at risk"),
            expected=0.549,
            pace=0.474,
            age_days=4,
            forecast=Forecast(5.9, 6.4, 7.0),
        ),
        key_result("GROW.KR2", title="Support tickets per new team stay below 2", unit="tickets", target=2.0),
    ),
    kpis=(
        ReportKpi("uptime", "Availability", "product", None, 99.95, "%", 99.9, 99.5, "up", "healthy"),
        ReportKpi("churn", "Teams that leave a month", None, None, 2.4, "%", 1.5, 2.0, "down", "unhealthy"),
        ReportKpi("nps", "Recommendation", None, None, None, None, 40.0, 30.0, "up", "no data"),
    ),
    exempt=(
        ReportExemption("Keeping the lights on", 8, 30.0, 0.31, 0.25),
        ReportExemption("waived", 1, 1.0, 0.01, None),
    ),
    untied=(
        listed(
            "github:acme/web#40",
            title="Explain the first report",
            type="issue",
            age_days=2,
            suggestions=(
                Suggestion("GROW.KR1", 0.62, 'its title shares "first", "report" with GROW.KR1'),
                Suggestion("BRAND", 0.21, '2 of 9 items with label "blog" serve BRAND'),
            ),
        ),
        listed(
            "github:acme/web#41", title=HOSTILE, type="pull_request", url="javascript:alert(1)", state="doing"
        ),
        listed(
            "jira:ONB-9",
            title="Größere Schaltflächen 🚀 für مرحبا",
            team=None,
            state="done",
            age_days=None,
            url=None,
        ),
    ),
    conflicting=(
        conflicting(
            "jira:OPS-31",
            title="Move signup to the new region",
            effort=5.0,
            age_days=31,
            evidence=(
                Evidence("explicit", "GROW", None, 'label "okr:grow"', ("jira:OPS-31",)),
                Evidence("explicit", "BRAND", None, "OKR: BRAND", ("jira:OPS-31",)),
            ),
            claims=(
                Claim("GROW", "New teams reach value in their first week", "dana@acme.example"),
                Claim("BRAND", "People who need us have heard of us", None),
            ),
            decision='[[decisions]]\nitem = "jira:OPS-31"\ngoal = "GROW"  # or BRAND\n',
        ),
    ),
    stale=(
        listed(
            "jira:ONB-12",
            title="Shorten the form",
            age_days=120,
            evidence=(
                Evidence(
                    "inherited",
                    "GRWO",
                    None,
                    'label "okr:grwo" (GRWO names no goal; did you mean GROW?)',
                    ("jira:ONB-12", "jira:ONB-1"),
                ),
            ),
            suggestions=(Suggestion("GROW", 0.75, '"grwo" looks like GROW'),),
        ),
        listed("jira:ONB-13", title="Old idea", age_days=400),
    ),
    starved=(Starved("BRAND", "People who need us have heard of us", "no open work serves it", 0.12, 0.3),),
    decisions=(
        ReportDecision(
            *("jira:OPS-30", "GROW", "coo@acme.example", date(2026, 10, 20)),
            *("Signup depends on it this quarter", None, False),
        ),
    ),
    waivers=(
        ReportWaiver(
            "github:acme/web#12", None, None, "Spike, thrown away by design", date(2026, 11, 1), True
        ),
    ),
    trend=(
        TrendPoint(date(2026, 11, 6), 0.58, 0.55, {"ACME": 0.3, "BRAND": None, "GROW": 0.2}),
        TrendPoint(date(2026, 11, 13), 0.6, 0.58, {"ACME": 0.35, "BRAND": 0.0, "GROW": 0.22}),
        TrendPoint(date(2026, 11, 20), 62 / 88, 62 / 88, {"ACME": 0.41, "BRAND": 0.0, "GROW": 0.26}),
    ),
    net_confidence=NetConfidence(3, 1 / 3, 0.0, 1 / 3),
    findings=(
        Finding("conflicting", "error", "1 item is claimed by more than one goal", None, ("jira:OPS-31",)),
        Finding("starved", "warning", "BRAND: no open work serves it", "BRAND", ()),
        Finding(
            "budget_exceeded",
            "warning",
            '"Keeping the lights on" takes 31% of the effort, its budget is 25%',
            None,
            (),
            "Find out what grew, and cut it.",
        ),
        Finding(
            "kpi_out_of_corridor",
            "error",
            "Teams that leave a month: 2.4 %, healthy is 1.5 %",
            None,
            (),
            "Take up an objective to bring it back.",
            '[[objectives]]\nid = "CHURN"\n\n  [[objectives.key_results]]\n  title = "<b> ``` @all"\n',
        ),
    ),
    nudges=Nudges(asked=40, tied=22, waived=3, ignored=10, open=5, acceptance=25 / 35),
    departments=(
        Department("company", "Acme", None, 0, ("ACME",), 0.33, 0.71, (), ()),
        Department(
            *("marketing", "Marketing | <b>", "company", 1, ("BRAND",), 0.0, 0.8, ()),
            (Contribution("BRAND", "product", "marketing", 8.0),),
        ),
        Department(
            *("product", "Product", "company", 1, ("GROW",), 0.26, 0.7),
            (Contribution("BRAND", "product", "marketing", 8.0),),
            (),
        ),
    ),
)
