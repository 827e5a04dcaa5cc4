from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from okrsync.core.goals import Value
from okrsync.core.measures import Measure
from tests.builders.lint import flaws, guard, levels, metric, paths, sound


def about(rule, *parts, **facts):
    return [goal for goal, _ in flaws(rule, sound("GROW", *parts, **facts))]


def several(number):
    return [metric(f"GROW.KR{place}") for place in range(1, number + 1)]


class TestHowMany:
    def test_none_is_an_error(self):
        bare = replace(sound(), key_results=())
        assert levels("K1", bare) == ["error"]
        assert flaws("K1", bare)[0][0] == "GROW"

    def test_one_is_worth_a_warning(self):
        assert levels("K1", sound("GROW", *several(1))) == ["warning"]

    def test_two_to_five_are_good(self):
        assert not about("K1", *several(2)) + about("K1", *several(5))

    def test_six_are_an_error_at_the_sixth(self):
        assert levels("K1", sound("GROW", *several(6))) == ["error"]
        assert paths("K1", sound("GROW", *several(6))) == [("objectives", 0, "key_results", 5, "id")]
        assert about("K1", *several(6)) == ["GROW"]


class TestComplete:
    def test_a_metric_has_baseline_target_and_unit(self):
        bare = metric(baseline=None, target=None, unit=None)
        assert flaws("K2", sound("GROW", bare)) == [("GROW.KR1", "baseline and target and unit are missing")]
        assert flaws("K2", sound("GROW", metric(unit=None))) == [("GROW.KR1", "unit is missing")]

    def test_an_issue_may_say_its_unit_in_its_title(self):
        assert not about("K2", metric(unit=None, issue="jira:OKR-2"))

    def test_an_unknown_baseline_is_to_be_measured_first(self):
        assert not about("K2", metric(baseline=None))
        assert levels("K4", sound("GROW", metric(baseline=None))) == ["info"]

    def test_where_a_value_is_known_it_was_measured_and_is_missing(self):
        goal = sound("GROW", metric(baseline=None, current=5))
        assert flaws("K2", goal) == [("GROW.KR1", "baseline is missing")]
        assert flaws("K4", goal) == [
            ("GROW.KR1", "the baseline is unknown: write down what was measured first")
        ]

    @pytest.mark.parametrize("kind", ["guardrail", "range"])
    def test_a_corridor_has_a_bound(self, kind):
        bare = {"kind": kind, "baseline": None, "target": None}
        assert about("K2", metric(**bare)) == ["GROW.KR1"]
        assert not about("K2", metric(**bare, min=1)) + about("K2", metric(**bare, max=1))

    def test_an_ordinal_has_levels(self):
        assert about("K2", metric(kind="ordinal", levels=("good",))) == ["GROW.KR1"]
        assert not about("K2", metric(kind="ordinal", levels=("bad", "good")))

    def test_a_milestone_needs_no_more(self):
        assert not about("K2", metric(kind="milestone", baseline=None, target=None, unit=None))


class TestDirection:
    def test_baseline_and_target_differ(self):
        assert flaws("K3", sound("GROW", metric(baseline=5, target=5))) == [
            ("GROW.KR1", "baseline and target are both 5")
        ]

    def test_the_title_says_where_the_numbers_go(self):
        falls = metric(title="Open complaints fall", baseline=5, target=20)
        (found,) = flaws("K3", sound("GROW", falls))
        assert found == ("GROW.KR1", "the title says otherwise, but the value rises from 5 to 20")
        assert not about("K3", replace(falls, target=2))

    def test_numbers_in_the_title_count_too(self):
        assert about("K3", metric(title="Wait goes from 9 to 3 days", baseline=3, target=9)) == ["GROW.KR1"]

    def test_a_title_that_says_nothing_contradicts_nothing(self):
        assert not about("K3", metric(title="Owners who are content", baseline=9, target=3))


class TestTasks:
    def test_a_task_is_no_outcome(self):
        assert about("K5", metric(title="Publish twelve posts")) == ["GROW.KR1"]

    def test_a_key_result_of_work_measures_work(self):
        assert paths("K5", sound("GROW", metric(kind="work"))) == [
            ("objectives", 0, "key_results", 0, "kind")
        ]


