import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsync.render.escape_wiki import escape_wiki, monospaced
from okrsync.render.one_line import one_line

SPECIAL = r"-#*_+?^~|%{}[]()!@"
PIECES = [
    *SPECIAL,
    "\\",
    "[~admin]",
    "{code}",
    "!x.png!",
    "https://",
    "\n",
    "h1. ",
    "bq. ",
    ":D",
    "<b>",
    "a",
    " ",
]
titles = st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map("".join))


@given(titles)
def test_every_special_character_stands_behind_one_backslash(title):
    written = escape_wiki(title)
    bare = re.sub(rf"(?<!\\)\\[{re.escape(SPECIAL)}]", "", written)
    assert not set(bare) & set(SPECIAL)
    assert "\\\\" not in written


@given(titles)
def test_a_title_reads_as_it_was_written(title):
    shown = re.sub(rf"\\([{re.escape(SPECIAL)}])", r"\1", escape_wiki(title))
    assert shown.replace("\u200b", "") == one_line(title).replace("\u200b", "")


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("[~admin]", r"\[\~admin\]"),
        ("{panel}", r"\{panel\}"),
        (r"C:\temp\*", "C:\\\u200btemp\\\u200b\\*"),
        ("see https://x.example", "see https:\u200b//x.example"),
        ("h1. Big", "h1\u200b. Big"),
        ("well :D", "well :\u200bD"),
    ],
)
def test_what_jira_would_act_on_is_broken_up(title, written):
    assert escape_wiki(title) == written


def test_a_name_to_be_copied_has_nothing_invisible_in_it():
    assert monospaced("okr:grow") == "{{okr:grow}}"
    assert monospaced("") == ""
