"""What the model says against a file, in plain words and with the nearest valid spelling."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from okrsync.config.file import File
from okrsync.config.keys import models_at, unknown_key
from okrsync.config.mistakes import Mistake, cure, nearest, quoted
from okrsync.config.values import SHAPES

if TYPE_CHECKING:
    from pydantic import BaseModel, ValidationError
    from pydantic_core import ErrorDetails

    from okrsync.config.documents import Document
    from okrsync.config.lines import Path

_QUOTED = re.compile(r"'([^']*)'")


def mistakes_of(
    error: ValidationError, document: Document, top: type[BaseModel] | None = None
) -> Iterator[Mistake]:
    """One mistake for each place the model refuses. No secret is repeated.

    `top` is the model where it is not the file's.
    """
    told: set[Path] = set()
    for detail in error.errors(include_url=False):
        path = _path(document.tables, detail["loc"])
        if path in told or (detail["type"] == "too_short" and detail["input"]):
            continue  # a list is also called too short when none of its values is valid
        told.add(path)
        if detail["type"].startswith("union_tag"):
            path = (*path, "type")
        yield document.mistake(path, _sentence(detail, path, document, top))


def _path(tables: Any, loc: Path) -> Path:
    """The place in the text: without the steps only the model takes, such as a union's branch."""
    path: list[str | int] = []
    at: Any = tables
    for index, part in enumerate(loc):
        is_last = index == len(loc) - 1
        joined = f"{part}.{loc[index + 1]}" if not is_last else ""  # "field.x" in quotes
        if isinstance(at, Mapping) and isinstance(part, str):
            key = part if part in at or is_last else joined
            if key in at or (is_last and part != "[key]"):
                path.append(key)
                at = at.get(key)
        elif isinstance(at, list) and isinstance(part, int) and (part < len(at) or is_last):
            path.append(part)
            at = at[part] if part < len(at) else None
    return tuple(path)


def _sentence(detail: ErrorDetails, path: Path, document: Document, top: type[BaseModel] | None) -> str:
    words = _WORDS.get(detail["type"])
    if detail["type"] == "extra_forbidden" and top is not None:
        known = [name for model in models_at(top, detail["loc"][:-1]) for name in model.model_fields]
        return f"unknown key; {cure(str(path[-1]), known)}"
    if detail["type"] == "extra_forbidden":
        return unknown_key(path, detail["loc"], is_main=document.is_main)
    if detail["type"] in ("tuple_type", "model_type", "model_attributes_type", "dict_type"):
        return _misshapen(detail, path)
    return words(detail) if words else _decapitalised(detail["msg"])


def _misshapen(detail: ErrorDetails, path: Path) -> str:
    name = ".".join(part for part in path if isinstance(part, str))
    got = detail["input"]
    is_table_wanted = detail["type"] != "tuple_type"
    holds_tables = bool(models_at(File, detail["loc"]))
    if is_table_wanted and isinstance(got, list):
        return f"is one table: write [{name}], with single brackets"
    if is_table_wanted:
        return f"should be a table, not {_kind(got)}"
    if holds_tables and isinstance(got, Mapping):
        return f"is a list of tables: write [[{name}]], with double brackets"
    if holds_tables:
        return f"should be a list of tables, not {_kind(got)}"
    return f"should be a list, in brackets, not {_kind(got)}"


def _choice(detail: ErrorDetails) -> str:
    known = _QUOTED.findall(detail.get("ctx", {}).get("expected", ""))
    got = detail["input"]
    if not isinstance(got, str):
        return f"should be one of {', '.join(known)}, in quotes"
    close = nearest(got, known)
    hint = f"; did you mean {quoted(close)}?" if close else ""
    return f"{quoted(got)} is none of {', '.join(known)}{hint}"


def _source_type(detail: ErrorDetails) -> str:
    context = detail.get("ctx", {})
    got = str(context.get("tag", ""))
    known = _QUOTED.findall(context.get("expected_tags", ""))
    return f"no source has the type {quoted(got)}; {cure(got, known)}"


def _at_most(detail: ErrorDetails) -> str:
    most = detail.get("ctx", {})["le"]
    return "should be a share from 0 to 1: 35 % is 0.35" if most == 1 else f"should be at most {most:g}"


def _instead_of(wanted: str) -> Callable[[ErrorDetails], str]:
    return lambda detail: f"should be {wanted}, not {_kind(detail['input'])}"


def _always(sentence: str) -> Callable[[ErrorDetails], str]:
    return lambda _detail: sentence


def _kind(value: Any) -> str:
    """What a person would call the value. The value itself is not shown."""
    if isinstance(value, bool):
        return "true or false"
    kinds = (
        (str, "text"),
        (int | float, "a number"),
        (date, "a date"),
        (list | tuple, "a list"),
        (Mapping, "a table"),
    )
    return next((name for kind, name in kinds if isinstance(value, kind)), "this")


def _decapitalised(text: str) -> str:
    return text[:1].lower() + text[1:]


_WORDS: dict[str, Callable[[ErrorDetails], str]] = {
    "missing": _always("missing"),
    "string_type": _instead_of("text in quotes"),
    "int_type": _always("should be a whole number, without quotes"),
    "float_type": _instead_of("a number"),
    "bool_type": _instead_of("true or false"),
    "finite_number": _always("should be an ordinary number"),
    "literal_error": _choice,
    "union_tag_invalid": _source_type,
    "union_tag_not_found": _always("missing; a source is of type github, jira or file"),
    "string_pattern_mismatch": lambda detail: SHAPES[detail.get("ctx", {})["pattern"]],
    "too_short": _always("must not be empty"),
    "greater_than_equal": lambda detail: f"should be at least {detail.get('ctx', {})['ge']:g}",
    "less_than_equal": _at_most,
}
