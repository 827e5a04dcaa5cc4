import pytest

from okrsync.config.plain import edited, plain


def test_a_plain_text_has_no_mark_and_plain_ends():
    assert plain("\ufeffa\r\nb\n") == "a\nb\n"


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_an_edit_sees_the_plain_text_and_what_was_around_it_comes_back(mark, end):
    seen = []

    def add(text):
        seen.append(text)
        return f"{text}c\n"

    assert edited(f"{mark}a{end}b{end}", add) == f"{mark}a{end}b{end}c{end}"
    assert seen == ["a\nb\n"]