class TestIndicators:
    def test_one_kind_alone_is_told(self):
        leading = metric(indicator="leading")
        assert flaws("K6", sound("GROW", leading, metric("GROW.KR2"))) == [
            ("GROW", "it has leading indicators, and no lagging one")
        ]
        assert "no leading one" in flaws("K6", sound("GROW", replace(leading, indicator="lagging")))[0][1]

    def test_both_are_good_and_so_is_no_tag(self):
        both = (metric(indicator="leading"), metric("GROW.KR2", indicator="lagging"))
        assert not about("K6", *both) + about("K6", *several(2))


class TestGuardrails:
    growth = metric(title="Sign-ups grow from 40 to 60", unit="a month")

    def test_growth_without_one_is_told_once(self):
        again = replace(self.growth, id="GROW.KR2")
        assert about("K7", metric("GROW.KR0"), self.growth, again) == ["GROW.KR1"]

    def test_growth_with_one_is_good(self):
        assert not about("K7", self.growth, guard())

    def test_quality_needs_none(self):
        assert not about("K7", metric(title="Owners who stay rise from 40 to 60 percent"))

    def test_milestones_ask_for_nothing_more(self):
        assert not about("K7", replace(self.growth, kind="milestone"))


class TestWeights:
    def test_none_is_below_zero(self):
        assert about("K8", metric(weight=-1), metric("GROW.KR2")) == ["GROW.KR1"]
        assert about("K8", weight=-1) == ["GROW"]

    def test_not_all_are_zero(self):
        zero = [metric(weight=0), metric("GROW.KR2", weight=0), guard()]
        assert about("K8", *zero) == ["GROW"]
        assert not about("K8", metric(weight=0), metric("GROW.KR2"))

    def test_guardrails_alone_have_nothing_to_weigh(self):
        assert not about("K8", guard(weight=0))


class TestOrigins:
    def test_somebody_checks_in_or_something_measures(self):
        assert about("K9", metric(), owner=None) == ["GROW.KR1"]
        assert not about("K9", metric(owner="kim"), owner=None)
        assert not about("K9", metric(measure=Measure("count", path="numbers.csv")), owner=None)
        assert not about("K9", metric(kind="work"), owner=None)


class TestMilestones:
    def test_they_are_at_most_half(self):
        done = [metric(f"GROW.M{place}", kind="milestone") for place in range(2)]
        assert about("K10", *done, metric()) == ["GROW"]
        assert not about("K10", *done, *several(2))


class TestConfidence:
    @pytest.mark.parametrize(
        ("confidence", "word"),
        [(0.95, "sandbagging"), (0.2, "fantasy"), (0.8, "ambitious"), (0.3, "ambitious")],
    )
    def test_a_mean_outside_of_the_corridor_is_a_warning(self, confidence, word):
        goal = sound("GROW", metric(confidence=confidence), metric("GROW.KR2"))
        assert word in flaws("K11", goal)[0][1]
        assert levels("K11", goal) == ["warning"]

    def test_the_bounds_are_good_and_computing_does_not_blur_them(self):
        tenths = (0.1, 0.7), (0.7, 0.8)  # the first mean is a hair below 0.4 to a computer
        for one, other in tenths:
            goal = sound("GROW", metric(confidence=one), metric("GROW.KR2", confidence=other))
            assert not flaws("K11", goal)
        assert "ambitious" in flaws("K11", sound("GROW", metric(confidence=0.9)))[0][1]
        assert "ambitious" in flaws("K11", sound("GROW", metric(confidence=0.25)))[0][1]

    @pytest.mark.parametrize("confidence", [0.4, 0.6, 0.75, None])
    def test_a_mean_inside_is_good_and_so_is_silence(self, confidence):
        assert not about("K11", metric(confidence=confidence))

    def test_the_first_check_in_tells_it_too(self):
        history = {
            ("2026-Q4", "GROW.KR1"): (
                Value(date(2026, 10, 2), 40, "check-in"),
                Value(date(2026, 10, 9), 41, "check-in", confidence=0.95),
                Value(date(2026, 10, 16), 42, "check-in", confidence=0.5),
            )
        }
        assert flaws("K11", sound("GROW", metric()), histories=history)
