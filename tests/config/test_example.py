from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from pydantic import BaseModel

from okrsync.config import load
from okrsync.config.file import File
from okrsync.config.keys import _models_in
from tests.config.files import GOAL, MemoryReader, loaded, write

ROOT = Path(__file__).parents[2]
EXAMPLE = (ROOT / "config.example.toml").read_text(encoding="utf-8")
_OFF = re.compile(r"^(\s*)# (?=[a-z_]+ = )", re.MULTILINE)
_OPTION = re.compile(r"^\s*(# )?[a-z_.]+ = ")


def all_models(model):
    yield model
    for field in model.model_fields.values():
        for inner in _models_in(field.annotation):
            yield from all_models(inner)


def written(value):
    if isinstance(value, BaseModel):
        for name in value.model_fields_set:
            yield (type(value).__name__, name)
            yield from written(getattr(value, name))
    elif isinstance(value, tuple):
        for one in value:
            yield from written(one)


def switched_on(folder):
    """The example with every option that it leaves off."""
    write(folder, GOAL.replace("GROW", "OTHER"), "okrs/other.toml")
    return loaded(folder, _OFF.sub(r"\1", EXAMPLE))


def test_the_example_loads_as_it_stands():
    configuration = load(str(ROOT / "config.example.toml"), {}, ROOT)
    assert configuration.place == "config.example.toml"
    assert configuration.goals(date(2026, 11, 1)).objectives


def test_the_example_shows_every_option_of_every_table(tmp_path):
    shown = set(written(switched_on(tmp_path).file))
    options = {(model.__name__, name) for model in all_models(File) for name in model.model_fields}
    assert options - shown == set()


def test_every_option_the_example_leaves_off_is_valid_too(tmp_path):
    assert len(_OFF.findall(EXAMPLE)) > 5
    assert switched_on(tmp_path).goals(date(2026, 11, 1)).objectives[-1].id == "OTHER"


def test_the_example_says_why_for_the_options_of_the_whole_file_and_its_settings():
    silent = [line for line in _settings() if _OPTION.match(line) and "  # " not in line]
    assert silent == []


def test_editors_check_the_example():
    assert EXAMPLE.startswith("#:schema ./docs/schema/okrsync.schema.json\n")
    assert (ROOT / "docs/schema/okrsync.schema.json").is_file()


def test_the_example_holds_no_secret_and_fits_on_a_screen():
    assert max(map(len, EXAMPLE.splitlines())) <= 125
    assert "\t" not in EXAMPLE


@pytest.mark.parametrize("name", ["okrsync.toml", ".github/okrsync.toml"])
def test_the_example_loads_from_each_usual_place(tmp_path, name):
    write(tmp_path, EXAMPLE, name)
    assert load(None, {}, tmp_path).place == name


def test_the_example_loads_from_elsewhere():
    reader = MemoryReader({"okrsync.toml": EXAMPLE})
    assert load("github:acme/okrs@main", {}, Path("/srv"), open_reader=reader).sources[0].name == "github"


def _settings():
    head, _, rest = EXAMPLE.partition("[[sources]]")
    return [*head.splitlines(), *rest.partition("---- settings")[2].splitlines()]
