from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from okrsync.config import Configuration, load
from okrsync.core.cycles import Cycle
from okrsync.errors import ConfigError, UsageError
from tests.config.files import GOAL, MemoryReader, loaded, write

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"
DAY = date(2026, 11, 1)
WINTER = "[[cycles]]\nid = 'Winter'\nstart = 2026-10-15\nend = 2026-11-15\n"


def test_the_cycle_that_is_asked_for_wins(tmp_path):
    configuration = loaded(tmp_path, f"cycle = '2026-Q4'\n{WINTER}")
    assert configuration.cycle(DAY, "2025-h1") == Cycle("2025-H1", date(2025, 1, 1), date(2025, 6, 30))
    assert configuration.cycle(DAY, "winter").id == "Winter"


def test_the_files_cycle_comes_next_whatever_the_day(tmp_path):
    configuration = loaded(tmp_path, f"cycle = 'winter'\n{WINTER}")
    assert configuration.cycle(date(2030, 1, 1)) == Cycle("Winter", date(2026, 10, 15), date(2026, 11, 15))


def test_else_it_is_the_shortest_the_file_names_that_contains_the_day(tmp_path):
    text = f"{GOAL}cycle = '2026'\n{GOAL.replace('GROW', 'B')}cycle = '2026-H2'\n"
    assert loaded(tmp_path, text).cycle(DAY).id == "2026-H2"
    assert loaded(tmp_path, text).cycle(date(2026, 2, 1)).id == "2026"
    assert loaded(tmp_path, text + WINTER).cycle(DAY).id == "Winter"


def test_else_it_is_the_calendar_quarter(tmp_path):
    assert loaded(tmp_path, "").cycle(DAY).id == "2026-Q4"


def test_a_declared_cycle_may_give_a_calendar_name_dates_of_its_own(tmp_path):
    text = "[[cycles]]\nid = '2026-Q4'\nstart = 2026-09-01\nend = 2026-11-30\n"
    assert loaded(tmp_path, text).cycle(DAY, "2026-q4").start == date(2026, 9, 1)


def test_an_unknown_cycle_is_a_usage_error_with_its_nearest_spelling(tmp_path):
    with pytest.raises(UsageError, match=r'2026Q4 is no cycle; did you mean "2026-Q4"\?'):
        loaded(tmp_path, "").cycle(DAY, "2026Q4")
    with pytest.raises(UsageError, match=r'wintre is no cycle; did you mean "Winter"\?'):
        loaded(tmp_path, WINTER).cycle(DAY, "wintre")


def test_the_store_lies_beside_the_file(tmp_path):
    write(tmp_path, "", "conf/okrsync.toml")
    configuration = load("conf/okrsync.toml", {}, tmp_path)
    assert configuration.store_url({}) == f"sqlite:///{tmp_path}/conf/.okrsync/store.db"


def test_the_store_of_a_file_in_dot_github_lies_at_the_repositorys_root(tmp_path):
    write(tmp_path, "", ".github/okrsync.toml")
    assert load(None, {}, tmp_path).store_url({}) == f"sqlite:///{tmp_path}/.okrsync/store.db"


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("sqlite:///x/y.db", "sqlite:///{folder}/x/y.db"),
        ("sqlite+pysqlite:///x.db?timeout=5", "sqlite+pysqlite:///{folder}/x.db?timeout=5"),
        ("sqlite:////var/okr.db", "sqlite:////var/okr.db"),
        ("sqlite:///:memory:", "sqlite:///:memory:"),
        ("sqlite://", "sqlite://"),
        ("sqlite:///file:x?uri=true", "sqlite:///file:x?uri=true"),
        ("postgresql://host/db", "postgresql://host/db"),
    ],
)
def test_a_relative_store_is_made_absolute_and_any_other_is_kept(tmp_path, written, url):
    expected = url.format(folder=tmp_path)
    assert loaded(tmp_path, f'store = "{written}"').store_url({}) == expected
    assert loaded(tmp_path, "").store_url({"OKRSYNC_STORE": written}) == expected


def test_the_variable_wins_over_the_file_unless_it_is_empty(tmp_path):
    configuration = loaded(tmp_path, 'store = "postgresql://host/db"')
    assert configuration.store_url({"OKRSYNC_STORE": "postgresql://other/db"}) == "postgresql://other/db"
    assert configuration.store_url({"OKRSYNC_STORE": ""}) == "postgresql://host/db"


def example():
    return load(
        "github:acme/okrs",
        {},
        Path("/srv"),
        open_reader=MemoryReader({"okrsync.toml": EXAMPLE.read_text(encoding="utf-8")}),
    )


def test_a_kept_configuration_is_read_back_as_it_was():
    configuration = example()
    again = Configuration.from_kept(configuration.kept(), configuration.folder)
    assert again.goals(DAY) == configuration.goals(DAY)
    assert again.file.model_copy(update={"store": configuration.file.store}) == configuration.file
    assert again.kept() == configuration.kept()


def test_keeping_gives_the_same_text_each_time():
    assert example().kept() == example().kept()
    assert json.loads(example().kept())["comments"]["after"] == "2d"


def test_the_address_of_the_store_is_not_kept():
    text = 'store = "postgresql://okr:hunter2@host/db"'
    configuration = load(
        "github:acme/okrs", {}, Path("/srv"), open_reader=MemoryReader({"okrsync.toml": text})
    )
    assert "hunter2" not in configuration.kept()


def test_includes_are_kept_with_the_names_of_their_rules(tmp_path):
    rule = "[[rules]]\ngoal = 'GROW'\nwhen = { label = 'x' }\n"
    configuration = loaded(tmp_path, f"include = ['okrs/*.toml']\n{rule}", a=GOAL + rule)
    again = Configuration.from_kept(configuration.kept(), tmp_path)
    assert [one.name for one in again.goals(DAY).rules] == ["rules[1]", "rules[1] of okrs/a.toml"]


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"weigth": 1}', '{"objectives": [{"id": "A.B", "title": "x"}]}', '{"cycle": 5}']
)
def test_a_kept_configuration_that_is_damaged_is_refused_in_a_sentence(text):
    with pytest.raises(ConfigError, match=r"^the kept configuration cannot be read"):
        Configuration.from_kept(text, Path("/srv"))
