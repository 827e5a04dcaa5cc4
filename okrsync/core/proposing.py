"""Goals that a tracker's labels, epics and milestones suggest, for a first file that people then reword."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrsync.core.surveying import Survey, Tally

Kind = Literal["okr label", "epic", "milestone", "label"]

_MOST = 5  # goals at a time, and others of each kind; more are none
_FEWEST_LABELLED = 3
_LONGEST_ID = 16
_LONGEST_TITLE = 140
_WORD = re.compile(r"[^\W_]+")
_SMALL = frozenset({"THE", "AND", "FOR", "NEW", "ALL", "OUR", "WITH", "FROM", "INTO", "ADD", "MAKE"})
_TAKEN = frozenset({"NONE", "SNOOZE", "WHY", "HELP"})  # labels and commands of their own
# Labels that say what kind of work it is, how urgent, or how far: none of that is a goal.
_KIND_OF_WORK = re.compile(
    r"""(?:.*[:/\s]|[A-Z]-)?(?:
        bugs?|defect|regression|crash|enhancement|improvement|features?|feature[\s-]request|request|task|story|epic
      | question|discussion|support|duplicate|invalid|won'?t[\s-]?fix|not[\s-]a[\s-]bug|help[\s-]wanted|stale
      | good[\s-]first[\s-]issue|beginner|easy|medium|hard|hacktoberfest|up[\s-]for[\s-]grabs
      | docs?|documentation|tests?|testing|blocked|blocker|wip|in[\s-]progress|ready|triage|reviewed?|approved
      | p\d|critical|urgent|high|low|normal|minor|major|xs|s|m|l|xl|xxl|confirmed|breaking(?:[\s-]change)?
    )(?:[\s:/-]*!)?
    | (?:needs?|status|state|priority|prio|severity|sev|size|effort|type|kind|pr|resolution)\b.*
    """,
    re.IGNORECASE | re.VERBOSE,
)
_UPKEEP = re.compile(
    r"(?:.*[:/\s])?(?:dependencies|deps|security|chores?|maintenance|ktlo|tech(?:nical)?[\s-]debt"
    r"|ci(?:/cd)?|infra(?:structure)?|refactor(?:ing)?|clean[\s-]?up|build|release)",
    re.IGNORECASE,
)


class Proposal(NamedTuple):
    """A goal that may be one, and where it was found."""

    id: str
    title: str
    kind: Kind
    tally: Tally


class Proposals(NamedTuple):
    """`goals` are of one kind, so that no work has two; `others` may take their place."""

    goals: tuple[Proposal, ...] = ()
    others: tuple[Proposal, ...] = ()
    upkeep: tuple[str, ...] = ()  # labels of legitimate work that serves no goal


def propose(survey: Survey, prefix: str = "okr:") -> Proposals:
    """What names goals already comes first, then epics, milestones, and at last labels."""
    taken = set(_TAKEN)
    kinds = [
        [_proposal(kind, tally, prefix, taken) for tally in tallies[: 2 * _MOST]]
        for kind, tallies in _by_kind(survey, prefix)
    ]
    best = next((found for found in kinds if found), [])
    others = [one for found in kinds for one in (found[_MOST:] if found is best else found[:_MOST])]
    upkeep = tuple(tally.name for tally in survey.labels if _is_upkeep(tally.name))
    return Proposals(tuple(best[:_MOST]), tuple(others), upkeep)


def _by_kind(survey: Survey, prefix: str) -> Iterator[tuple[Kind, list[Tally]]]:
    named = {one.name.upper(): one for one in reversed(survey.labels) if _is_goals(one.name, prefix)}
    yield "okr label", sorted(named.values(), key=survey.labels.index)
    yield "epic", list(survey.epics)
    yield "milestone", [one for one in survey.milestones if one.ref or _is_plain(one.name)]
    yield "label", [one for one in survey.labels if _may_be_goal(one, prefix)]


def _proposal(kind: Kind, tally: Tally, prefix: str, taken: set[str]) -> Proposal:
    if kind == "okr label":
        name = tally.name[len(prefix) :]
        taken.add(name.upper())
        return Proposal(name.upper(), name, kind, tally)
    title = " ".join(tally.name.split())[:_LONGEST_TITLE]
    return Proposal(_new_id(title, taken), title or kind, kind, tally)


def _is_goals(label: str, prefix: str) -> bool:
    """Whether it names an objective as okrsync's own labels do."""
    name = label[len(prefix) :]
    is_own = label.casefold().startswith(prefix.casefold())
    return is_own and bool(re.fullmatch(r"[^\s.,\x00-\x1f\x7f]+", name)) and name.upper() not in _TAKEN


def _may_be_goal(tally: Tally, prefix: str) -> bool:
    name = tally.name.strip()
    is_other = _KIND_OF_WORK.fullmatch(name) or _is_upkeep(name)
    is_own = name.casefold().startswith(prefix.casefold())
    return _is_plain(name) and not is_other and not is_own and tally.items >= _FEWEST_LABELLED


def _is_plain(name: str) -> bool:
    """Whether a condition can say it: nothing, and what begins like an expression, it cannot."""
    return bool(name.strip()) and not name.casefold().startswith("re:")


def _is_upkeep(label: str) -> bool:
    return _UPKEEP.fullmatch(label.strip()) is not None


def _new_id(title: str, taken: set[str]) -> str:
    """Short, in capitals, and like no other: `SIGNUP`, `V1-0`, `SIGNUP-2`."""
    words = [word.upper() for word in _WORD.findall(title)]
    whole = "-".join(words)
    telling = [word for word in words if len(word) > 2 and word not in _SMALL]  # noqa: PLR2004 (letters)
    name = whole if 0 < len(whole) <= _LONGEST_ID else (telling or words or ["GOAL"])[0][:_LONGEST_ID]
    free = next(one for number in range(1, len(taken) + 2) if (one := _numbered(name, number)) not in taken)
    taken.add(free)
    return free


def _numbered(name: str, number: int) -> str:
    return name if number == 1 else f"{name}-{number}"
