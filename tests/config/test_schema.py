from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from okrsync.config.file import File
from okrsync.config.schema import schema, written_schema

ROOT = Path(__file__).parents[2]
PUBLISHED = ROOT / "docs" / "schema" / "okrsync.schema.json"


def checked(text):
    validator = jsonschema.Draft202012Validator(schema())
    return [error.message for error in validator.iter_errors(_as_json(tomllib.loads(text)))]


def _as_json(tables):
    return json.loads(json.dumps(tables, default=date.isoformat))


def test_the_published_schema_is_current():
    assert PUBLISHED.read_text(encoding="utf-8") == written_schema(), (
        "run: python -m okrsync.config.schema > docs/schema/okrsync.schema.json"
    )


def test_the_schema_is_written_by_running_its_module():
    ran = subprocess.run(
        [sys.executable, "-m", "okrsync.config.schema"], cwd=ROOT, capture_output=True, check=True
    )
    assert ran.stdout.decode() == written_schema()
    assert ran.stderr == b""


def test_the_schema_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(schema())


def test_the_example_fits_the_schema():
    assert checked((ROOT / "config.example.toml").read_text(encoding="utf-8")) == []


def test_editors_find_a_title_and_a_word_of_help_for_every_key():
    tables = [schema(), *schema()["$defs"].values()]
    silent = [
        f"{table['title']}.{name}"
        for table in tables
        for name, key in table.get("properties", {}).items()
        if "description" not in key and name != "type"
    ]
    assert silent == []
    assert all("description" in table for table in tables if table.get("type") == "object")


def test_no_default_contradicts_its_own_key():
    whole = schema()
    for table in [whole, *whole["$defs"].values()]:
        for key in table.get("properties", {}).values():
            if "default" in key:
                jsonschema.Draft202012Validator({**key, "$defs": whole["$defs"]}).validate(key["default"])


def test_absent_keys_are_never_null():
    assert '"null"' not in written_schema()
    assert "null" not in written_schema()


@pytest.mark.parametrize(
    "text",
    [
        "stor = 'x'",
        "[[objectives]]\nid = 'A'",
        "[[objectives]]\nid = 'A.B'\ntitle = 'x'",
        "[comments]\nmode = 'loud'",
        "[comments]\nafter = '2 days'",
        "[[rules]]\ngoal = 'A'\nwhen = {}",
        "[[rules]]\ngoal = 'A'\nwhen = { lable = 'x' }",
        "[[sources]]\nname = 'x'\ntype = 'file'\npath = 'x'\ncolumns = { titel = 'x' }",
        "[[sources]]\nname = 'x'\ntype = 'github'\nrepos = ['a/b']\ntoken_env = 'my token'",
        "[[objectives]]\nid = 'A'\ntitle = 'x'\nallocation = 35",
    ],
)
def test_the_schema_refuses_what_the_file_refuses(text):
    assert checked(text)


@pytest.mark.parametrize(
    "when",
    ["{ label = 'x' }", "[{ label = ['x', 'y'] }, { field.a = 'b' }]", "{ 'field.Story Points' = '5' }"],
)
def test_the_schema_knows_every_way_to_write_conditions(when):
    assert checked(f"[[rules]]\ngoal = 'A'\nwhen = {when}") == []


def test_a_file_of_goals_alone_fits_too():
    assert File.model_json_schema().get("required") is None
