from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from okrsync.core.goals import GoalIssues, Team
from okrsync.core.issued_goals import issued, with_issued
from tests.builders.world import (
    Q3,
    Q4,
    TODAY,
    YEAR,
    done,
    goals,
    item,
    key_result,
    objective,
    report_of,
    verdict_of,
    when,
)

NAMES = {
    "baseline": "Baseline",
    "target": "Target",
    "current": "Current",
    "unit": "Unit",
    "owner": "assignee",
    "team": "Team",
    "cycle": "Quarter",
    "start": "Start date",
    "due": "duedate",
    "status": "status",
}


def spec(*types, source="jira", fields=NAMES):
    return GoalIssues(source, types or ("objective", "key result"), fields, Q4)


def file(*own, types=(), **facts):
    return goals(*own, issues=(spec(*types),), **facts)


def goal(key="OKR-1", /, type_="Objective", **facts):
    return item(key, **({"type": type_, "title": f"Title of {key}"} | facts))


def part(key="OKR-2", /, above="OKR-1", **facts):
    fields = {name: (value,) for name, value in facts.pop("fields", {}).items()}
    return goal(key, "Key Result", **({"parent": f"jira:{above}", "fields": fields} | facts))


def only(found, *items):
    (one,) = issued(found, items).objectives
    return one


class TestShape:
    def test_an_objective_has_the_key_results_below_it(self):
        one = only(file(), goal(), part(), part("OKR-10"), part("OKR-3"), item("ONB-1", parent="jira:OKR-2"))
        assert (one.id, one.title, one.issue, one.is_local) == (
            "OKR-1",
            "Title of OKR-1",
            "jira:OKR-1",
            False,
        )
        assert [each.id for each in one.key_results] == ["OKR-1.OKR-2", "OKR-1.OKR-3", "OKR-1.OKR-10"]

    def test_objectives_stand_in_the_order_of_their_keys(self):
        found = issued(file(), [goal("OKR-10"), goal("OKR-9"), goal("ACME-11"), goal("odd")]).objectives
        assert [one.id for one in found] == ["odd", "ACME-11", "OKR-9", "OKR-10"]

    def test_numbers_come_from_the_fields_the_file_names(self):
        fields = {"Baseline": "9", "Target": "3.5", "Current": "60%", "Unit": " days ", "assignee": "Dana"}
        (one,) = only(file(), goal(), part(fields=fields)).key_results
        assert (one.kind, one.baseline, one.target, one.current, one.unit) == ("metric", 9, 3.5, 60, "days")
        assert (one.owner, one.current_on) == ("Dana", date(2026, 10, 15))

    def test_without_numbers_it_is_a_milestone_reached_with_its_issue(self):
        parts = [part(updated=None), done("OKR-3", type="Key Result", parent="jira:OKR-1")]
        open_, reached = only(file(), goal(), *parts).key_results
        assert (open_.kind, open_.current, open_.current_on) == ("milestone", False, None)
        assert (reached.kind, reached.current) == ("milestone", True)

    @pytest.mark.parametrize("written", ["ten", "nan", "inf"])
    def test_what_is_no_number_is_left_out_and_told(self, written):
        found = issued(file(), [goal(), part(fields={"Target": written, "Baseline": "1"})])
        assert found.objectives[0].key_results[0].target is None
        assert found.doubts == (f"jira:OKR-2 has no number for its target: “{written}”.",)

    def test_fields_without_a_name_in_the_file_are_not_looked_for(self):
        found = goals(issues=(spec(fields={}),))
        one = only(found, goal(fields={"Team": ("web",)}), part(fields={"Target": "3"}))
        assert (one.team, one.key_results[0].target) == (None, None)

    def test_a_security_level_leaves_the_keys_alone(self):
        one = only(file(), goal(is_restricted=True), part())
        assert (one.title, one.key_results[0].title) == ("OKR-1", "OKR-2")
        assert only(file(), goal(title=" ")).title == "OKR-1"

    def test_a_dropped_key_result_is_none_any_more(self):
        assert only(file(), goal(), part(state="dropped")).key_results == ()

    def test_the_team_is_the_fields_else_that_of_the_issue(self):
        found = file(teams=(Team("web", when=when(project="OKR")),))
        assert only(found, goal()).team == "web"
        assert only(found, goal(fields={"Team": ("ops",)})).team == "ops"


