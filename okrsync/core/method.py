"""The thresholds of the method."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Method:
    """Each as the file says, else as published; most are Oboard's."""

    on_track: float = 0.70
    behind: float = 0.40
    too_early: float = 0.15
    min_observations: int = 2
    cadence_days: int = 7
    grace_days: int = 3
    starved_elapsed: float = 0.25
    starved_share: float = 0.5
    trap_work_done: float = 0.60
    trap_elapsed: float = 1 / 3
    trap_outcome: float = 0.20
    divergence_points: float = 10.0
    flat_days: int = 28
    kpi_periods: int = 2
    shared_teams: int = 4
    score_yellow: float = 0.40
    score_green: float = 0.70
    committed_score: float = 1.0
    aspirational_score: float = 0.70
    forecast_observations: int = 4
    forecast_runs: int = 500
    company_objectives: int = 5
    team_objectives: int = 3
    title_words_min: int = 4
    title_words_max: int = 18
    title_similarity: float = 0.90
    key_results_min: int = 2
    key_results_max: int = 5
    milestone_share: float = 0.50
    confidence_low: float = 0.40
    confidence_high: float = 0.75
    confidence_fantasy: float = 0.25
    confidence_sandbagging: float = 0.90
    sandbagging_score: float = 0.85
    rule_idle_days: int = 60
    rule_share: float = 0.60
    stories_without_epic: float = 0.20
    work_without_estimate: float = 0.30
    slip_factor: float = 10.0
