from __future__ import annotations

import json
import tomllib
from datetime import date
from functools import cache
from pathlib import Path

import jsonschema
import pytest

import okrsync
from okrsync.config.completing import completing
from okrsync.config.file import Included
from okrsync.config.schema import schema, written_schema
from tests.config.files import GOAL, loaded

ROOT = Path(__file__).parents[2]
SAMPLE = Path(okrsync.__file__).parent / "sample" / "lumen"
COMPANY = f"""
cycle = "2026-Q4"
{GOAL}
team = "product"
cycle = "2026-Q4"
labels = ["onboarding"]
[[objectives.key_results]]
id = "KR1"
title = "x"
labels = ["kr/first"]
[[teams]]
id = "Marketing"
"""


def as_json(text):
    return json.loads(json.dumps(tomllib.loads(text), default=date.isoformat))


def valid(found, text):
    return jsonschema.Draft202012Validator(found).is_valid(as_json(text))


@cache
def of_goals():
    return schema(Included)


def test_the_published_schema_of_goals_is_current():
    published = (ROOT / "docs" / "schema" / "goals.schema.json").read_text(encoding="utf-8")
    assert published == written_schema(Included), "run: make schemas"


@pytest.mark.parametrize("path", sorted((SAMPLE / "okrs").glob("*.toml")), ids=lambda path: path.name)
def test_the_files_of_the_sample_fit_the_schema_of_goals(path):
    tables = as_json(path.read_text(encoding="utf-8"))
    errors = jsonschema.Draft202012Validator(of_goals()).iter_errors(tables)
    assert [error.message for error in errors] == []


def test_the_schema_of_goals_refuses_what_an_include_may_not_hold():
    assert valid(of_goals(), GOAL)
    assert not valid(of_goals(), f"store = 'sqlite:///x'\n{GOAL}")
    assert not valid(of_goals(), GOAL + "lint_ignore = { K99 = 'x' }")
    assert not valid(of_goals(), GOAL + "lint_ignore = { K7 = '' }")


class TestCompleting:
    @pytest.fixture
    def found(self, tmp_path):
        texts = completing(loaded(tmp_path, COMPANY).file, ["web", "Onboarding"])
        assert set(texts) == {"okrsync.schema.json", "goals.schema.json"}
        return json.loads(texts["goals.schema.json"])

    def offered(self, found, table, key):
        place = found["$defs"][table]["properties"][key]
        place = place["items"] if place.get("type") == "array" else place
        return next(one["enum"] for one in place["anyOf"] if "enum" in one)

    def test_goals_teams_and_cycles_are_completed_where_they_are_named(self, found):
        assert self.offered(found, "Objective", "parent") == ["GROW", "GROW.KR1"]
        assert self.offered(found, "Rule", "goal") == ["GROW", "GROW.KR1"]
        assert self.offered(found, "Objective", "team") == ["Marketing", "product"]
        assert self.offered(found, "Objective", "cycle") == ["2026-Q4"]

    def test_labels_of_the_file_and_of_work_are(self, found):
        labels = ["kr/first", "Onboarding", "onboarding", "web"]
        assert sorted(self.offered(found, "KeyResult", "labels")) == sorted(labels)
        assert sorted(self.offered(found, "Conditions", "label")) == sorted(labels)

    def test_other_names_stay_valid(self, found):
        jsonschema.Draft202012Validator.check_schema(found)
        rule = "[[rules]]\ngoal = 'NEW'\nwhen = [{ label = ['new', 'x'] }, { label = 're:x' }]\n"
        assert valid(found, f"{GOAL}parent = 'NEW.KR3'\nteam = 'new'\nlabels = ['new']\n{rule}")

    def test_what_was_wrong_stays_wrong(self, found):
        assert not valid(found, f"{GOAL}labels = [5]\n")
        assert not valid(found, f"{GOAL}parent = ''\n")
        assert not valid(found, "[[rules]]\ngoal = 'NEW'\nwhen = { label = 5 }\n")

    def test_a_file_without_goals_offers_nothing(self, tmp_path):
        texts = completing(loaded(tmp_path, "cycle = '2026-Q4'").file)
        assert texts["goals.schema.json"] == written_schema(Included)
