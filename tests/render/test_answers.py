from __future__ import annotations

from dataclasses import replace

import pytest

from okrsync.core.judging import judge
from okrsync.render.answers import Answers
from tests.builders.world import Q4, TODAY, goals, item, objective, pull_request

FILE = goals(objective("GROW", title="Signup takes a minute"), objective("SECRET", is_confidential=True))
TYPES = {"github": "github", "jira": "jira"}


def asked(about, *, step: str | None = None, is_asked: bool = True, file=FILE, **how) -> str:
    (judgement,) = judge([about], file, cycle=Q4, as_of=TODAY, refs=[about.ref])
    return Answers(TYPES, file, "okr:snooze", **how).write(judgement, step, is_asked=is_asked)


@pytest.fixture
def signup():
    return pull_request("acme/web#12", title="Signup in a minute")


def test_a_public_repository_reads_ids_alone(signup):
    words = asked(signup)
    assert "GROW" in words
    assert "Signup takes a minute" not in words


def test_the_repositorys_own_goals_keep_their_titles_there(signup):
    assert "Signup takes a minute" in asked(signup, here="Acme/Web")
    assert "Signup takes a minute" not in asked(signup, here="acme/okrs")


def test_goals_from_elsewhere_do_not(signup):
    elsewhere = goals(replace(FILE.objectives[0], is_local=False))
    assert "Signup takes a minute" not in asked(signup, file=elsewhere, here="acme/web")


def test_a_private_repository_reads_titles(signup):
    assert "Signup takes a minute" in asked(signup, private=["acme/web"])


def test_the_file_may_allow_titles(signup):
    assert "Signup takes a minute" in asked(signup, shows_titles=True)


def test_jira_reads_titles_in_its_own_markup():
    words = asked(item("ONB-7", title="Signup in a minute"), step='Add the label "okr:grow".')
    assert "Signup takes a minute" in words
    assert "{{okr:grow}}" in words


def test_a_confidential_title_is_shown_nowhere():
    words = asked(item("ONB-7", title="Title of SECRET"), shows_titles=True)
    assert "Title of SECRET" not in words


def test_what_takes_the_question_back_is_one_line(signup):
    words = asked(signup._replace(labels=("okr:grow",)), is_asked=False)
    assert words.startswith("<!-- okrsync:v1")
    assert len(words.strip().splitlines()) == 2
    words = asked(item("ONB-7", labels=("okr:grow",)), is_asked=False)
    assert len(words.strip().splitlines()) == 1
