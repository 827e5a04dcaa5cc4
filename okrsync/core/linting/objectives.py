"""O: how objectives are written."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from okrsync.core.linting.draft import Flaw, is_company
from okrsync.core.linting.wording import activity, numbers, routine, words_of
from okrsync.core.naming import Goal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from okrsync.core.goals import KeyResult, Objective
    from okrsync.core.linting.draft import Draft

_SEVERAL = re.compile(r"\s*(?:[,;&/+]|\band\b)\s*", re.IGNORECASE)
_HANDLE = re.compile(r"@[\w.-]+/[\w.-]+")  # of a team, whose slash parts no names


def company_objectives(draft: Draft) -> Iterator[Flaw]:
    """O1."""
    found: dict[str, list[Objective]] = {}
    for one in filter(is_company, draft.objectives):
        found.setdefault(one.cycle.id, []).append(one)
    most = draft.method.company_objectives
    for cycle, members in found.items():
        if len(members) > most:
            yield Flaw(
                f"{cycle} has {len(members)} company objectives; more than {most} are no priorities",
                draft.place(Goal(members[most])),
            )


def team_objectives(draft: Draft) -> Iterator[Flaw]:
    """O2."""
    found: dict[tuple[str, str], list[Objective]] = {}
    for one in draft.objectives:
        if one.team is not None and not is_company(one):
            found.setdefault((one.team.casefold(), one.cycle.id), []).append(one)
    most = draft.method.team_objectives
    for (_, cycle), members in found.items():
        if len(members) > most:
            yield Flaw(
                f"team {members[0].team} has {len(members)} objectives in {cycle}; {most} is the most",
                draft.place(Goal(members[most])),
            )


def digits(draft: Draft) -> Iterator[Flaw]:
    """O3."""
    for one in draft.objectives:
        if found := numbers(one.title):
            message = f'the title holds "{found[0]}"; numbers belong to key results'
            yield draft.flaw(Goal(one), "title", message)


def title_length(draft: Draft) -> Iterator[Flaw]:
    """O4."""
    least, most = draft.method.title_words_min, draft.method.title_words_max
    for one in draft.objectives:
        length = len(words_of(one.title))
        if not least <= length <= most:
            said = "1 word" if length == 1 else f"{length} words"
            yield draft.flaw(Goal(one), "title", f"the title has {said}; {least} to {most} are good")


def activities(draft: Draft) -> Iterator[Flaw]:
    """O5."""
    for one in draft.objectives:
        if found := activity(one.title):
            yield draft.flaw(
                Goal(one), "title", f'"{found}" names a task; say what will be better, and for whom'
            )


def routines(draft: Draft) -> Iterator[Flaw]:
    """O6."""
    for one in draft.objectives:
        if found := routine(one.title):
            message = f'"{found}" is business as usual; watch it with a KPI, and say what will change'
            yield draft.flaw(Goal(one), "title", message)


def owners(draft: Draft) -> Iterator[Flaw]:
    """O7."""
    for one in draft.objectives:
        if one.owner is None:
            yield draft.flaw(Goal(one), "owner", "nobody owns it")
            continue
        names = [name for name in _SEVERAL.split(_HANDLE.sub("team", one.owner)) if name]
        if len(names) > 1:
            yield draft.flaw(Goal(one), "owner", f"it has {len(names)} owners; one answers for it")


def dates(draft: Draft) -> Iterator[Flaw]:
    """O8."""
    for one in draft.objectives:
        if not one.has_cycle:
            message = "neither it nor the file names a cycle; it would move on with every quarter"
            yield draft.flaw(Goal(one), "cycle", message)
        for part in one.key_results:
            for key, day in _days(part):
                if not one.cycle.contains(day):
                    span = f"{one.cycle.start} to {one.cycle.end}"
                    message = f"{day} lies outside of its cycle {one.cycle.id} ({span})"
                    yield draft.flaw(Goal(one, part), key, message)


def commitments(draft: Draft) -> Iterator[Flaw]:
    """O9."""
    for one in draft.objectives:
        if not one.has_commitment:
            message = "how much of it is expected is not declared; it counts as committed"
            yield draft.flaw(Goal(one), "commitment", message)


def copies(draft: Draft) -> Iterator[Flaw]:
    """O10."""
    for one in draft.objectives:
        parent = draft.names.parent(one)
        above = (parent.key_result or parent.objective) if parent else None
        if above is not None and _is_alike(one.title, above.title, draft.method.title_similarity):
            yield draft.flaw(Goal(one), "title", f"the title repeats that of its parent {above.id}")


def _days(part: KeyResult) -> Iterator[tuple[str, date]]:
    yield from (("steps", step.due) for step in part.steps if step.due)
    yield from (("phases", day) for day, _ in part.phases)


def _is_alike(one: str, other: str, least: float) -> bool:
    matcher = SequenceMatcher(None, one.casefold(), other.casefold())
    # The quick ratios are upper bounds, and nearly all pairs end there.
    return matcher.real_quick_ratio() >= least and matcher.quick_ratio() >= least and matcher.ratio() >= least
