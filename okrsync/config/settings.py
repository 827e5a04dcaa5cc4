"""The settings of the file: effort, comments, tying, what is left out, and the method's thresholds."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Literal

from pydantic import Field

from okrsync.config.conditions import When
from okrsync.config.silences import Levels, Silences
from okrsync.config.values import Count, Day, Duration, Flag, Number, Share, Strict, Text

_Points = Annotated[Number, Field(ge=0)]
_Several = Annotated[Count, Field(ge=1, le=100_000)]
_Pair = Annotated[Count, Field(ge=2)]  # one value alone has not moved


class Effort(Strict):
    """How work is weighed."""

    unit: Literal["points", "items"] = Field("points", description="items: every item weighs the same")
    default_points: _Points = Field(1.0, description="for work nobody estimated")


class Comments(Strict):
    """The one comment okrsync keeps on an item that serves no goal."""

    mode: Literal["comment", "off"] = Field("comment", description="off: nothing is ever written")
    max_per_run: Count = Field(20, description="new comments in one run of nudge")
    max_per_project: Count | None = Field(
        None, description="new comments in one repository or Jira project; default: only the run's bound"
    )
    after: Duration = Field(
        timedelta(days=2),
        description="grace for issues; pull requests have none",
        json_schema_extra={"default": "2d"},
    )
    start: Day | None = Field(
        None, description="nothing created earlier gets a comment; default: the day of the first sync"
    )
    skip_authors: tuple[Text, ...] = Field(default=(), description="whose work gets none; bots never do")
    authors: tuple[Text, ...] = Field(
        default=(), description="further accounts whose marked comments count as ours"
    )
    authors_may_waive: Flag = Field(
        default=False,
        description="who opened an item may waive it there with `/okr none REASON`",
    )
    on_resolved: Literal["edit", "delete"] = Field(
        "edit", description="what becomes of a comment that is needed no more"
    )
    public_titles: Flag = Field(
        default=False, description="in a public repository, name goals and items from elsewhere by title"
    )
    quiet_below: Share | None = Field(
        None, description="stop where a smaller share of comments is acted upon: 0.1"
    )


class Tying(Strict):
    """How goals are named on work."""

    label_prefix: Text = Field("okr:", description="a label okr:grow names the goal GROW")
    fields: tuple[Text, ...] = Field(default=(), description="fields of the tracker that name a goal")
    on_conflict: Literal["flag", "split", "first"] = Field(
        "flag", description="work with two goals is flagged, split between them, or given to the first"
    )


class Exclude(Strict):
    """Work that is left out of every number."""

    when: When = Field(description="all conditions of a table must hold; of several tables, any")


class Method(Strict):
    """The thresholds of the method. The defaults are published ones; change them rarely."""

    on_track: Share = Field(0.70, description="pace from which a goal is on track")
    behind: Share = Field(0.40, description="pace from which it is behind; below, at risk")
    too_early: Share = Field(0.15, description="share of the cycle before which no pace is judged")
    min_observations: Count = Field(2, description="values needed to judge a pace")
    cadence_days: Count = Field(7, description="how often a new value is due, in days")
    grace_days: Count = Field(3, description="days of grace before a value is outdated")
    starved_elapsed: Share = Field(0.25, description="share of the cycle from which goals can starve")
    starved_share: Share = Field(0.5, description="starved below this part of the planned share")
    trap_work_done: Share = Field(0.60, description="activity trap: from this share of work done")
    trap_elapsed: Share = Field(1 / 3, description="activity trap: from this share of the cycle")
    trap_outcome: Share = Field(0.20, description="activity trap: up to this part of the expected outcome")
    divergence_points: Number = Field(
        10.0, description="percentage points between planned and actual effort that are worth a finding"
    )
    flat_days: Count = Field(28, description="on track, yet unmoved for so many days: worth a finding")
    kpi_periods: _Several = Field(2, description="values beyond its corridor before a KPI needs an objective")
    shared_teams: _Several = Field(4, description="goals that so many teams carry need a coordinator")
    score_yellow: Share = Field(0.40, description="final scores below are red")
    score_green: Share = Field(0.70, description="final scores from here on are green, between yellow")
    committed_score: Share = Field(1.0, description="what a committed goal is expected to reach")
    aspirational_score: Share = Field(0.70, description="what an aspirational goal is expected to reach")
    forecast_observations: _Pair = Field(4, description="values needed for a forecast")
    forecast_runs: _Several = Field(500, description="courses a forecast plays through")
    slip_factor: _Points = Field(
        10.0, description="a value checked in further away than so many times the target is taken for a slip"
    )
    company_objectives: Count = Field(5, description="O1: most company objectives in a cycle")
    team_objectives: Count = Field(3, description="O2: most objectives of a team in a cycle")
    title_words_min: Count = Field(4, description="O4: fewest words of an objective's title")
    title_words_max: Count = Field(18, description="O4: most words of an objective's title")
    title_similarity: Share = Field(0.90, description="O10: from here a title is a copy of its parent's")
    key_results_min: Count = Field(2, description="K1: fewest key results of an objective")
    key_results_max: Count = Field(5, description="K1: most key results of an objective")
    milestone_share: Share = Field(0.50, description="K10: most milestones among an objective's key results")
    confidence_low: Share = Field(0.40, description="K11: lowest mean confidence of a good draft")
    confidence_high: Share = Field(0.75, description="K11: highest mean confidence of a good draft")
    confidence_fantasy: Share = Field(0.25, description="K11: below, a draft is fantasy")
    confidence_sandbagging: Share = Field(0.90, description="K11: above, a draft is sandbagging")
    sandbagging_score: Share = Field(0.85, description="R5: highest mean score of aspirational goals")
    rule_idle_days: Count = Field(60, description="M4: days after which a rule should have matched something")
    rule_share: Share = Field(0.60, description="M4: most of all work one rule should match")
    stories_without_epic: Share = Field(0.20, description="D1: most stories without an epic")
    work_without_estimate: Share = Field(0.30, description="D1: most work without an estimate")


class Lint(Strict):
    """What `okrsync lint` says: how severe each rule is, and which leave this file alone, with the reason."""

    levels: Levels = Field(default_factory=dict, description="by rule: error, warning, info or off")
    ignore: Silences = Field(
        default_factory=dict, description="rules silenced for the whole file, with the reason"
    )
