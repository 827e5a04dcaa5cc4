"""What goes on in the next cycle, as the text of a file of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import tomlkit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

# In this order; what belongs to the cycle that ended (values, scores, days) is left behind.
_OBJECTIVE = (
    *("id", "title", "cycle", "team", "owner", "parent", "relation", "commitment", "state", "weight"),
    *("allocation", "driver", "unaligned", "coordinator", "confidential", "lint_ignore", "labels"),
)
_KEY_RESULT = (
    *("id", "title", "kind", "baseline", "target", "min", "max", "unit", "levels", "steps", "cadence"),
    *("weight", "owner", "indicator", "measure", "lint_ignore", "labels"),
)


class Carried(NamedTuple):
    """An objective that goes on: its table, and its key results' tables, each with a remark."""

    table: Mapping[str, Any]
    remark: str
    key_results: Sequence[tuple[Mapping[str, Any], str]]


def carried_file(before: str, after: str, goals: Sequence[Carried]) -> str:
    """The text of the next cycle's file. Ids, titles and owners stay."""
    return "\n".join(_lines(before, after, goals)) + "\n"


def _lines(before: str, after: str, goals: Sequence[Carried]) -> Iterator[str]:
    yield f"# {after}: what goes on from {before}, to be reviewed before it counts."
    for goal in goals:
        yield ""
        yield f"# {goal.remark}"
        yield "[[objectives]]"
        yield from _keys({**goal.table, "cycle": after}, _OBJECTIVE, "")
        for table, remark in goal.key_results:
            yield ""
            yield f"  # {remark}"
            yield "  [[objectives.key_results]]"
            yield from _keys(_ahead(table), _KEY_RESULT, "  ")


def _ahead(table: Mapping[str, Any]) -> dict[str, Any]:
    """Without steps that are done; the days of the others are to be set anew."""
    kept = dict(table)
    if "steps" in kept:
        kept["steps"] = [{"title": step["title"]} for step in kept["steps"] if not step.get("done")]
    return {key: value for key, value in kept.items() if value not in ([], None)}


def _keys(table: Mapping[str, Any], order: Sequence[str], indent: str) -> Iterator[str]:
    for key in order:
        if key in table:
            yield f"{indent}{key} = {_value(table[key])}"


def _value(value: Any) -> str:
    """On one line."""
    if isinstance(value, dict):
        return (
            "{ "
            + ", ".join(f"{tomlkit.key(key).as_string()} = {_value(one)}" for key, one in value.items())
            + " }"
        )
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    return str(tomlkit.item(value).as_string())
