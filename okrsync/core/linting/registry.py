"""The rules of lint: each id with the function that looks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from okrsync.core.linting import alignment, claims, key_results, metrics, objectives, results, work
from okrsync.core.linting.catalogue import CATALOGUE, Entry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from okrsync.core.linting.draft import Draft, Flaw


class Rule(NamedTuple):
    """A rule and its words; what `find` needs beside the goals is passed to it, where it is known."""

    id: str
    words: Entry
    find: Callable[..., Iterator[Flaw]]
    needs: str | None = None  # the part of the draft it cannot do without

    def flaws(self, draft: Draft) -> Iterator[Flaw]:
        """What it finds; nothing where it cannot look."""
        if self.needs is None:
            return self.find(draft)
        part: Any = getattr(draft, self.needs)
        return iter(()) if part is None else self.find(draft, part)


_RULES: dict[str, Callable[..., Iterator[Flaw]]] = {
    "O1": objectives.company_objectives,
    "O2": objectives.team_objectives,
    "O3": objectives.digits,
    "O4": objectives.title_length,
    "O5": objectives.activities,
    "O6": objectives.routines,
    "O7": objectives.owners,
    "O8": objectives.dates,
    "O9": objectives.commitments,
    "O10": objectives.copies,
    "K1": key_results.how_many,
    "K2": key_results.complete,
    "K3": key_results.opposite,
    "K4": key_results.unmeasured,
    "K5": key_results.tasks,
    "K6": key_results.indicators,
    "K7": key_results.unguarded,
    "K8": key_results.weights,
    "K9": key_results.origins,
    "K10": key_results.milestones,
    "K11": key_results.confidences,
    "K12": metrics.one_metric_twice,
    "A1": alignment.parents,
    "A2": alignment.parents_cycles,
    "A3": alignment.supported,
    "A4": alignment.company_goal,
    "A5": alignment.coordinators,
    "A6": alignment.allocations,
    "R1": results.overdue,
    "R2": results.flat,
    "R3": results.edited,
    "R4": results.unscored,
    "R5": results.sandbagged,
    "M1": claims.contested_labels,
    "M2": work.misnamed,
    "M3": work.unreachable,
    "M4": work.idle_or_greedy,
    "M5": work.over_budget,
    "D1": work.hygiene,
}
_NEEDS = {"R3": "edits", "M2": "seen", "M4": "seen", "M5": "seen", "D1": "seen"}

RULES = tuple(Rule(name, CATALOGUE[name], find, _NEEDS.get(name)) for name, find in _RULES.items())
