"""The sample's drafts show what lint finds; its goals of this quarter are sound."""

from __future__ import annotations

from functools import cache

import pytest

from okrsync.core.linting.catalogue import CATALOGUE
from okrsync.core.linting.draft import Draft
from okrsync.core.linting.linting import Linted, lint
from okrsync.core.linting.seen import Seen
from tests.sample.test_sample import AS_OF, configuration, items

# What needs more than a folder of files: the history of values, and that of the file itself.
ELSEWHERE = {"R2", "R3"}


@cache
def linted() -> Linted:
    goals, cycle = configuration().goals(AS_OF), configuration().cycle(AS_OF)
    return lint(Draft(goals, cycle, AS_OF, seen=Seen(items(), goals, cycle, AS_OF)))


@pytest.mark.parametrize("rule", [rule for rule in CATALOGUE if rule not in ELSEWHERE])
def test_every_rule_finds_something(rule: str) -> None:
    assert [one for one in linted().findings if one.id == rule]


def test_a_finding_is_silenced_with_its_reason() -> None:
    assert [(left.finding.id, left.finding.goal) for left in linted().silenced] == [("K11", "EASY")]


def test_what_people_work_for_now_has_no_error() -> None:
    files = {configuration().origin(one.path).file for one in linted().findings if one.level == "error"}
    assert {place.rpartition("/")[2] for place in files} <= {"next.toml", "last.toml", "product.toml"}
