"""Schemas that know a company's own names, so that its editors complete goals, teams, cycles and labels."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from okrsync.config.file import File, Included
from okrsync.config.schema import schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# Which names a key takes, by its table.
_KEYS = {
    ("Objective", "parent"): "goals",
    ("Rule", "goal"): "goals",
    ("Decision", "goal"): "goals",
    ("Objective", "team"): "teams",
    ("Kpi", "team"): "teams",
    ("Team", "parent"): "teams",
    ("Objective", "cycle"): "cycles",
    ("Objective", "labels"): "labels",
    ("KeyResult", "labels"): "labels",
    ("Conditions", "label"): "labels",
}


def completing(file: File, labels: Iterable[str] = ()) -> dict[str, str]:
    """The schemas of the main file and of included ones, by the names of their files.

    `labels` are those of work, beside the ones the file names itself. Other names stay valid: a goal may
    be written before it is known.
    """
    known = _names(file, labels)
    return {
        "okrsync.schema.json": _written(schema(File), known),
        "goals.schema.json": _written(schema(Included), known),
    }


def _names(file: File, labels: Iterable[str]) -> dict[str, list[str]]:
    objectives = file.objectives
    parts = [(one, part) for one in objectives for part in one.key_results]
    goals = [*(one.id for one in objectives), *(f"{one.id}.{part.id}" for one, part in parts)]
    teams = [*(team.id for team in file.teams), *(one.team for one in objectives if one.team)]
    cycles = [*(cycle.id for cycle in file.cycles), *(one.cycle for one in objectives if one.cycle)]
    own = [label for one in objectives for label in one.labels]
    own += [label for _, part in parts for label in part.labels]
    found = {"goals": goals, "teams": teams, "cycles": cycles, "labels": [*own, *labels]}
    return {
        name: sorted(set(values), key=lambda value: (value.casefold(), value))
        for name, values in found.items()
    }


def _written(found: dict[str, Any], known: Mapping[str, list[str]]) -> str:
    for (table, key), kind in _KEYS.items():
        place = found["$defs"][table]["properties"][key]
        if known[kind]:
            _offer(place.get("items", place) if place.get("type") == "array" else place, known[kind])
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"


def _offer(place: dict[str, Any], names: list[str]) -> None:
    """What may stand there stays the same; the names come first."""
    told: dict[str, Any] = {key: place.pop(key) for key in ("title", "description") if key in place}
    choices = place.pop("anyOf", None) or [dict(place)]
    place.clear()
    place |= told | {"anyOf": [{"enum": names}, *choices]}
