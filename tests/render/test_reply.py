from __future__ import annotations

import re

import pytest
from markdown_it import MarkdownIt

from okrsync.core.comments import ANSWER, MARKER
from okrsync.render.capping import GITHUB_LIMIT
from okrsync.render.comment import LikelyGoal
from okrsync.render.reply import ReplyText, with_answer
from tests.builders.golden import golden
from tests.builders.report import HOSTILE

COMMENT = f"{MARKER} -->\n✅ It serves GROW: it says so.\n"
NASTY = f"{HOSTILE} GH-2 acme/web#3 https://github.com/acme/web/issues/4 </details> ![x](y) {ANSWER}"
GOALS = (
    LikelyGoal("GROW", "New teams reach value in their first week", ""),
    LikelyGoal("GROW.KR1", None, ""),
)

ANSWERS = {
    "waived": ReplyText("waived", "dana", reason="a spike, thrown away by design", label="okr:none"),
    "outweighed": ReplyText("outweighed", "dana", label="okr:grow"),
    "conflicting": ReplyText("conflicting", "dana", label="okr:grow"),
    "why": ReplyText("why", "dana", chain=('named GROW: label "okr:grow"', 'by a rule CALM: label "ops"')),
    "why.nothing": ReplyText("why", "dana"),
    "help": ReplyText("help", "dana", goals=GOALS),
    "help.nothing": ReplyText("help", "dana"),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_each_answer_looks_as_it_did(name):
    text = with_answer(COMMENT, ANSWERS[name])
    assert text == golden(f"answer.{name}.md", text)


@pytest.mark.parametrize("kind", ["waived", "outweighed", "conflicting", "why", "help"])
def test_hostile_words_stay_words(kind):
    text = ReplyText(kind, NASTY, NASTY, NASTY, (NASTY,), (LikelyGoal(NASTY, NASTY, ""),))
    body = with_answer(COMMENT, text)
    assert body.count(ANSWER) == 1
    shown = re.sub("<code>.*?</code>", "", MarkdownIt("commonmark").render(body.partition(ANSWER)[2]))
    assert "<script" not in shown
    assert "<img" not in shown
    assert "<a " not in shown
    assert not re.search(r"[@#]\w", shown)


def test_an_answer_stays_within_what_github_takes():
    text = ReplyText("why", "dana", chain=tuple(f"rule {number} " + "🚀" * 300 for number in range(200)))
    assert len(with_answer(COMMENT, text).encode("utf-16-le")) / 2 <= GITHUB_LIMIT


def test_the_words_are_the_users_to_change(tmp_path):
    (tmp_path / "answer.md").write_text("{{ answer.kind }}: {{ answer.by }}")
    assert with_answer(COMMENT, ANSWERS["waived"], templates=tmp_path).endswith(f"{ANSWER}\nwaived: dana\n")
