"""The items that need somebody's eye: untied, conflicting, stale."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from okrsync.core.report import ConflictingItem, ListedItem
from okrsync.core.settling import claims, decision
from okrsync.core.suggesting import Advisor
from okrsync.core.telling import evidence
from okrsync.core.veiling import unquoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from okrsync.core.model import WorkItem
    from okrsync.core.tying import Tie, Tier
    from okrsync.core.verdicts import Suggestion, Verdict

MOST_SUGGESTIONS = 500


class Lister:
    """Lists items with their evidence. The newest open untied ones get suggestions, stale ones spellings."""

    def __init__(self, tier: Tier, ties: Mapping[str, Tie], efforts: Mapping[str, float]) -> None:
        self._tier = tier
        self._efforts = efforts
        self._advisor = Advisor(tier, ties.values())
        self._day = tier.names.as_of

    def listed(self, verdict: Verdict, members: Iterable[Tie]) -> tuple[ListedItem, ...]:
        """The items of one verdict, by ref."""
        ties = [tie for tie in members if tie.verdict == verdict]
        newest = self._newest(ties) if verdict == "untied" else set()
        return tuple(ListedItem(**self._facts(tie, is_newest=tie.item.ref in newest)) for tie in ties)

    def conflicting(self, members: Iterable[Tie]) -> tuple[ConflictingItem, ...]:
        """The items two goals claim, by ref, with what would settle each."""
        ties = [tie for tie in members if tie.verdict == "conflicting"]
        return tuple(
            ConflictingItem(
                **self._facts(tie, is_newest=False), claims=claims(tie), decision=decision(tie, self._day)
            )
            for tie in ties
        )

    def _newest(self, ties: list[Tie]) -> set[str]:
        is_open = [tie.item for tie in ties if tie.item.state_on(self._day) in ("todo", "doing")]
        is_open.sort(key=lambda item: (item.created is not None, item.created, item.ref), reverse=True)
        return {item.ref for item in is_open[:MOST_SUGGESTIONS]}

    def _facts(self, tie: Tie, *, is_newest: bool) -> dict[str, Any]:
        item = tie.item
        return {
            "ref": item.ref,
            "title": item.ref if item.is_restricted else item.title,
            "url": item.url,
            "type": item.type,
            "project": item.project,
            "team": self._tier.teams.of(item),
            "state": item.state_on(self._day),
            "effort": self._efforts[item.ref],
            "age_days": _age(item, self._day),
            "evidence": evidence(self._tier, tie),
            "suggestions": unquoted(item, self._suggestions(tie, is_newest=is_newest)),
        }

    def _suggestions(self, tie: Tie, *, is_newest: bool) -> tuple[Suggestion, ...]:
        if is_newest:
            return self._advisor.suggest(tie.item)
        return self._advisor.spelling(tie.item) if tie.verdict == "stale" else ()


def _age(item: WorkItem, day: date) -> int | None:
    return None if item.created is None else max(0, day.toordinal() - item.created.toordinal())
