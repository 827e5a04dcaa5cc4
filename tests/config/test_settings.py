# ruff: noqa: E501 (each case stands on its line)
from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta

import pytest
from pydantic import ValidationError

from okrsync.config.settings import Comments, Effort, Method, Tying
from okrsync.core import goals as core
from okrsync.core import method, rules
from tests.config.files import loaded, mistakes


def test_the_thresholds_of_the_file_are_those_of_the_method():
    assert Method().model_dump() == asdict(method.Method())


def test_the_ways_of_tying_are_those_of_the_core():
    assert Tying().model_dump() == asdict(rules.Tying())


def test_effort_is_weighed_as_the_core_does():
    assert (Effort().unit, Effort().default_points) == (core.Goals().effort_unit, core.Goals().default_points)


def test_comments_are_quiet_by_default():
    comments = Comments()
    assert (comments.mode, comments.max_per_run, comments.after) == ("comment", 20, timedelta(days=2))
    assert (comments.start, comments.on_resolved, comments.public_titles) == (None, "edit", False)


def test_settings_are_read(tmp_path):
    file = loaded(
        tmp_path,
        """
        [effort]
        unit = "items"
        [comments]
        mode = "off"
        after = "12h"
        start = 2026-10-01
        on_resolved = "delete"
        [tying]
        on_conflict = "split"
        fields = ["Objective"]
        [exclude]
        when = { type = "Test" }
        [method]
        on_track = 0.8
        """,
    ).file
    assert (file.effort.unit, file.comments.mode, file.comments.after) == (
        "items",
        "off",
        timedelta(hours=12),
    )
    assert (file.comments.start, file.comments.on_resolved) == (date(2026, 10, 1), "delete")
    assert (file.tying.on_conflict, file.tying.fields) == ("split", ("Objective",))
    assert file.exclude is not None
    assert (file.method.on_track, file.method.behind) == (0.8, 0.4)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[effort]\nunit = 'point'", '2: effort.unit: "point" is none of points, items; did you mean "points"?'),
        ("[effort]\ndefault_points = -1", "2: effort.default_points: should be at least 0"),
        ("[[effort]]\nunit = 'points'", "1: effort: is one table: write [effort], with single brackets"),
        ("effort = 'points'", "1: effort: should be a table, not text"),
        ("[comments]\nmode = false", "2: comments.mode: should be one of comment, off, in quotes"),
        ("[comments]\nmax_per_run = 2.5", "2: comments.max_per_run: should be a whole number, without quotes"),
        ("[comments]\nmax_per_run = -1", "2: comments.max_per_run: should be at least 0"),
        ("[comments]\nafter = 2", '2: comments.after: should be a duration like "12h", "2d" or "3w"'),
        ("[comments]\nskip_author = []", '2: comments.skip_author: unknown key; did you mean "skip_authors"?'),
        ("[tying]\nlabel_prefix = ''", "2: tying.label_prefix: must not be empty"),
        ("[tying]\non_conflict = 'flags'", '2: tying.on_conflict: "flags" is none of flag, split, first; did you mean "flag"?'),
        ("[exclude]", "1: exclude.when: missing"),
        ("[method]\non_track = 70", "2: method.on_track: should be a share from 0 to 1: 35 % is 0.35"),
        ("[method]\nontrack = 0.7", '2: method.ontrack: unknown key; did you mean "on_track"?'),
    ],
)  # fmt: skip
def test_a_mistake_in_the_settings_has_its_place_and_its_cure(tmp_path, text, told):
    assert mistakes(tmp_path, text) == [told]


def test_what_was_read_cannot_be_changed():
    with pytest.raises(ValidationError):
        Comments().mode = "off"
