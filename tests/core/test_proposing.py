from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsync.core.proposing import Proposals, propose
from okrsync.core.surveying import Survey, Tally


def labels(*names: str, items: int = 9) -> Survey:
    return Survey(99, labels=tuple(Tally(name, items, 1) for name in names))


def epics(*titles: str) -> tuple[Tally, ...]:
    return tuple(Tally(title, 9, 1, f"jira:ONB-{number}") for number, title in enumerate(titles))


def ids(found: Proposals) -> list[str]:
    return [one.id for one in found.goals]


def test_nothing_is_proposed_from_nothing():
    assert propose(Survey(0)) == Proposals()


def test_labels_that_name_goals_already_come_first():
    found = propose(Survey(9, labels("okr:grow", "okr:calm").labels, epics("Signup"), epics("v1")))
    assert ids(found) == ["GROW", "CALM"]
    assert [one.id for one in found.others] == ["SIGNUP", "V1"]


def test_the_labels_that_steer_and_key_results_name_no_objective():
    assert ids(propose(labels("okr:none", "okr:snooze", "okr:grow.kr1", "okr:", "OKR:Grow", "okr:grow"))) == [
        "GROW"
    ]


def test_parents_come_before_milestones_and_these_before_labels():
    every = Survey(9, labels("growth").labels, epics("Signup"), epics("v1"))
    assert [one.kind for one in propose(every).goals] == ["epic"]
    assert [one.kind for one in propose(every._replace(epics=())).goals] == ["milestone"]
    assert [one.kind for one in propose(labels("growth")).goals] == ["label"]
    assert [one.kind for one in propose(every).others] == ["milestone", "label"]


def test_a_milestone_that_no_condition_can_name_is_no_goal():
    assert propose(Survey(9, milestones=(Tally(" ", 9, 1), Tally("re: all", 9, 1)))).goals == ()
    assert len(propose(Survey(9, milestones=epics("re: all"))).goals) == 1


def test_more_than_five_goals_are_none_and_the_next_wait():
    many = epics(*(f"Epic {number}" for number in range(20)))
    found = propose(Survey(9, labels(*"abcdefgh").labels, epics=many, milestones=many))
    assert len(found.goals) == 5
    assert [one.kind for one in found.others] == ["epic"] * 5 + ["milestone"] * 5 + ["label"] * 5


@pytest.mark.parametrize(
    "name",
    [
        *(
            "bug",
            "Bug",
            "enhancement",
            "good first issue",
            "P1",
            "priority/high",
            "type: feature",
            "status: ready",
        ),
        *("needs-triage", "size/XL", "kind/bug", "won't fix", "wontfix", "S", "docs", "C-bug", "re:.*", " "),
    ],
)
def test_labels_for_kind_urgency_and_progress_are_no_goals(name):
    assert propose(labels(name)).goals == ()


@pytest.mark.parametrize("name", ["onboarding", "area/signup", "growth", "team: web", "prior art", "bugfree"])
def test_other_labels_may_be(name):
    assert propose(labels(name)).goals[0].title == name


def test_a_label_hardly_used_is_no_goal():
    assert propose(labels("onboarding", items=2)).goals == ()


def test_upkeep_serves_no_goal_and_is_legitimate():
    found = propose(labels("dependencies", "onboarding", "type: chore", "Security"))
    assert found.upkeep == ("dependencies", "type: chore", "Security")
    assert ids(found) == ["ONBOARDING"]


def test_ids_are_short_and_like_no_other():
    titles = (
        "Signup in one step",
        "Signup for every team there is",
        "v1.0",
        "The new way to pay",
        "!?",
        "Help",
        "Überblick",
    )
    found = propose(Survey(9, epics=epics(*titles)))
    assert [one.id for one in (*found.goals, *found.others)] == [
        "SIGNUP",
        "SIGNUP-2",
        "V1-0",
        "WAY",
        "GOAL",
        "HELP-2",
        "ÜBERBLICK",
    ]


def test_titles_stand_on_one_line_and_have_an_end():
    (one,) = propose(Survey(9, epics=epics("Signup\n in one  step " + "x" * 200))).goals
    assert one.title.startswith("Signup in one step xx")
    assert len(one.title) == 140


def test_a_title_without_a_word_is_called_by_what_it_is():
    assert propose(Survey(9, epics=epics(" "))).goals[0].title == "epic"


@given(st.lists(st.text(), max_size=12), st.lists(st.text(), max_size=12))
def test_ids_are_unique_and_writable_whatever_the_titles(titles, names):
    found = propose(Survey(9, labels(*(f"okr:{name}" for name in names)).labels, epics(*titles)))
    every = [one.id for one in (*found.goals, *found.others)]
    assert len({one.casefold() for one in every}) == len(every)
    assert all(one and not any(sign.isspace() or sign in ".," for sign in one) for one in every)