class TestHierarchy:
    def test_of_several_types_the_last_is_that_of_key_results(self):
        found = issued(
            file(types=("company goal", "objective", "key result")),
            [
                goal("OKR-1", "Company Goal"),
                goal("OKR-2", parent="jira:OKR-1"),
                part("OKR-3", "OKR-2"),
                part("OKR-4", "OKR-3"),
                goal("OKR-5", parent="jira:OKR-3"),
            ],
        ).objectives
        assert [(one.id, one.parent) for one in found] == [
            ("OKR-1", None),
            ("OKR-2", "OKR-1"),
            ("OKR-5", "OKR-2.OKR-3"),
        ]
        assert [each.id for each in found[1].key_results] == ["OKR-2.OKR-3", "OKR-2.OKR-4"]

    def test_a_key_result_without_an_objective_is_one(self):
        assert only(file(), part()).id == "OKR-2"

    def test_of_one_type_every_second_level_is_key_results(self):
        chain = [
            goal("OKR-1", "Goal"),
            *(goal(f"OKR-{n}", "Goal", parent=f"jira:OKR-{n - 1}") for n in (2, 3)),
        ]
        upper, lower = issued(file(types=("goal",)), chain).objectives
        assert [each.id for each in upper.key_results] == ["OKR-1.OKR-2"]
        assert (lower.id, lower.parent) == ("OKR-3", "OKR-1.OKR-2")

    def test_a_loop_ends(self):
        found = issued(file(), [goal("OKR-1", parent="jira:OKR-2"), goal("OKR-2", parent="jira:OKR-1")])
        assert [one.id for one in found.objectives] == ["OKR-1", "OKR-2"]


class TestCycle:
    def cycle(self, found=None, **facts):
        fields = {name: (value,) for name, value in facts.pop("fields", {}).items()}
        one = only(found or file(), goal(fields=fields, **facts))
        return one.cycle.id if one.has_cycle else None

    def test_a_field_or_a_fix_version_names_it(self):
        assert self.cycle(fields={"Quarter": "2026-q3"}) == "2026-Q3"
        assert self.cycle(milestones=("v1", "2027-H1")) == "2027-H1"

    def test_a_cycle_of_the_file_is_known_too(self):
        push = replace(Q3, id="push")
        assert self.cycle(file(cycles=(push,)), fields={"Quarter": "Push"}) == "push"

    @pytest.mark.parametrize(
        ("start", "due", "cycle"),
        [
            ("2026-10-01", "2026-12-31", "2026-Q4"),
            ("2026-08-01", "2026-12-31T10:00:00.000+0000", "2026-H2"),
            ("2026-02-01", "2026-06-30", "2026-H1"),
            ("2026-02-01", "2026-12-31", "2026"),
            ("2025-02-01", "2026-12-31", "2026-Q4"),
            ("", "2027-02-03", "2027-Q1"),
            ("soon", "", None),
        ],
    )
    def test_else_the_shortest_around_its_days(self, start, due, cycle):
        assert self.cycle(fields={"Start date": start, "duedate": due}) == cycle

    def test_what_ended_without_days_is_of_the_cycle_it_ended_in(self):
        closed = datetime(2026, 8, 1, tzinfo=UTC)
        assert self.cycle(state="done", closed=closed) == "2026-Q3"
        assert self.cycle(state="done") is None

    def test_else_it_is_the_files(self):
        assert only(file(), goal()).cycle == Q4


class TestState:
    @pytest.mark.parametrize(
        ("state", "status", "expected"),
        [
            ("todo", "To Do", "active"),
            ("doing", "In Progress", "active"),
            ("todo", "Proposed", "draft"),
            ("done", "Proposed", "closed"),
            ("dropped", "", "abandoned"),
        ],
    )
    def test_it_follows_the_status(self, state, status, expected):
        assert only(file(), goal(state=state, fields={"status": (status,)})).state == expected


