from __future__ import annotations

import json
from datetime import date

import pytest

from okrsync.config.saying import UNREADABLE, Sayings, _read, together


def saying(content):
    return Sayings().of(content)


GOALS = """
cycle = "2026-Q4"
include = ["okrs/*.toml", 3]

[[cycles]]
id = "Autumn"
start = 2026-10-01
end = "2026-12-18"

[[objectives]]
id = "GROW"
owner = "dana"
cycle = "Autumn"
state = "draft"
  [[objectives.key_results]]
  id = "KR1"
  kind = "milestone"
  owner = "kim"
  steps = [{ title = "b", due = 2026-12-01 }, { title = "a", due = 2026-11-01 }, { title = "c" }, 7]
  phases = [[2026-12-01, 0.5], ["2026-11-01", 0.2], ["soon", 0.3], [2026-11-01], 7]
  [[objectives.key_results]]
  id = "KR2"
  min = 1
  max = 2
  levels = ["low", "high"]
  steps = "none"

[[objectives]]
title = "one without a name"
"""


def test_a_file_says_what_is_watched_of_each_goal_whatever_stands_around_it():
    found = saying(GOALS.encode())
    assert found.include == ("okrs/*.toml",)
    assert found.cycles == {"autumn": (date(2026, 10, 1), date(2026, 12, 18))}
    assert found.goals.keys() == {"grow", "grow.kr1", "grow.kr2"}
    assert found.goals["grow"] == {"autumn": {"owner": "dana", "cycle": "Autumn", "state": "draft"}}
    first, second = found.goals["grow.kr1"]["autumn"], found.goals["grow.kr2"]["autumn"]
    assert (first["steps"], first["due"], first["owner"]) == (4, "2026-11-01, 2026-12-01", "kim")
    assert first["phases"] == [[date(2026, 11, 1), 0.2], [date(2026, 12, 1), 0.5]]
    assert (second["min"], second["max"], second["levels"]) == (1, 2, ["low", "high"])
    assert (second["steps"], second["due"], second["phases"]) == (None, None, None)


@pytest.mark.parametrize(
    "text",
    [
        "[[cycles]]\nid = 'x'\nstart = 7\nend = 2026-10-01",
        "cycles = 7",
        "[[cycles]]\nid = 'x'\nstart = 2026-10-01T10:00:00Z\nend = 2026-10-01",
        "objectives = 7\ninclude = 7\ncycle = 7",
    ],
)
def test_what_is_wrong_says_nothing(text):
    found = saying(text.encode())
    assert (found.goals, found.cycles, found.cycle, found.include, found.is_whole) == ({}, {}, None, (), True)


def test_whatever_stands_there_can_be_told_and_kept():
    strange = b"baseline = {a = 1}\ntarget = 07:30:00\nlevels = [['a'], 3]\nmin = [2026-10-01]\n"
    file = b"[[objectives]]\nid = 'A'\nowner = []\n[[objectives.key_results]]\nid = 'K'\n" + strange
    file += b"phases = [[2026-10-01, {}]]"
    found = saying(file).goals
    assert json.dumps({name: value for name, value in found["a.k"][None].items() if name != "phases"})
    assert found["a.k"][None]["phases"] == [[date(2026, 10, 1), "{}"]]
    assert found["a"][None]["owner"] == []


@pytest.mark.parametrize("content", [b"oops oops", b"\xff\xfe", b"a = \xff", b"a = " + b"[" * 5000])
def test_what_is_no_toml_is_unreadable(content):
    assert saying(content) == UNREADABLE


def test_files_together_take_their_cycle_from_the_main_one():
    part = saying(b"cycle = '2026-Q3'\n[[objectives]]\nid = 'CALM'")
    both = together(saying(b"cycle = '2026-Q4'\n[[objectives]]\nid = 'GROW'\ncycle = '2026'"), part)
    assert {name: [*cycles] for name, cycles in both.goals.items()} == {"grow": ["2026"], "calm": ["2026-q4"]}
    assert not together(part, UNREADABLE).is_whole


class TestReadingOnce:
    """Objective by objective."""

    FILE = b"""cycle = "2026-Q4"
[[objectives]]
id = "A"
title = 'a'

[objectives.lint_ignore]
K7 = "x"

[[objectives.key_results]]
id = "KR1"
phases = [
[2026-11-01, 0.2],
]
[[ "objectives" . key_results ]]
id = "KR2"
[[cycles]]
id = "autumn"
start = 2026-10-01
end = 2026-12-18
[[objectives]]
id = "B"
title = '''
[[objectives]]
id = "no goal"
'''
owner = "kim"
"""

    def test_what_looks_like_the_head_of_a_table_may_be_none(self):
        found = saying(self.FILE)
        assert found == _read(self.FILE.decode())
        assert found.goals.keys() == {"a", "a.kr1", "a.kr2", "b"}

    def test_each_part_belongs_to_its_objective(self):
        plain = self.FILE.replace(b"[\n[2026-11-01, 0.2],\n]", b"[[2026-11-01, 0.2]]").replace(
            b'id = "no goal"\n', b""
        )
        plain = plain.replace(b"'''\n[[objectives]]\n'''", b"'b'")
        found = saying(plain)
        assert found == _read(plain.decode())
        assert (found.cycle, found.cycles.keys(), found.goals["b"][None]["owner"]) == (
            "2026-q4",
            {"autumn"},
            "kim",
        )

    def test_an_objective_that_stayed_as_it_was_is_the_same(self):
        sayings = Sayings()
        plain = b"[[objectives]]\nid = 'A'\n[[objectives]]\nid = 'B'\n"
        first, second = sayings.of(plain), sayings.of(plain.replace(b"'B'", b"'C'"))
        assert first.goals["a"][None] is second.goals["a"][None]
