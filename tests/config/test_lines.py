from __future__ import annotations

import tomllib
from textwrap import dedent

import tomlkit
from hypothesis import given, settings
from hypothesis import strategies as st

from okrsync.config.lines import lines_of

KEYS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=6)
LEAVES = st.one_of(
    st.booleans(),
    st.integers(-(2**40), 2**40),
    st.floats(allow_nan=False),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=12),
    st.dates(),
    st.datetimes(),
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=12,
)


def paths(value, path=()):
    yield path
    inner = enumerate(value) if isinstance(value, list) else value.items() if isinstance(value, dict) else ()
    for key, one in inner:
        yield from paths(one, (*path, key))


def test_tables_lists_of_tables_and_keys_have_their_lines():
    found = lines_of(
        dedent(
            """\
            cycle = "2026-Q4"   # [not.a.table]
            [effort]
            unit = "points"

            [[objectives]]
            id = "A"
              [[objectives.key_results]]
              id = "KR1"
              [[objectives.key_results]]
              id = "KR2"
                [objectives.key_results.measure]
                url = "x"
            [[objectives]]
            id = "B"
              [[objectives.key_results]]
              id = "KR1"
            """
        )
    )
    assert found[("cycle",)] == 1
    assert found[("effort", "unit")] == 3
    assert found[("objectives", 0)] == 5
    assert found[("objectives", 0, "key_results", 1)] == 9
    assert found[("objectives", 0, "key_results", 1, "measure", "url")] == 12
    assert found[("objectives", 1, "id")] == 14
    assert found[("objectives", 1, "key_results", 0, "id")] == 16


def test_values_inside_values_have_their_lines():
    found = lines_of(
        'when = [\n  { project = "MKT" },  # first\n\n  { label = ["a",\n "b"], field.x = 1 },\n]\nx = 1'
    )
    assert found[("when", 0, "project")] == 2
    assert found[("when", 1)] == 4
    assert found[("when", 1, "label", 1)] == 5
    assert found[("when", 1, "field", "x")] == 5
    assert found[("x",)] == 7


def test_what_looks_like_toml_inside_a_text_is_text():
    text = (
        'a = """\n[b]\nc = 1\n\\"""" # x\n'
        "d = '''\n[[e]]\n'''\n"
        'f = "# [g]"\n'
        "h = '\\'\n"
        "i = 2021-01-01 10:00:00.5\n"
        "j = -1.5e+3\n"
    )
    assert set(lines_of(text)) == {(key,) for key in tomllib.loads(text)}
    assert lines_of(text)[("f",)] == 8


def test_quoted_and_dotted_keys_are_told_apart():
    found = lines_of('"a.b".c = 1\na.b = 2\n[x."y z".\'w\']\nv = 3\n"\\u00e9" = 4\n')
    assert found[("a.b", "c")] == 1
    assert found[("a", "b")] == 2
    assert found[("x", "y z", "w", "v")] == 4
    assert found[("x", "y z", "w", "é")] == 5


@settings(deadline=None)
@given(st.dictionaries(KEYS, VALUES, max_size=5))
def test_everything_in_a_text_has_a_line(tables):
    text = tomlkit.dumps(tables)
    read = tomllib.loads(text)
    found = lines_of(text)
    # A table that is only part of another's name has no line of its own.
    known = {path[:end] for path in found for end in range(len(path) + 1)}
    assert {path for path in paths(read) if path} <= known | {()}
    assert all(1 <= line <= text.count("\n") + 1 for line in found.values())


@settings(deadline=None)
@given(st.text(max_size=200))
def test_no_valid_text_is_too_odd(text):
    try:
        tomllib.loads(text)
    except (ValueError, RecursionError):
        return
    lines_of(text)