class TestBesideTheFile:
    def test_they_stand_behind_the_files_and_bring_their_cycles(self):
        found = with_issued(file(objective("GROW")), [goal(milestones=("2026",))])
        assert [one.id for one in found.objectives] == ["GROW", "OKR-1"]
        assert found.cycles == (Q4, YEAR)

    def test_twice_is_once(self):
        once = with_issued(file(objective("GROW")), [goal(), part()])
        assert with_issued(once, [goal(), part()]) == once
        assert issued(once, [goal(), part()]).doubts == ()

    def test_where_no_goal_lives_as_an_issue_nothing_changes(self):
        own = goals(objective("GROW"))
        assert with_issued(own, [goal()]) is own
        assert issued(own, [goal()]) == ((), ())

    def test_the_file_wins_over_an_issue_of_its_name_which_stands_for_it(self):
        own = file(objective("okr-1", "KR1"))
        (one,) = with_issued(own, [goal(), part()]).objectives
        assert (one.id, one.issue) == ("okr-1", "jira:OKR-1")
        assert [each.id for each in one.key_results] == ["okr-1.KR1"]
        (doubt,) = issued(own, [goal()]).doubts
        assert doubt == "jira:OKR-1 has the name of a goal of the file, which counts in its place."

    def test_of_two_sites_with_one_name_the_first_wins(self):
        found = issued(
            goals(issues=(spec(), spec(source="other"))), [goal(), goal(source="other", title="Another")]
        )
        assert [one.title for one in found.objectives] == ["Title of OKR-1"]
        assert found.doubts == ("other:OKR-1 has the name of jira:OKR-1, which counts in its place.",)


class TestTying:
    def test_a_parent_chain_leads_to_the_key_result(self):
        chain = [item("ONB-2", parent="jira:ONB-1"), item("ONB-1", parent="jira:OKR-2", kind="epic")]
        found = verdict_of(file(), *chain, goal(), part())
        assert (found.verdict, found.goals) == ("tied", ("OKR-1.OKR-2",))
        (first, *_) = found.evidence
        assert (first.level, first.rule, first.text) == ("inherited", "goal issue", "jira:OKR-2")
        assert first.path == ("jira:ONB-2", "jira:ONB-1", "jira:OKR-2")

    def test_a_label_names_it_by_its_key(self):
        for label in ("okr:okr-1.okr-2", "okr:OKR-2"):
            assert verdict_of(file(), item(labels=(label,)), goal(), part()).goals == ("OKR-1.OKR-2",)

    def test_work_below_a_dropped_key_result_serves_the_objective(self):
        found = verdict_of(file(), item(parent="jira:OKR-2"), goal(), part(state="dropped"))
        assert found.goals == ("OKR-1",)

    def test_it_may_be_the_parent_of_a_goal_of_the_file(self):
        found = report_of(file(objective("GROW", parent="OKR-1.OKR-2")), goal(), part())
        assert {one.id: one.parent for one in found.objectives}["GROW"] == "OKR-1.OKR-2"

    def test_goals_are_no_work(self):
        found = report_of(file(), item(parent="jira:OKR-1"), goal(effort=8.0), goal("OKR-9"))
        assert found.coverage.counted == 1
        assert found.coverage.not_counted.excluded == 2
        assert found.coverage.effort.counted == 1

    def test_where_they_could_not_be_read_a_verdict_is_incomplete(self):
        stale = verdict_of(file(), item(labels=("okr:okr-1",)), unreachable=["jira"])
        assert (stale.verdict, stale.incomplete, stale.is_blind) == ("stale", ("jira",), True)
        assert verdict_of(goals(), item(), unreachable=["jira"]).incomplete == ()


class TestReport:
    def test_nobody_has_to_check_in_a_milestone(self):
        found = report_of(file(), goal(), part())
        assert found.key_results[0].status != "outdated"

    def test_the_current_value_counts_and_comes_from_the_tracker(self):
        fields = {"Baseline": "0", "Target": "10", "Current": "5"}
        found = report_of(file(), goal(), part(fields=fields), as_of=TODAY)
        (one,) = found.key_results
        assert (one.id, one.current, one.source) == ("OKR-1.OKR-2", 5, "auto")
        assert one.progress.value == 0.5

    def test_one_of_the_file_is_still_told_by_people(self):
        own = file(objective("GROW", key_result("GROW.KR1", current=5)))
        (one,) = report_of(own, goal()).key_results
        assert one.source == "manual"


def test_a_source_without_any_is_told():
    found = issued(file(), [item()])
    assert found.doubts == ("jira has no issue of the types objective, key result: check goal_types.",)
