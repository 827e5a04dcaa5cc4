from __future__ import annotations

import pytest

from okrsync.trackers.jira.marking import kept_by_line, kept_by_property, mark_of, reads_alike

LINE = "<!-- okrsync:v1 seen=2026-11-02T09:00:00+00:00 head=abc -->"


@pytest.mark.parametrize(
    "body", [f"{LINE}\nText", "<!-- okrsync:v1-->\nText", "Text", "", f"{LINE}\n", "Text <!-- x -->"]
)
def test_a_body_comes_back_from_its_mark(body):
    assert mark_of(body).body == body


@pytest.mark.parametrize("body", [f"{LINE}\nText", "<!-- okrsync:v1 -->\nText\nmore"])
def test_a_mark_survives_as_a_line(body):
    kept = kept_by_line({"body": mark_of(body).shown_with_line})
    assert kept is not None
    assert kept.body == body


def test_people_never_see_the_first_line():
    assert mark_of(f"{LINE}\nText").shown == "Text"


def test_a_mark_survives_as_a_property():
    mark = mark_of(f"{LINE}\nText")
    comment = {"body": "Text", "properties": [{"key": "x"}, {"key": "okrsync", "value": mark.value}]}
    assert kept_by_property(comment) == mark


@pytest.mark.parametrize("odd", [None, 3, [], [3], [{"key": "other"}], [{"key": "okrsync", "value": None}]])
def test_a_comment_without_our_property_has_no_mark(odd):
    assert kept_by_property({"body": "Text", "properties": odd}) is None


@pytest.mark.parametrize("value", [{}, 3, "text", {"line": 4}])
def test_a_property_somebody_else_filled_still_marks(value):
    kept = kept_by_property({"body": "Text", "properties": [{"key": "okrsync", "value": value}]})
    assert kept is not None
    assert kept.body == "Text"


def test_signs_and_spaces_do_not_make_a_text_another():
    assert reads_alike("* One\n\n*Two*", "- one two")
    assert not reads_alike("One", "Two")
