from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from okrsync.config.mistakes import Mistake, cure, dotted, nearest, quoted


def test_a_mistake_reads_from_the_place_to_the_cure():
    mistake = Mistake("okrsync.toml", 4, "objectives[1].weigth", 'unknown key; did you mean "weight"?')
    assert str(mistake) == 'okrsync.toml:4: objectives[1].weigth: unknown key; did you mean "weight"?'


def test_a_mistake_of_a_whole_file_has_no_line():
    assert str(Mistake("okrsync.toml", None, "", "is no text file")) == "okrsync.toml: is no text file"


def test_a_path_quotes_what_is_no_bare_key():
    assert dotted(("rules", 0, "when", "field.x", 1)) == 'rules[0].when."field.x"[1]'
    assert dotted(('a"b\n',)) == '"a\\"b\\n"'


@given(st.text())
def test_a_quoted_word_is_short_and_stays_on_one_line(text):
    word = quoted(text)
    assert len(word.splitlines()) == 1
    assert word.isprintable()


def test_the_nearest_word_ignores_case():
    assert nearest("WIEGHT", ["title", "weight"]) == "weight"
    assert nearest("xyz", ["title", "weight"]) is None


def test_without_a_near_word_the_known_ones_are_listed():
    assert cure("xyz", ["title", "weight"]) == "known are title, weight"
    assert cure("xyz", []) == "none is known"
