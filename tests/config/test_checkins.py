from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from okrsync.config import load
from okrsync.config.checkins import CheckIn
from okrsync.config.noting import is_lines, own_file, with_line
from okrsync.errors import ConfigError
from tests.config.files import GOAL, MemoryReader, loaded, write

DAY = date(2026, 11, 20)
ONE = CheckIn(key_result="GROW.KR1", on=DAY, value=6.5, confidence=0.6, note='so "far"')
LINE = '{ key_result = "GROW.KR1", on = 2026-11-18, value = 7 }'


def known(folder, by=DAY, text=GOAL):
    return [(one.name, one.value.value) for one in loaded(folder, text).checkins(by)]


def test_without_any_there_are_none(tmp_path):
    assert known(tmp_path) == []


def test_they_are_read_from_the_folder_beside_the_file(tmp_path):
    for day, value in ((18, 7), (11, 8)):
        one = CheckIn(key_result="GROW.KR1", on=date(2026, 11, day), value=float(value))
        path, text = own_file(one, "2026-Q4")
        write(tmp_path, text, f"checkins/{path}")
    write(tmp_path, "not even TOML", "checkins/README.md")
    assert known(tmp_path) == [("GROW.KR1", 8), ("GROW.KR1", 7)]


@pytest.mark.parametrize("name", ["okrs/values.toml", "values"])
def test_they_are_read_from_the_file_that_is_named(tmp_path, name):
    write(tmp_path, f"checkins = [\n{LINE}\n]\n", name)
    assert known(tmp_path, text=f'checkins = "{name}"\n{GOAL}') == [("GROW.KR1", 7)]


def test_they_are_read_where_the_file_is():
    reader = MemoryReader(
        {
            "company/okrsync.toml": GOAL,
            "company/checkins/2026-Q4/a.toml": f"checkins = [{LINE}]",
            "checkins/b.toml": "?",
        }
    )
    configuration = load("github:acme/okrs:company/okrsync.toml", {}, Path(), open_reader=reader)
    assert [one.value.value for one in configuration.checkins(DAY)] == [7]


def test_of_one_day_the_one_noted_last_comes_last(tmp_path):
    def at(hour, value):
        return LINE.replace("7 }", f"{value}, at = 2026-11-18T{hour:02}:00:00Z }}")

    write(tmp_path, f"checkins = [\n{at(9, 2)},\n{at(8, 1)},\n]\n", "checkins/a.toml")
    assert [value for _, value in known(tmp_path)] == [1, 2]


def test_what_was_noted_later_was_not_known_that_day(tmp_path):
    late = LINE.replace(" }", ", at = 2026-11-19T08:00:00Z }")
    write(tmp_path, f"checkins = [\n{late},\n{LINE.replace('18', '17')}\n]\n", "checkins/a.toml")
    assert len(known(tmp_path, date(2026, 11, 18))) == 1
    assert len(known(tmp_path, date(2026, 11, 19))) == 2


def test_mistakes_come_all_at_once_with_their_places(tmp_path):
    write(
        tmp_path,
        '[[checkins]]\nkey_result = "A"\non = 2026-11-01\nvalu = 3\nconfidence = 60\n',
        "checkins/a.toml",
    )
    write(tmp_path, "[[checkins]\n", "checkins/b.toml")
    with pytest.raises(ConfigError) as refused:
        known(tmp_path)
    assert str(refused.value).splitlines() == [
        "checkins/a.toml:1: checkins[0].value: missing",
        "checkins/a.toml:5: checkins[0].confidence: should be a share from 0 to 1: 35 % is 0.35",
        'checkins/a.toml:4: checkins[0].valu: unknown key; did you mean "value"?',
        "checkins/b.toml:1: the name of a list of tables is not closed with ]] (column 11)",
    ]


def test_no_two_people_write_the_same_file():
    other = ONE.model_copy(update={"value": 6.0, "at": datetime(2026, 11, 20, tzinfo=UTC)})
    assert own_file(ONE, "2026-Q4")[0].startswith("2026-Q4/2026-11-20-GROW.KR1-")
    assert own_file(ONE, "2026-Q4")[0] != own_file(other, "2026-Q4")[0]
    assert own_file(ONE.model_copy(update={"key_result": "../x"}), None)[0].startswith(
        "kpis/2026-11-20-.._x-"
    )


WRITTEN = (
    '  {key_result = "GROW.KR1", on = 2026-11-20, value = 6.5, confidence = 0.6, note = "so \\"far\\""},\n'
)


def test_a_new_file_says_what_it_is_and_has_one_line_each():
    text = with_line(with_line(None, ONE, "c.toml"), ONE, "c.toml")
    assert text.startswith("# Check-ins")
    assert text.endswith(f"checkins = [\n{WRITTEN}{WRITTEN}]\n")


def test_comments_and_order_stay():
    before = f"# Ours.\n\ncheckins = [\n  # October\n  {LINE}\n  # the end\n]  # really\n"
    after = with_line(before, ONE, "c.toml")
    assert after == before.replace(LINE, f"{LINE},").replace("]  #", f"{WRITTEN}]  #")


def test_tables_are_added_to_tables():
    before = '# Ours.\n[[checkins]]\nkey_result = "GROW.KR1"  # slow\non = 2026-11-01\nvalue = 8\n'
    after = with_line(before, ONE, "c.toml")
    assert after.startswith(before)
    assert after.count("[[checkins]]") == 2


def test_a_file_with_remarks_alone_gets_its_first():
    assert with_line("# Ours.\n", ONE, "c.toml") == f"# Ours.\n\ncheckins = [\n{WRITTEN}]\n"


@pytest.mark.parametrize(
    "text", ["checkins = [", f"checkins = [\n{LINE}]\n", "checkins = 3\n", "checkins = []\nx = [\n]"]
)
def test_a_form_it_cannot_add_to_is_refused_and_never_spoilt(text):
    with pytest.raises(ConfigError, match=r"c\.toml"):
        with_line(text, ONE, "c.toml")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("checkins = [] # ours\n", "checkins = [\n  {new},\n] # ours\n"),
        (f"# First\ncheckins = [{LINE}]\n", f"# First\ncheckins = [\n  {LINE},\n  {{new}},\n]\n"),
    ],
)
def test_a_list_on_one_line_gets_a_line_for_each(before, after):
    new = '{key_result = "GROW.KR1", on = 2026-11-20, value = 5}'
    one = CheckIn(key_result="GROW.KR1", on=DAY, value=5.0)
    assert with_line(before, one, "c.toml") == after.replace("{new}", new)


def test_the_ends_of_lines_and_the_mark_of_an_editor_stay():
    before = f"\ufeff# Ours\ncheckins = [\n{LINE},\n]\n".replace("\n", "\r\n")
    after = with_line(before, ONE, "c.toml")
    assert after.startswith(before[: before.index("]")])
    assert after.count("\n") == after.count("\r\n") == 5
    assert is_lines(after)
