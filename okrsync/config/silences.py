"""Rules of lint by their ids: how severe they are, and why one leaves a goal alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, get_args

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from okrsync.config.mistakes import nearest, quoted
from okrsync.config.values import Text
from okrsync.core.goals import LintSetting
from okrsync.core.linting.catalogue import CATALOGUE


def _known(name: str) -> str:
    if name in CATALOGUE:
        return name
    close = nearest(name, CATALOGUE)
    hint = f"did you mean {close}?" if close else "`okrsync lint` names them with what they find"
    raise PydanticCustomError(
        "rule", "no rule of lint is called {name}; {hint}", {"name": quoted(name), "hint": hint}
    )


def _reasoned(value: Any) -> Any:
    if not isinstance(value, Mapping):
        raise PydanticCustomError("silence", 'is a table of rules with their reasons: { K7 = "why" }')
    for reason in value.values():
        if not isinstance(reason, str) or not reason.strip():
            raise PydanticCustomError("silence", 'gives no reason; write one: { K7 = "why" }')
    return value


def _schema(value: dict[str, Any]) -> dict[str, Any]:
    """Editors complete the rules, each with what it asks for."""
    each = {name: {**value, "description": rule.title} for name, rule in CATALOGUE.items()}
    return {"type": "object", "properties": each, "additionalProperties": False}


_RuleId = Annotated[str, AfterValidator(_known)]
_LEVELS = list(get_args(LintSetting))

Levels = Annotated[
    dict[_RuleId, LintSetting],
    Field(json_schema_extra=lambda schema: schema.update(_schema({"enum": _LEVELS}))),
]
Silences = Annotated[
    dict[_RuleId, Text],
    BeforeValidator(_reasoned),
    Field(json_schema_extra=lambda schema: schema.update(_schema({"type": "string", "pattern": r"\S"}))),
]
