from __future__ import annotations

from dataclasses import replace

import pytest

from okrsync.core.commands import CarriedOut, Command
from okrsync.core.comments import ANSWER
from okrsync.core.judging import judge
from okrsync.core.labels import Label
from okrsync.core.rules import Waiver
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


def offered(about, *, step="Add a label.", **how) -> tuple[tuple[str, ...], bool]:
    (judgement,) = judge([about], how["file"], cycle=Q4, as_of=TODAY, refs=[about.ref])
    answers = Answers(TYPES, how["file"], "okr:snooze", live=how["live"])
    text = answers.text(judgement, step)
    return text.choices, text.has_more_choices


def test_where_no_goal_is_likely_a_few_objectives_are_named():
    file = goals(*(objective(f"G{number}", "KR1") for number in range(6)))
    live = [name for number in range(6) for name in (f"G{number}", f"G{number}.KR1")]
    typo = pull_request("github:acme/web#5", title="Typo")
    assert offered(typo, file=file, live=live) == (("G0", "G1", "G2", "G3", "G4"), True)
    assert offered(typo, file=file, live=live[:2]) == (("G0",), False)
    stale = typo._replace(labels=("okr:quite-another",))
    assert offered(stale, file=file, live=live[:2]) == (("G0",), False)


def test_no_goals_are_named_to_work_that_has_one_too_many_or_no_step():
    file = goals(objective("GROW"), objective("OPS"))
    typo = pull_request("github:acme/web#5", title="Typo")
    both = typo._replace(labels=("okr:grow", "okr:ops"))
    assert offered(both, file=file, live=["GROW", "OPS"]) == ((), False)
    assert offered(typo, step=None, file=file, live=["GROW"]) == ((), False)


def answered(about, verb: str, *, file=FILE, **how) -> str:
    (judgement,) = judge([about], file, cycle=Q4, as_of=TODAY, refs=[about.ref])
    answers = Answers(TYPES, file, "okr:snooze", **how)
    comment = answers.write(judgement, None, is_asked=True)
    return answers.answer(comment, judgement, CarriedOut(Command(verb), "dana"))


def test_an_answer_stands_below_the_comment_and_nothing_where_there_is_none_to_give(signup):
    assert ANSWER in answered(signup, "why")
    done = CarriedOut(Command("tie", "GROW"), "dana", Label("okr:grow", "", "GROW"))
    tied = signup._replace(labels=("okr:grow",))
    (judgement,) = judge([tied], FILE, cycle=Q4, as_of=TODAY, refs=[tied.ref])
    assert Answers(TYPES, FILE, "okr:snooze").answer("As before", judgement, done) == "As before"


def test_help_in_public_names_goals_by_id_alone(signup):
    told = answered(signup, "help", live=["GROW", "SECRET"])
    assert "- `GROW`\n- `SECRET`" in told
    assert "Signup takes a minute" in answered(signup, "help", live=["GROW"], shows_titles=True)
    assert "Title of SECRET" not in answered(signup, "help", live=["SECRET"], shows_titles=True)


def test_help_names_forty_goals_at_most(signup):
    told = answered(signup, "help", live=[f"G{number}" for number in range(41)])
    assert "- `G39`\n- … and more" in told
    assert "more" not in answered(signup, "help", live=["G1"]).partition(ANSWER)[2]


def test_why_in_public_keeps_what_the_file_says_of_the_item_to_itself(signup):
    waived = replace(FILE, waivers=(Waiver(signup.ref, "The board said so"),))
    assert "The board said so" not in answered(signup, "why", file=waived)
    assert "The board said so" in answered(signup, "why", file=waived, private=["acme/web"])
