from datetime import date

import pytest

from okrsync.core.cycles import Cycle
from okrsync.core.goals import Goals, KeyResult, Objective
from okrsync.core.judging import Judgement
from okrsync.core.report import Evidence, Suggestion
from okrsync.render.answers import Answers
from tests.fakes.work import item

CYCLE = Cycle("2026-Q4", date(2026, 10, 1), date(2026, 12, 31))
GOALS = Goals(
    objectives=(
        Objective("GROW", "Grow in peace", CYCLE, key_results=(KeyResult("GROW.KR1", "Faster reports"),)),
        Objective("AWAY", "From another repository", CYCLE, is_local=False),
        Objective("DEAL", "Buy a rival", CYCLE, is_confidential=True),
    )
)
TITLES = ("Grow in peace", "Faster reports", "From another repository", "Buy a rival")


def answers(**facts):
    return Answers({"github": "github", "jira": "jira"}, GOALS, "okr:snooze", **facts)


def asked(ref, **facts):
    likely = tuple(Suggestion(goal, 0.5, "why") for goal in ("GROW", "GROW.KR1", "AWAY", "DEAL"))
    known = {"goals": (), "evidence": (), "incomplete": (), "team": None, "is_draft_only": False}
    return Judgement(item(ref), "untied", suggestions=likely, **{**known, "not_counted": None, **facts})


@pytest.mark.parametrize(
    ("ref", "facts", "shown"),
    [
        ("github:acme/web#1", {}, ()),
        ("github:acme/web#1", {"here": "Acme/Web"}, TITLES[:2]),
        ("github:acme/web#1", {"here": "acme/goals"}, ()),
        ("github:acme/web#1", {"private": ["Acme/web"]}, TITLES[:3]),
        ("github:acme/web#1", {"shows_titles": True}, TITLES[:3]),
        ("jira:ONB-1", {}, TITLES[:3]),
    ],
)
def test_strangers_read_ids_and_only_those_who_may_read_titles(ref, facts, shown):
    text = answers(**facts).write(asked(ref), "Do it.", is_asked=True)
    assert tuple(title for title in TITLES if title in text) == shown
    assert "DEAL" in text


def test_each_tracker_is_answered_in_its_own_markup():
    assert answers().write(asked("github:acme/web#1"), None, is_asked=True).startswith("<!-- okrsync:v1")
    assert answers().write(asked("jira:ONB-1"), None, is_asked=True).startswith("*Which goal")


def test_an_item_that_needs_none_any_more_gets_one_line():
    settled = asked("jira:ONB-1")._replace(verdict="tied", goals=("GROW",))
    assert answers().write(settled, None, is_asked=False) == "(/) It serves GROW: by default.\n"


def test_strangers_read_no_label_of_an_item_from_elsewhere():
    path = ("github:acme/web#1", "jira:ONB-7")
    stale = asked("github:acme/web#1")._replace(
        verdict="stale", evidence=(Evidence("inherited", "OLD", None, 'label "secret"', path),)
    )
    assert "secret" not in answers().write(stale, None, is_asked=True)
    assert "secret" in answers(private=["acme/web"]).write(stale, None, is_asked=True)
