"""A judgement for people, line by line, and as JSON."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from okrsync.cli.output import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from okrsync.core.judging import Judgement
    from okrsync.core.verdicts import Evidence
    from okrsync.steps.comment import Outcome
    from okrsync.steps.judging import Judged

NO_COMMENTS: Mapping[str, Outcome] = MappingProxyType({})
_MOST_SUGGESTIONS = 3
_LEVELS = {
    "decision": "decided",
    "waiver": "waived",
    "explicit": "named",
    "rule": "rule",
    "exempt": "exempt",
    "inherited": "inherited",
    "default": "by default",
}


def as_json(judged: Judged, comments: Mapping[str, Outcome] = NO_COMMENTS) -> dict[str, Any]:
    """One item of `check` and `explain`, with what became of the comment on it."""
    judgement = judged.judgement
    return {
        "ref": judgement.item.ref,
        "verdict": judgement.verdict,
        "goals": judgement.goals,
        "evidence": judgement.evidence,
        "suggestions": judgement.suggestions,
        "incomplete": judgement.incomplete,
        "comment": comments.get(judgement.item.ref, "none"),
    }


def verdict_line(judgement: Judgement) -> str:
    """`github:acme/web#12 is tied to GROW.KR1: Faster signup`."""
    item = judgement.item
    goals = f" to {', '.join(judgement.goals)}" if judgement.verdict == "tied" else ""
    between = f" between {' and '.join(judgement.goals)}" if judgement.verdict == "conflicting" else ""
    title = "" if item.is_restricted else f": {item.title}"
    return printable(f"{item.ref} is {judgement.verdict}{goals}{between}{title}")


def lines(judged: Judged, comments: Mapping[str, Outcome] = NO_COMMENTS) -> Iterator[str]:
    """The verdict, the evidence in the order it was weighed, what is likely, and what would tie it."""
    judgement = judged.judgement
    yield verdict_line(judgement)
    yield from (f"  {_told(evidence)}" for evidence in judgement.evidence)
    for source in judgement.incomplete:
        yield f"  not looked at: {source}, so this may be incomplete"
    for suggestion in judgement.suggestions[:_MOST_SUGGESTIONS]:
        yield printable(f"  likely {suggestion.goal} ({suggestion.score:.0%}): {suggestion.reason}")
    if judged.remedy is not None:
        yield printable(f"  to tie it: {judged.remedy.text}")
    if judgement.not_counted is not None:
        yield f"  not counted in reports: {judgement.not_counted.replace('_', ' ')}"
    if judgement.item.ref in comments:
        yield f"  comment: {comments[judgement.item.ref]}"


def _told(evidence: Evidence) -> str:
    """`inherited GROW.KR1: label "onboarding" (labels of GROW), by way of jira:ONB-7`."""
    goal = f" {evidence.goal}" if evidence.goal else ""
    rule = f" ({evidence.rule})" if evidence.rule else ""
    way = f", by way of {' → '.join(evidence.path[1:])}" if len(evidence.path) > 1 else ""
    return printable(f"{_LEVELS[evidence.level]}{goal}: {evidence.text}{rule}{way}")
