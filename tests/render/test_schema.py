import os
from pathlib import Path

import jsonschema

from okrsync.render.schema import report_schema, written_schema
from tests.builders.golden import REFRESH

PUBLISHED = Path(__file__).parents[2] / "docs" / "schema" / "report.schema.json"


def test_the_published_schema_is_current():
    current = written_schema()
    if os.environ.get(REFRESH):
        PUBLISHED.write_text(current, encoding="utf-8")
    assert PUBLISHED.read_text(encoding="utf-8") == current


def test_the_schema_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(report_schema())


def test_every_part_of_the_report_is_always_there():
    schema = report_schema()
    assert set(schema["required"]) == set(schema["properties"])
    assert schema["properties"]["schema"]["const"] == "okrsync.report/1"
