"""What findings are drawn from."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from okrsync.core.goals import Objective
    from okrsync.core.report import (
        ConflictingItem,
        ListedItem,
        ReportExemption,
        ReportKeyResult,
        ReportKpi,
        ReportObjective,
        Starved,
        TeamCoverage,
    )
    from okrsync.core.rows import Rows
    from okrsync.core.scoring import Scorer
    from okrsync.core.tying import Tie, Tier


class Look(NamedTuple):
    """The rows of the report, and what they were made of."""

    tier: Tier
    scorer: Scorer
    rows: Rows
    ties: Mapping[str, Tie]
    shown: tuple[Objective, ...]
    objectives: tuple[ReportObjective, ...]
    key_results: tuple[ReportKeyResult, ...]
    kpis: tuple[ReportKpi, ...]
    exempt: tuple[ReportExemption, ...]
    teams: tuple[TeamCoverage, ...]
    starved: tuple[Starved, ...]
    conflicting: tuple[ConflictingItem, ...]
    stale: tuple[ListedItem, ...]
