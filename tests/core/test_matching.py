"""Conditions: values, globs, expressions, and the dimensions they are asked in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsync.core.matching import Matcher, predicate
from tests.builders.world import item, when

DERIVED = {"epic": lambda _: ("jira:ONB-9", "ONB-9", "Faster"), "team": lambda _: ("growth", "product")}
ONE = item(
    type="Story",
    labels=("team/growth", "UX"),
    components=("Signup (web)",),
    milestones=("v2.0",),
    title="Faster first report",
    fields={"Work Type": ("Feature", "Debt")},
)


def holds(**conditions):
    return bool(Matcher([when(**conditions)], DERIVED).matches(ONE))


@pytest.mark.parametrize(
    "conditions",
    [
        {"source": "jira"},
        {"project": "onb"},
        {"type": "story"},
        {"type": "issue"},
        {"label": "ux"},
        {"component": "signup (web)"},
        {"milestone": "V2.0"},
        {"epic": "ONB-9"},
        {"epic": "faster"},
        {"team": "product"},
        {"title": "*first*"},
        {"field_work type": "feature"},
        {"label": ["nothing", "ux"]},
        {"label": "team/*", "component": "Signup*"},
        {"milestone": "v?.0"},
        {"title": "re:^faster.*report$"},
        {"title": "re:first"},
    ],
    ids=str,
)
def test_a_condition_holds(conditions):
    assert holds(**conditions)


@pytest.mark.parametrize(
    "conditions",
    [
        {"label": "team"},
        {"label": "u"},
        {"component": "Signup"},
        {"component": "Signup [web]"},
        {"milestone": "v2_0"},
        {"title": "first"},
        {"field_nothing": "*"},
        {"label": "ux", "project": "OPS"},
        {"title": "re:^first"},
    ],
    ids=str,
)
def test_a_condition_does_not_hold(conditions):
    assert not holds(**conditions)


def test_matches_come_in_the_order_of_the_list_once_each():
    both = when(label="ux") + when(project="ONB")
    found = Matcher([when(label="no"), both, when(source="jira")], DERIVED).matches(ONE)
    assert [(match.rule, match.alternative) for match in found] == [(1, 0), (2, 0)]


def test_the_same_question_gets_the_same_answer_twice():
    matcher = Matcher([when(title="re:first")], DERIVED)
    assert matcher.matches(ONE) == matcher.matches(ONE) != []
    assert matcher.matches(item(title="other")) == []


@given(st.text(max_size=20))
def test_a_value_without_wildcards_matches_itself_in_any_case(text):
    plain = text.replace("*", "").replace("?", "").removeprefix("re:")
    holds = predicate((plain,))
    assert holds(plain)
    assert holds(plain.casefold())
    assert not holds(plain + "x")


@given(st.text(max_size=20), st.text(max_size=20))
def test_a_star_matches_any_rest(start, rest):
    plain = start.replace("*", "").replace("?", "").removeprefix("re:")
    assert predicate((plain + "*",))(plain + rest)
