"""Linting: every rule asked once, its findings ranked, silenced and told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from okrsync.core.linting.registry import RULES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrsync.core.goals import LintLevel
    from okrsync.core.linting.draft import Draft, Flaw, Path
    from okrsync.core.linting.registry import Rule


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, where, why that matters, and what is better. `goal` is None for the whole file."""

    id: str
    level: LintLevel
    goal: str | None
    path: Path
    message: str
    why: str
    example: str


class Silenced(NamedTuple):
    """A finding that somebody decided to leave, and the reason."""

    finding: Finding
    reason: str


class Linted(NamedTuple):
    """Findings in the order of the rules; `unasked` are rules that lacked what they look at."""

    findings: tuple[Finding, ...]
    silenced: tuple[Silenced, ...] = ()
    unasked: tuple[Rule, ...] = ()


def lint(draft: Draft) -> Linted:
    """Ask every rule that is not off. The same draft gives the same findings."""
    levels = draft.goals.lint.levels
    rules = [rule for rule in RULES if levels.get(rule.id) != "off"]
    found = [pair for rule in rules for pair in _asked(rule, draft)]
    return Linted(
        findings=tuple(finding for finding, reason in found if reason is None),
        silenced=tuple(Silenced(finding, reason) for finding, reason in found if reason is not None),
        unasked=tuple(rule for rule in rules if rule.needs and getattr(draft, rule.needs) is None),
    )


def _asked(rule: Rule, draft: Draft) -> Iterator[tuple[Finding, str | None]]:
    for flaw in rule.flaws(draft):
        yield _told(rule, draft, flaw), _silence(rule, draft, flaw)


def _told(rule: Rule, draft: Draft, flaw: Flaw) -> Finding:
    chosen = draft.goals.lint.levels.get(rule.id)
    level = flaw.level or rule.words.level if chosen is None or chosen == "off" else chosen
    # A message may quote a title.
    is_veiled = flaw.about is not None and flaw.about.objective.is_confidential
    return Finding(
        id=rule.id,
        level=level,
        goal=flaw.about.id if flaw.about else None,
        path=flaw.path,
        message=f"not as it should be: {rule.words.title}" if is_veiled else flaw.message,
        why=rule.words.why,
        example=rule.words.example,
    )


def _silence(rule: Rule, draft: Draft, flaw: Flaw) -> str | None:
    """Why the finding is left alone: said at the key result, the objective or the whole file.

    What several objectives do together stands at one of them, and is left alone there.
    """
    silences = [draft.goals.lint.ignore]
    if flaw.about is not None:
        silences.append(flaw.about.objective.lint_ignore)
    elif flaw.path[:1] == ("objectives",):
        silences.append(draft.goals.objectives[int(flaw.path[1])].lint_ignore)
    if flaw.about is not None and flaw.about.key_result is not None:
        silences.append(flaw.about.key_result.lint_ignore)
    return next((one[rule.id] for one in reversed(silences) if rule.id in one), None)
