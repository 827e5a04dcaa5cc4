"""Keys that are not part of the file: what was probably meant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel

from okrsync.config.file import File, Included
from okrsync.config.mistakes import cure, nearest

if TYPE_CHECKING:
    from okrsync.config.lines import Path

_GROUPS = ", ".join(Included.model_fields)
# Tables people write one level too high.
_HOMES = {"key_results": "objectives.key_results", "steps": "objectives.key_results.steps"}


def unknown_key(path: Path, loc: Path, *, is_main: bool) -> str:
    """What to do about a key no table of this kind has. `loc` is the model's own path to it."""
    if len(path) == 1:
        return _unknown_on_top(str(path[0]), is_main=is_main)
    key = str(path[-1])
    known = [name for model in models_at(File, loc[:-1]) for name in model.model_fields]
    if key in File.model_fields and nearest(key, known) is None:
        return "unknown key here; what is meant for the whole file stands above the first [table]"
    return f"unknown key; {cure(key, dict.fromkeys(known))}"


def _unknown_on_top(key: str, *, is_main: bool) -> str:
    if not is_main and key in File.model_fields:
        return f"belongs in the main file; an included file holds only {_GROUPS}"
    if key in _HOMES:
        return f"unknown key; write [[{_HOMES[key]}]]"
    return f"unknown key; {cure(key, (File if is_main else Included).model_fields)}"


def models_at(top: type[BaseModel], loc: Path) -> list[type[BaseModel]]:
    """The models whose keys stand at a place; several where a union's branch is not decided."""
    found = [top]
    for part in loc:
        if not isinstance(part, str):
            continue
        fields = [one.model_fields[part] for one in found if part in one.model_fields]
        inner = [model for field in fields for model in _models_in(field.annotation)]
        found = inner if fields else [one for one in found if _is_branch(one, part)]
    return found


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for argument in get_args(annotation) for model in _models_in(argument)]


def _is_branch(model: type[BaseModel], tag: str) -> bool:
    kind = model.model_fields.get("type")
    return kind is not None and tag in get_args(kind.annotation)
