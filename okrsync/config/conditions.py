"""The conditions of `when`: which work a rule, an exemption, a team or an exclusion means."""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from okrsync.config.values import Strict, Text


def _compiles(pattern: str) -> str:
    if not pattern.startswith("re:"):
        return pattern
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # a doubtful expression would warn again at every command
            re.compile(pattern.removeprefix("re:"), re.IGNORECASE)
    except (re.error, OverflowError, RecursionError, Warning) as error:
        raise PydanticCustomError(
            "expression", "is no regular expression: {reason}", {"reason": str(error)}
        ) from None
    if pattern == "re:":
        raise PydanticCustomError("expression", "an empty expression would match everything")
    return pattern


def as_list(value: Any) -> Any:
    """One value stands for a list of it."""
    return value if isinstance(value, list | tuple) else [value]


Pattern = Annotated[Text, AfterValidator(_compiles)]
_Several = Annotated[tuple[Pattern, ...], Field(min_length=1)]
Patterns = Annotated[_Several, BeforeValidator(as_list, json_schema_input_type=Pattern | _Several)]


class Conditions(Strict):
    """All of these must hold; a list of values means any of them.

    Case is ignored; `*` and `?` stand for any letters; `re:` starts a regular expression.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "minProperties": 1,
            "patternProperties": {r"^field\.": {"type": ["string", "array"], "items": {"type": "string"}}},
        }
    )

    source: Patterns | None = Field(None, description="the name of a source")
    project: Patterns | None = Field(None, description="a Jira project's key, or owner/repo")
    type: Patterns | None = Field(None, description="the type as the tracker calls it: Story, Bug")
    label: Patterns | None = Field(None, description="a label")
    component: Patterns | None = Field(None, description="a Jira component")
    milestone: Patterns | None = Field(None, description="a GitHub milestone or a Jira fix version")
    epic: Patterns | None = Field(None, description="the key or title of an epic above the item")
    team: Patterns | None = Field(None, description="the item's team")
    title: Patterns | None = Field(None, description="the item's title")
    field: dict[str, Patterns] | None = Field(
        None, description="any other field of the tracker, by name: field.severity", min_length=1
    )

    @model_validator(mode="before")
    @classmethod
    def _gather_fields(cls, table: Any) -> Any:
        """`"field.x" = …` in quotes means the same as `field.x = …`."""
        if not isinstance(table, Mapping) or not any(key.startswith("field.") for key in table):
            return table
        plain = {key: value for key, value in table.items() if not key.startswith("field.")}
        fields = {key.removeprefix("field."): value for key, value in table.items() if key not in plain}
        known = plain.get("field", {})
        return {**plain, "field": {**known, **fields} if isinstance(known, Mapping) else known}

    @model_validator(mode="after")
    def _ask_for_something(self) -> Self:
        if not self.patterns():
            raise PydanticCustomError(
                "when", "is empty and would match everything; name a label, a project …"
            )
        return self

    def patterns(self) -> dict[str, tuple[str, ...]]:
        """What is asked for, by dimension: `label`, `field.severity`."""
        asked = {name: getattr(self, name) for name in type(self).model_fields if name != "field"}
        found = {name: patterns for name, patterns in asked.items() if patterns is not None}
        return found | {f"field.{name}": patterns for name, patterns in (self.field or {}).items()}


_Tables = Annotated[tuple[Conditions, ...], Field(min_length=1)]
# A table of conditions, or a list of tables any of which may hold.
When = Annotated[_Tables, BeforeValidator(as_list, json_schema_input_type=Conditions | _Tables)]
