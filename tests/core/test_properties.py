"""What holds for any company: order doesn't matter, numbers add up, loops end, shares make one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from okrsync.core.goals import Team
from okrsync.core.judging import judge
from okrsync.core.rules import Exemption, Tying
from tests.builders.nights import examples
from tests.builders.world import (
    IN_CYCLE,
    Q3,
    TODAY,
    YEAR,
    goals,
    item,
    objective,
    report_of,
    rule,
    verdict_of,
    when,
)

FILES = [
    goals(
        objective("ACME", cycle=YEAR),
        objective("GROW", "KR1", "KR2", parent="ACME", allocation=0.4, team="product"),
        objective("OPS", "KR1", team="operations"),
        objective("OLD", cycle=Q3),
        objective("IDEA", state="draft"),
        objective("SHUT", state="closed"),
        rules=(
            rule("GROW.KR1", label="x"),
            rule("OPS", "rules[2]", project="OPS"),
            rule("OLD", "rules[3]", label="y"),
        ),
        exempt=(Exemption("ktlo", when(label="ktlo"), 0.1),),
        teams=(
            Team("product", None, when(project="ONB")),
            Team("operations", "product", when(component="ops")),
        ),
        tying=Tying(on_conflict=on_conflict),
        effort_unit=unit,
    )
    for on_conflict in ("flag", "split", "first")
    for unit in ("points", "items")
]
LABELS = [
    "okr:grow",
    "okr:grow.kr2",
    "okr:ops",
    "okr:gone",
    "okr:idea",
    "okr:shut",
    "okr:none",
    "ktlo",
    "x",
    "y",
    "z",
]


@st.composite
def companies(draw):
    """Up to a dozen items whose parents and closed issues point anywhere, loops included."""
    size = draw(st.integers(1, 12))
    keys = [f"{draw(st.sampled_from(['ONB', 'OPS']))}-{number}" for number in range(1, size + 1)]
    refs = st.sampled_from([f"jira:{key}" for key in keys] + ["jira:ONB-99"])
    return [
        item(
            key,
            kind=draw(st.sampled_from(["issue", "epic", "pull_request", "milestone", "subtask"])),
            state=draw(st.sampled_from(["todo", "doing", "done", "dropped"])),
            closed=draw(st.sampled_from([None, IN_CYCLE])),
            labels=tuple(draw(st.lists(st.sampled_from(LABELS), max_size=2))),
            components=tuple(draw(st.lists(st.just("ops"), max_size=1))),
            parent=draw(st.none() | refs),
            closes=tuple(draw(st.lists(refs, max_size=2))),
            effort=draw(st.none() | st.sampled_from([0.0, 1.0, 3.0])),
            is_bot=draw(st.sampled_from([False, False, False, True])),
        )
        for key in keys
    ]


FILE = st.sampled_from(FILES)


@given(companies(), FILE, st.randoms(use_true_random=False))
def test_the_order_of_input_does_not_matter(items, file, random):
    shuffled = list(items)
    random.shuffle(shuffled)
    assert report_of(file, *items) == report_of(file, *shuffled)


@given(companies(), FILE)
def test_every_item_has_exactly_one_verdict(items, file):
    refs = [one.ref for one in items]
    found = judge(items, file, cycle=file.cycles[-1], as_of=TODAY, refs=refs)
    assert [one.item.ref for one in found] == refs
    for one in found:
        assert one.verdict in ("tied", "exempt", "conflicting", "stale", "untied")
        assert bool(one.goals) == (one.verdict in ("tied", "conflicting"))
        assert all(evidence.path[0] == one.item.ref for evidence in one.evidence)


@given(companies(), FILE)
def test_the_numbers_of_the_report_add_up(items, file):
    report = report_of(file, *items)
    whole = report.coverage
    left_out = sum(getattr(whole.not_counted, name) for name in whole.not_counted.__slots__)
    assert whole.counted + left_out == len(items)
    for numbers in (whole, whole.effort, *report.coverage_by_team, *report.coverage_by_project):
        parts = numbers.tied + numbers.exempt + numbers.conflicting + numbers.stale + numbers.untied
        assert numbers.counted == pytest.approx(parts)
        assert numbers.share is None or 0 <= numbers.share <= 1
    for groups in (report.coverage_by_team, report.coverage_by_project):
        assert sum(group.counted for group in groups) == whole.counted
        assert sum(group.effort.counted for group in groups) == pytest.approx(whole.effort.counted)
    assert (len(report.untied), len(report.stale), len(report.conflicting)) == (
        whole.untied,
        whole.stale,
        whole.conflicting,
    )
    assert sum(row.items for row in report.exempt) == whole.exempt
    assert sum(row.effort for row in report.exempt) == pytest.approx(whole.effort.exempt)


@given(companies(), FILE)
def test_shares_of_tied_work_add_up_to_one(items, file):
    report = report_of(file, *items)
    assert sum(row.work.effort for row in report.objectives) == pytest.approx(report.coverage.effort.tied)
    for row in report.objectives:
        assert row.work.items == row.work.open + row.work.done
        assert 0 <= row.work.effort_done <= row.work.effort + 1e-9
        assert row.work.share is None or 0 <= row.work.share <= 1 + 1e-9


@given(companies(), FILE)
def test_a_team_and_the_rest_make_the_whole(items, file):
    whole = report_of(file, *items)
    product = report_of(file, *items, team="product")
    teamless = [row.counted for row in whole.coverage_by_team if row.team is None]
    assert product.coverage.counted + sum(teamless) == whole.coverage.counted


@settings(max_examples=examples(25))
@given(companies(), FILE)
def test_a_counted_item_is_at_its_leaf(items, file):
    """No counted item has a counted item below it, unless their parents run in a loop."""
    report = report_of(file, *items)
    by_ref = {one.ref: one for one in items}
    listed = {row.ref for row in (*report.untied, *report.stale, *report.conflicting)}
    for ref in listed:
        seen, above = {ref}, by_ref[ref].parent
        while above in by_ref and above not in seen:
            seen.add(above)
            above = by_ref[above].parent
        if above not in seen:
            assert not (seen - {ref}) & listed


@given(companies(), FILE)
def test_one_more_label_ties_whatever_was_untied(items, file):
    for one in items:
        if verdict_of(file, *items, ref=one.ref).verdict == "untied":
            others = [other for other in items if other.ref != one.ref]
            assert verdict_of(file, one._replace(labels=(*one.labels, "okr:grow")), *others).goals == (
                "GROW",
            )
