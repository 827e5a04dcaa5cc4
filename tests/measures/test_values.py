from __future__ import annotations

import pytest

from okrsync.errors import MeasureFailed
from okrsync.measures.values import reading, value_at


@pytest.mark.parametrize(
    ("text", "pointer", "expected"),
    [
        (b"3", None, 3.0),
        (b'{"a": [1, {"b": "2.5"}]}', "/a/1/b", 2.5),
        (b'{"a/b": true}', "/a~1b", True),
        (b'{"level": "silver "}', "/level", "silver"),
        (b'{"share": "12 %"}', "/share", 12.0),
    ],
)
def test_a_pointer_leads_to_a_number_a_word_or_a_yes_or_no(text, pointer, expected):
    assert value_at(text, pointer, "n.json") == expected


@pytest.mark.parametrize(
    ("text", "pointer", "told"),
    [
        (b"<html>", None, "n.json holds no JSON"),
        (b'{"a": 1}', "/b", "n.json has nothing at /b: check the pointer"),
        (b'{"a": 1}', "a", "n.json has nothing at a"),
        (b'{"a": 1}', None, "n.json holds an object where a value is wanted"),
        (b"[1]", None, "holds a list"),
        (b"null", None, "holds nothing"),
        (b"NaN", None, "holds `nan`"),
        (b"\xff", None, "holds no JSON"),
        (b"[" * 100_000, None, "holds no JSON"),
        (b"1" * 400, None, "holds `111"),
    ],
)
def test_what_is_no_value_is_told_with_its_cure(text, pointer, told):
    with pytest.raises(MeasureFailed, match=told):
        value_at(text, pointer, "n.json")


@pytest.mark.parametrize("text", ["inf", "-Infinity", "nan"])
def test_words_that_python_takes_for_numbers_are_words(text):
    assert reading(text, "n.csv") == text


def test_an_empty_cell_is_no_value():
    with pytest.raises(MeasureFailed):
        reading(" ", "n.csv")
