from __future__ import annotations

import pytest

from okrsync.errors import UsageError
from okrsync.steps.goals import narrowed
from tests.builders.world import goals, objective, report_of


@pytest.fixture
def report():
    return report_of(goals(objective("GROW", "KR1", "KR2"), objective("CALM", "KR1")))


def ids(report) -> tuple[list[str], list[str]]:
    return [one.id for one in report.objectives], [one.id for one in report.key_results]


def test_an_objective_comes_with_its_key_results_alone(report):
    assert ids(narrowed(report, "grow")) == (["GROW"], ["GROW.KR1", "GROW.KR2"])


def test_a_key_result_comes_alone(report):
    assert ids(narrowed(report, "Calm.kr1")) == ([], ["CALM.KR1"])


def test_an_unknown_name_is_refused_with_the_nearest(report):
    with pytest.raises(UsageError, match=r"did you mean GROW\.KR2\?"):
        narrowed(report, "GROW.KR22")


def test_a_name_nothing_is_like_is_refused_with_the_cure(report):
    with pytest.raises(UsageError, match="`okrsync goals` lists those of 2026-Q4"):
        narrowed(report, "12345")
