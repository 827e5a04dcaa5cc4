"""The report's JSON Schema, made from its dataclasses."""

from __future__ import annotations

import json
import sys
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from okrsync.core.report import SCHEMA, Report


@cache
def report_adapter() -> TypeAdapter[Report]:
    """What pydantic knows of the report; it takes a tenth of a second to find out."""
    return TypeAdapter(Report)


class _Complete(GenerateJsonSchema):
    def field_is_required(self, field: Any, total: bool) -> bool:  # noqa: ARG002, FBT001 (pydantic's signature)
        return True  # what has a default is written all the same


def report_schema() -> dict[str, Any]:
    """The JSON Schema of `okrsync report --format json`. Every key is always there."""
    schema = report_adapter().json_schema(mode="serialization", schema_generator=_Complete)
    schema["properties"]["schema"] = {"const": SCHEMA, "title": "Schema", "type": "string"}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def written_schema() -> str:
    """The schema as the published file has it."""
    return json.dumps(report_schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.write(written_schema())
