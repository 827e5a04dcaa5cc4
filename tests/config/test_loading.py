from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from okrsync.config import load
from okrsync.config.file import File
from okrsync.errors import ConfigError
from tests.builders.nights import examples
from tests.config.files import GOAL, MemoryReader, loaded, mistakes

_DAY = date(2026, 11, 1)
_MAIN_ONLY = (
    "belongs in the main file; an included file holds only cycles, teams, "
    "objectives, kpis, rules, exempt, decisions, waivers"
)
EXAMPLE = Path(__file__).parents[2] / "config.example.toml"
WORDS = [*File.model_fields, "id", "title", "when", "label", "goal", "parent", "key_results", "type", "name"]
JSONISH = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.dates()
    | st.datetimes(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(WORDS) | st.text(max_size=4), inner, max_size=4)
    ),
    max_leaves=20,
)


def test_all_mistakes_of_all_files_come_at_once_in_the_order_of_the_files(tmp_path):
    text = """
    cycle = "2026Q4"
    stor = "x"
    include = ["okrs/*.toml", "more/*.toml"]
    [[objectives]]
    id = "GROW"
    title = "x"
    weigth = 2
    parent = "ACMEE"
      [[objectives.key_results]]
      title = "x"
    [[rules]]
    goal = "GROW"
    when = { lable = "x" }
    [effort]
    unit = "point"
    """
    told = mistakes(
        tmp_path,
        text,
        a='[[objectives]]\nid = "ACME"\ntitle = 5\n',
        b="[[objectives]\n",
        c="store = 'sqlite://'\n[[teams]]\nid = 'x'\nparent = 'X'\n",
    )
    assert told == [
        '2: cycle: "2026Q4" is no cycle; did you mean "2026-Q4"?',
        '3: stor: unknown key; did you mean "store"?',
        "4: include[1]: matches no file",
        '8: objectives[0].weigth: unknown key; did you mean "weight"?',
        '9: objectives[0].parent: "ACMEE" names no goal; did you mean "ACME"?',
        "10: objectives[0].key_results[0].id: missing",
        '14: rules[0].when.lable: unknown key; did you mean "label"?',
        '16: effort.unit: "point" is none of points, items; did you mean "points"?',
        "okrs/a.toml:3: objectives[0].title: should be text in quotes, not a number",
        "okrs/b.toml:1: the name of a list of tables is not closed with ]] (column 13)",
        "okrs/c.toml:1: store: " + _MAIN_ONLY,
        "okrs/c.toml:4: teams[0].parent: the parents run in a loop: x → x",
    ]


def test_the_issues_own_example_reads_as_promised(tmp_path):
    text = f"""{GOAL}
[[objectives]]
id = "B"
title = "x"
[[objectives.key_results]]
id = "KR1"
title = "x"
weigth = 2
"""
    with pytest.raises(ConfigError) as raised:
        loaded(tmp_path, text)
    assert str(raised.value) == (
        'okrsync.toml:12: objectives[1].key_results[0].weigth: unknown key; did you mean "weight"?'
    )
    assert raised.value.exit_code == 2


def test_goals_of_includes_follow_those_of_the_file(tmp_path):
    text = f"include = ['okrs/*.toml']\n{GOAL}[[rules]]\ngoal = 'A'\nwhen = {{ label = 'x' }}\n"
    included = GOAL.replace("GROW", "A") + "[[rules]]\ngoal = 'GROW'\nwhen = { label = 'y' }\n"
    named = "[[rules]]\nname = 'mine'\ngoal = 'GROW'\nwhen = { label = 'z' }\n"
    file = loaded(tmp_path, text, a=included, b=named + named).file
    assert [one.id for one in file.objectives] == ["GROW", "A"]
    assert [rule.name for rule in file.rules] == ["rules[1]", "rules[1] of okrs/a.toml", "mine", "mine"]


def test_the_names_of_rules_do_not_depend_on_where_okrsync_runs(tmp_path):
    rule = "[[rules]]\ngoal = 'GROW'\nwhen = { label = 'y' }\n"
    here = loaded(tmp_path / "a", f"include = ['okrs/*.toml']\n{GOAL}", b=rule)
    elsewhere = load(str(tmp_path / "a" / "okrsync.toml"), {}, tmp_path / "c")
    assert here.kept() == elsewhere.kept()


def test_an_empty_file_is_a_file(tmp_path):
    assert loaded(tmp_path, "").file == File()


def test_a_configuration_knows_its_place(tmp_path):
    configuration = loaded(tmp_path, GOAL)
    assert (configuration.place, configuration.folder) == ("okrsync.toml", tmp_path)


@settings(max_examples=examples(40), deadline=None)
@given(st.dictionaries(st.sampled_from(WORDS), JSONISH, max_size=5))
def test_no_shape_of_a_file_ends_in_a_traceback(tables):
    text = "\n".join(f"{key} = {_toml(value)}" for key, value in tables.items())
    _load_or_say(text)


@settings(max_examples=examples(40), deadline=None)
@given(st.data())
def test_no_damage_to_a_good_file_ends_in_a_traceback(data):
    text = EXAMPLE.read_text(encoding="utf-8")
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 40)))
    _load_or_say(text[:start] + data.draw(st.text(max_size=5)) + text[end:])


def _load_or_say(text):
    try:
        load(
            "github:acme/okrs",
            {},
            Path("/nowhere"),
            open_reader=MemoryReader({"okrsync.toml": text.encode("utf-8", "replace")}),
        )
    except ConfigError as error:
        lines = str(error).split("\n")
        assert all(line.startswith("github:acme/okrs:") for line in lines)


def _toml(value):
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, list):
        return f"[{', '.join(_toml(one) for one in value)}]"
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{_quoted(key)} = {_toml(one)}' for key, one in value.items())} }}"
    return value.isoformat() if hasattr(value, "isoformat") else repr(value)


def _quoted(text):
    letters = (f"\\U{ord(letter):08x}" if not letter.isalnum() else letter for letter in text)
    return f'"{"".join(letters)}"'
