"""The JSON Schemas of the file and of those it includes, from which editors complete and check them.

`python -m okrsync.config.schema > docs/schema/okrsync.schema.json`, and with `included` after it for
`goals.schema.json`.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from okrsync.config.file import File, Included

if TYPE_CHECKING:
    from pydantic import BaseModel

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(model: type[BaseModel] = File) -> dict[str, Any]:
    """The schema of okrsync.toml, or of a file of goals it includes."""
    found: dict[str, Any] = _without_null(model.model_json_schema(mode="validation"))
    return {"$schema": DIALECT, **found}


def written_schema(model: type[BaseModel] = File) -> str:
    """The schema as the text that is published."""
    return json.dumps(schema(model), indent=2, ensure_ascii=False) + "\n"


def _without_null(value: Any) -> Any:
    """TOML has no null: a key that may be absent is simply absent."""
    if isinstance(value, list):
        return [_without_null(one) for one in value]
    if not isinstance(value, dict):
        return value
    cleaned = {
        key: _without_null(one) for key, one in value.items() if not (key == "default" and one is None)
    }
    choices = cleaned.get("anyOf")
    if not isinstance(choices, list):
        return cleaned
    cleaned["anyOf"] = [choice for choice in choices if choice != {"type": "null"}]
    if len(cleaned["anyOf"]) == 1:
        return {**cleaned.pop("anyOf")[0], **cleaned}
    return cleaned


if __name__ == "__main__":
    sys.stdout.write(written_schema(Included if sys.argv[1:] == ["included"] else File))
