from __future__ import annotations

import codecs
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from okrsync.config import load
from okrsync.errors import ConfigError
from tests.config.files import GOAL, MemoryReader, loaded, mistakes, write


def test_tabs_where_toml_allows_them_are_fine(tmp_path):
    assert loaded(tmp_path, '\t[effort]\n\tunit\t=\t"items"\t# x\n').file.effort.unit == "items"


def test_windows_line_ends_are_fine_and_counted_once(tmp_path):
    assert mistakes(tmp_path, b"[effort]\r\n\r\nunit = 5\r\n") == [
        "3: effort.unit: should be one of points, items, in quotes"
    ]


def test_the_mark_windows_editors_write_first_is_ignored(tmp_path):
    assert loaded(tmp_path, codecs.BOM_UTF8 + b'cycle = "2026"').file.cycle == "2026"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('cycle = "2026"'.encode("utf-16"), "is saved as UTF-16; save it as UTF-8"),
        (
            "a = 1\n# Ziel für Größe".encode("latin-1"),
            "is not UTF-8 text (line 2); save it as UTF-8",
        ),
        (b"\x00\x01\x02", "is no text file"),
        (b"\x89PNG\r\n\x1a\n\xff", "is not UTF-8 text (line 1); save it as UTF-8"),
        (b"x = " + b"[" * 100_000, "holds a number too long, or lists too deep, to be read"),
        (b"x = " + b"9" * 5000, "holds a number too long, or lists too deep, to be read"),
    ],
)
def test_what_is_no_readable_text_is_one_plain_sentence(tmp_path, content, told):
    assert mistakes(tmp_path, content) == [told]


def test_a_file_that_may_not_be_read_says_why():
    reader = MemoryReader({"okrsync.toml": PermissionError(13, "Permission denied")})
    with pytest.raises(ConfigError, match=r"^github:acme/okrs: cannot be read: Permission denied$"):
        load("github:acme/okrs", {}, Path("/nowhere"), open_reader=reader)


def test_includes_are_read_in_order_each_once(tmp_path):
    growth = GOAL.replace("GROW", "B")
    write(tmp_path, GOAL.replace("GROW", "C"), "okrs/sales/c.toml")
    text = f'include = ["okrs/g*.toml", "okrs/**/*.toml"]\n{GOAL}'
    objectives = loaded(tmp_path, text, growth=growth, alpha=GOAL.replace("GROW", "A")).file.objectives
    assert [one.id for one in objectives] == ["GROW", "B", "A", "C"]


def test_an_include_never_includes_the_file_itself(tmp_path):
    write(tmp_path, GOAL, "goals.toml")
    assert len(loaded(tmp_path, 'include = ["*.toml"]').file.objectives) == 1


@pytest.mark.parametrize(
    "pattern", ["okrs/*.toml", "okrs", "/does/not/exist.toml", "\\u0000/*", "[", "**x/[!"]
)
def test_an_include_that_matches_no_file_is_a_mistake(tmp_path, pattern):
    (tmp_path / "okrs").mkdir()
    assert mistakes(tmp_path, f'cycle = "2026"\ninclude = ["{pattern}"]') == [
        "2: include[0]: matches no file"
    ]


def test_an_include_may_lie_above_the_file(tmp_path):
    write(tmp_path, GOAL, "shared.toml")
    (tmp_path / "web").mkdir()
    assert len(loaded(tmp_path / "web", 'include = ["../shared.toml"]').file.objectives) == 1


def test_a_folder_with_odd_letters_is_no_glob(tmp_path):
    odd = tmp_path / "[okrs] *"
    odd.mkdir()
    assert len(loaded(odd, 'include = ["okrs/*.toml"]', a=GOAL).file.objectives) == 1


def test_includes_of_a_file_elsewhere_are_read_by_the_same_reader():
    files = {
        "conf/okrsync.toml": 'include = ["goals/*.toml"]',
        "conf/goals/a.toml": GOAL,
        "goals/b.toml": "x",
    }
    configuration = load(
        "github:acme/okrs:conf/okrsync.toml", {}, Path("/nowhere"), open_reader=MemoryReader(files)
    )
    assert [one.id for one in configuration.file.objectives] == ["GROW"]


def test_a_file_in_dot_github_includes_from_the_repositorys_root():
    files = {".github/okrsync.toml": 'include = ["goals/*.toml"]', "goals/a.toml": GOAL}
    configuration = load(
        "github:acme/okrs:.github/okrsync.toml@v1", {}, Path("/nowhere"), open_reader=MemoryReader(files)
    )
    assert len(configuration.file.objectives) == 1


@pytest.mark.parametrize(
    ("location", "shown"),
    [
        ("github:acme/okrs:a/okrsync.toml", "github:acme/okrs:a/g.toml"),
        ("github:acme/okrs:a/okrsync.toml@v1", "a/g.toml"),
    ],
)
def test_a_mistake_in_an_include_elsewhere_names_it(location, shown):
    files = {"a/okrsync.toml": 'include = ["g.toml"]', "a/g.toml": "x = 1"}
    with pytest.raises(ConfigError) as raised:
        load(location, {}, Path("/nowhere"), open_reader=MemoryReader(files))
    assert str(raised.value).startswith(f"{shown}:1: x: unknown key")


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_no_content_ends_in_a_traceback(content):
    with suppress(ConfigError):
        load("github:acme/okrs", {}, Path("/nowhere"), open_reader=MemoryReader({"okrsync.toml": content}))


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("", "checkins/2026-Q4/a.toml"),
        ('checkins = "values.toml"\n', "values.toml"),
        ('checkins = "./okrs/noted"\n', "okrs/noted/a.toml"),
        ('templates = "words"\n', "words/cycle.toml"),
    ],
)
def test_a_wide_pattern_never_means_check_ins_nor_templates(tmp_path, key, name):
    write(tmp_path, GOAL, "okrs/goals.toml")
    write(tmp_path, "checkins = [] {{ cycle.id }}" if key.startswith("temp") else "checkins = []\n", name)
    found = loaded(tmp_path, f'include = ["**/*.toml"]\n{key}')
    assert [one.path for one in found.documents] == ["okrsync.toml", "okrs/goals.toml"]
    assert [one.id for one in found.file.objectives] == ["GROW"]


def test_a_folder_named_almost_like_that_of_check_ins_is_included(tmp_path):
    write(tmp_path, GOAL, "checkins-of-goals.toml")
    assert len(loaded(tmp_path, 'include = ["*.toml"]\n').documents) == 2
