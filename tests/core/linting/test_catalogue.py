"""The catalogue and the page that is made of it."""

from __future__ import annotations

import re
from pathlib import Path

from okrsync.core.linting.catalogue import CATALOGUE
from okrsync.core.linting.registry import RULES

PAGE = (Path(__file__).parents[3] / "docs" / "lint.md").read_text(encoding="utf-8")
FAMILIES = {"O": 10, "K": 12, "A": 6, "R": 5, "M": 5, "D": 1}


def test_every_rule_of_the_method_is_there_once():
    expected = [f"{family}{number}" for family, most in FAMILIES.items() for number in range(1, most + 1)]
    assert list(CATALOGUE) == expected
    assert [rule.id for rule in RULES] == expected


def test_the_page_has_each_rule_with_its_level_its_reason_and_what_is_better():
    sections = {part.split(":", 1)[0]: part for part in re.split(r"^### ", PAGE, flags=re.MULTILINE)[1:]}
    assert list(sections) == list(CATALOGUE)
    for name, words in CATALOGUE.items():
        quoted = set(re.findall(r'"[^"]+"', words.example))
        for said in (f": {words.title}\n", f"**{words.level}**", words.why, *quoted):
            assert said in sections[name], name
        assert quoted or words.example in sections[name], name


def test_each_rule_says_everything_on_one_line():
    for words in CATALOGUE.values():
        assert all(text and "\n" not in text for text in words)
