"""Fields of GitHub's projects (boards). A question of its own: not every token may ask it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from okrsync.trackers.github.answers import QueryRefused, ServerFailed
from okrsync.trackers.github.graph import nodes
from okrsync.trackers.github.items import shown_value, with_fields
from okrsync.trackers.github.pauses import LimitReached

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from okrsync.core.model import WorkItem
    from okrsync.trackers.github.client import Client

Payload = dict[str, Any]

_MOST = 100  # items in one query
_VALUE = """
  ... on ProjectV2ItemFieldNumberValue { number }
  ... on ProjectV2ItemFieldSingleSelectValue { name }
  ... on ProjectV2ItemFieldTextValue { text }
  ... on ProjectV2ItemFieldDateValue { date }
  ... on ProjectV2ItemFieldIterationValue { title }
"""
_SHOWN = ("number", "name", "text", "date", "title")


class ProjectFields:
    """Puts the wanted fields on items: a request and a point for a hundred. A failure costs these alone."""

    def __init__(self, client: Client, wanted: Sequence[str]) -> None:
        self._client = client
        self._wanted = wanted
        self._query = _query(len(wanted))
        self.trouble: str | None = None  # why they are missing
        self.is_passing = False  # whether another time will do

    def on(self, items: Iterable[WorkItem]) -> tuple[WorkItem, ...]:
        read = tuple(items)
        asked = [item.id for item in read if item.kind != "milestone"] if self._wanted else []
        found: dict[str, dict[str, tuple[str, ...]]] = {}
        for start in range(0, len(asked), _MOST):
            if self.trouble is None:
                found.update(self._read(asked[start : start + _MOST]))
        return tuple(with_fields(item, found[item.id]) if item.id in found else item for item in read)

    def _read(self, ids: list[str]) -> dict[str, dict[str, tuple[str, ...]]]:
        names = {f"n{number}": name for number, name in enumerate(self._wanted)}
        try:
            data = self._client.query(self._query, {"ids": ids, **names}, "the fields of projects")
        except (ServerFailed, LimitReached) as error:
            self.trouble, self.is_passing = str(error), True
            return {}
        except QueryRefused as error:
            self.trouble = str(error)
            return {}
        told = nodes(data)
        if any(not isinstance(node.get("projectItems"), dict) for node in told):
            self.trouble = f"{self._client.access.credential} may not read them"
        return {str(node["id"]): self._values(node) for node in told if node.get("id")}

    def _values(self, node: Payload) -> dict[str, tuple[str, ...]]:
        """Of an item in several projects, all their values."""
        found: dict[str, tuple[str, ...]] = {}
        for entry in nodes(node.get("projectItems") or {}):
            for number, name in enumerate(self._wanted):
                value = entry.get(f"f{number}") or {}
                shown = [text for key in _SHOWN if (text := shown_value(value.get(key)))]
                found[name] = tuple(dict.fromkeys((*found.get(name, ()), *shown)))
        return {name: values for name, values in found.items() if values}


def _query(count: int) -> str:
    declared = "".join(f", $n{number}: String!" for number in range(count))
    fields = "".join(
        f"f{number}: fieldValueByName(name: $n{number}) {{ {_VALUE} }}\n" for number in range(count)
    )
    items = f"id projectItems(first: 10, includeArchived: false) {{ nodes {{ {fields} }} }}"
    return f"""
query($ids: [ID!]!{declared}) {{
  nodes(ids: $ids) {{ ... on Issue {{ {items} }} ... on PullRequest {{ {items} }} }}
}}
"""
