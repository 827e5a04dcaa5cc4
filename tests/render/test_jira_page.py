"""Our comment in Jira's wiki markup: whatever was written into it adds no markup of its own."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsync.render.comment import CommentText, LikelyGoal, jira_comment
from okrsync.trackers.jira.marking import is_signed

HARMFUL = (
    "[~admin] [~accountid:5b10a2844c20165700ede21g]",
    "{code}",
    "{quote}{noformat}{panel:title=x}{color:red}",
    "{anchor:okrsync:v1 }",
    "!https://evil.example/pixel.gif!",
    "!x.png|width=1!",
    "[click|https://evil.example]",
    "[^secret.pdf]",
    "[ONB-1]",
    "https://evil.example",
    "mailto:dana@acme.example",
    "www.example.com",
    "h1. Heading",
    "bq. quoted",
    "# one\n* two\n- three",
    "|| head || head ||",
    "----",
    "*bold* _it_ -gone- +new+ ^up^ ~down~ ??cite??",
    "\\",
    "\\\\",
    "a \\",
    "\\[x|y\\]",
    "&#91;~admin&#93;",
    "(/) (x) :) ;)",
    "@dana",
)
texts = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(HARMFUL), max_size=4).map(" ".join))


def asked(title, reason):
    return jira_comment(
        CommentText("untied", "It names no goal.", suggestions=(LikelyGoal("G", title, reason),))
    )


def markup(wiki):
    """What Jira acts on: the special signs that stand behind no backslash, line by line."""
    bare = re.sub(r"\\[-#*_+?^~|%{}\[\]()!@\u200b]", "", wiki)
    return [re.findall(r"[-#*_+?^~|%{}\[\]()!@\\]", line) for line in bare.splitlines()]


@given(texts, texts)
def test_no_title_and_no_reason_adds_any_markup(title, reason):
    assert markup(asked(f"x{title}", f"x{reason}")) == markup(asked("x", "x"))


@pytest.mark.parametrize("harmful", HARMFUL)
def test_no_mention_macro_link_or_image_comes_out_of_one(harmful):
    shown = asked(harmful, harmful)
    assert not re.search(r"(?<!\\)\[~|(?<!\\)\[[^\]]*\||(?<!\\)!\S|(?<![\\{])\{(?!\{)", shown)
    assert not re.search(r"(?i)\w://|mailto:\w|www\.", shown)


def test_the_last_line_tells_that_it_is_ours():
    assert is_signed(asked("Title", "reason"))
    assert is_signed(jira_comment(CommentText("stale", "Gone.", snooze_label="x")).replace("\n", "\r\n"))
    assert not is_signed("Question\n_okrsync keeps this one comment up to date_ – but why?")
    assert not is_signed("")
