from hypothesis import given
from hypothesis import strategies as st

from okrsync.render.one_line import clip, one_line


def test_line_breaks_and_tabs_become_single_spaces():
    assert one_line("  a\r\n\tb\u2028c  ") == "a b c"


def test_a_terminals_escape_codes_lose_their_escape():
    assert one_line("\x1b[31mred\x07") == "\ufffd[31mred\ufffd"


def test_the_writing_direction_is_not_turned():
    assert one_line("abc\u202etxt.exe") == "abc\ufffdtxt.exe"


def test_other_scripts_and_joined_emoji_stay_as_they_are():
    assert one_line("Größe مرحبا 👩\u200d💻") == "Größe مرحبا 👩\u200d💻"


@given(st.text(st.characters()))
def test_every_text_becomes_one_line_that_can_be_written(text):
    line = one_line(text)
    assert len(line.splitlines()) <= 1
    line.encode()


@given(st.text(), st.integers(2, 40))
def test_a_clipped_text_is_never_longer_than_its_limit(text, limit):
    assert len(clip(text, limit)) <= limit


def test_a_clipped_text_shows_that_it_was_longer():
    assert clip("one two three", 9) == "one two…"
    assert clip("one two", 7) == "one two"
