"""Goals an item probably serves: said by its neighbours, by what it mentions, and by its words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from difflib import SequenceMatcher
from itertools import chain
from math import log
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from okrsync.core.verdicts import Suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from okrsync.core.model import WorkItem
    from okrsync.core.naming import Goal
    from okrsync.core.tying import Tie, Tier

# What neighbours have in common: its kind, and its name, with the project where names are a project's own.
Feature = tuple[str, str | tuple[str, str]]

MOST = 3
_LEAST_SCORE = 0.2
_WORD = re.compile(r"[^\W\d_]{3,}")
_SMALL_WORDS = frozenset(
    {
        "and",
        "are",
        "but",
        "can",
        "for",
        "from",
        "has",
        "have",
        "how",
        "into",
        "its",
        "not",
        "our",
        "per",
        "than",
    }
    | {"that", "the", "their", "then", "this", "was", "were", "what", "when", "which", "who", "will", "with"}
    | {"your", "add", "all", "any", "new", "use", "out", "off", "via", "more", "les", "most", "fix", "make"}
)
_ENOUGH_NEIGHBOURS = 5
_ENOUGH_WORDS = 2  # one everyday word in common says nothing, unless it is the whole title
_MENTIONED = 0.8
_OWN_WORDS = 0.9  # even the same words are no proof


class Advisor:
    """Suggests goals for items, having seen how the other items are tied."""

    def __init__(self, tier: Tier, ties: Iterable[Tie]) -> None:
        self._tier = tier
        self._goals = {goal.id: goal for goal in tier.names.live()}
        self._serving: defaultdict[Feature, dict[str, int]] = defaultdict(dict)
        self._seen: Counter[Feature] = Counter()
        self._tied: dict[str, tuple[str, ...]] = {}
        self._learn(ties)
        self._words = {name: _goal_words(goal) for name, goal in self._goals.items()}
        self._rarity = _rarities(self._words.values())

    def suggest(self, item: WorkItem) -> tuple[Suggestion, ...]:
        """At most three goals, the likeliest first."""
        return _best(
            *self._by_name(item),
            *self._by_mention(item),
            *self._by_neighbours(item),
            *self._by_words(item),
        )

    def spelling(self, item: WorkItem) -> tuple[Suggestion, ...]:
        """The goals that misspelt names on the item look like."""
        return _best(*self._by_name(item))

    def _learn(self, ties: Iterable[Tie]) -> None:
        """Count what serves what; items tied alike are counted together, for there are few goals."""
        alike: defaultdict[tuple[Goal, ...], list[WorkItem]] = defaultdict(list)
        for tie in ties:
            alike[tie.goals if tie.verdict == "tied" else ()].append(tie.item)
        for named, items in alike.items():
            goals = tuple(goal.id for goal in named)
            if goals:
                self._tied.update(dict.fromkeys((item.ref for item in items), goals))
            for feature, times in _feature_counts(items).items():
                self._seen[feature] += times
                serving = self._serving[feature] if goals else {}
                for goal in goals:
                    serving[goal] = serving.get(goal, 0) + times

    def _by_name(self, item: WorkItem) -> Iterator[Suggestion]:
        """A misspelt goal means the one it looks like."""
        for ground in self._tier.grounds(item):
            name = ground.clue.name
            if name is None or ground.clue.goal is not None:
                continue
            if nearest := self._tier.names.nearest(name):
                score = SequenceMatcher(None, name.casefold(), nearest.id.casefold()).ratio()
                yield Suggestion(nearest.id, score, f'"{name}" looks like {nearest.id}')

    def _by_mention(self, item: WorkItem) -> Iterator[Suggestion]:
        for ref in self._tier.work.mentioned_refs(item):
            mentioned = self._tier.work.find(ref)
            for goal in self._tied.get(mentioned.ref, ()) if mentioned else ():
                yield Suggestion(goal, _MENTIONED, f"it mentions {ref}, which serves {goal}")

    def _by_neighbours(self, item: WorkItem) -> Iterator[Suggestion]:
        for feature in _features(item):
            among = self._seen[feature]
            for goal, count in self._serving.get(feature, {}).items():
                score = count / among * min(1.0, count / _ENOUGH_NEIGHBOURS)
                yield Suggestion(
                    goal, score, f"{count:,} of {among:,} items with {_told(feature)} serve {goal}"
                )

    def _by_words(self, item: WorkItem) -> Iterator[Suggestion]:
        own = words(item.title)
        for goal, theirs in self._words.items():
            shared = own & theirs
            if len(shared) >= min(_ENOUGH_WORDS, len(own)) > 0:
                weight = sum(self._rarity[word] for word in shared)
                whole = weight + sum(self._rarity.get(word, self._rarity[""]) for word in own - theirs)
                told = ", ".join(f'"{word}"' for word in sorted(shared))
                yield Suggestion(goal, _OWN_WORDS * weight / whole, f"its title shares {told} with {goal}")


def words(text: str) -> frozenset[str]:
    """The telling words of a text, in lower case, a plural as its singular."""
    found = (word.removesuffix("s") for word in _WORD.findall(text.casefold()))
    return frozenset(word for word in found if word not in _SMALL_WORDS)


def _best(*found: Suggestion) -> tuple[Suggestion, ...]:
    best: dict[str, Suggestion] = {}
    for suggestion in sorted(found, key=lambda one: (-one.score, one.goal, one.reason)):
        best.setdefault(suggestion.goal, suggestion)
    return tuple(one for one in best.values() if one.score >= _LEAST_SCORE)[:MOST]


def _goal_words(goal: Goal) -> frozenset[str]:
    """A key result's own words; an objective speaks for its key results too."""
    if goal.key_result:
        return words(goal.key_result.title)
    return words(goal.objective.title)


def _rarities(goals: Iterable[frozenset[str]]) -> dict[str, float]:
    """A word that few goals use tells more; a word that no goal uses ("") weighs like the rarest."""
    sets = list(goals)
    uses = Counter(word for words_ in sets for word in words_)
    rarity = {word: 1 + log(len(sets) / count) for word, count in uses.items()}
    return rarity | {"": 1 + log(max(1, len(sets)))}


def _told(feature: Feature) -> str:
    kind, value = feature
    return f'{kind} "{value if isinstance(value, str) else value[1]}"'


def _feature_counts(items: list[WorkItem]) -> Counter[Feature]:
    labels = Counter(chain.from_iterable(map(attrgetter("labels"), items)))
    counts: Counter[Feature] = Counter({("label", label): times for label, times in labels.items()})
    for kind, facts in _SHARED.items():
        # Few combinations are many items: what they say is taken apart once for each.
        for combination, times in Counter(map(facts, items)).items():
            for feature in _said(kind, combination):
                counts[feature] += times
    return counts


def _features(item: WorkItem) -> Iterator[Feature]:
    yield from (("label", label) for label in item.labels)
    for kind, facts in _SHARED.items():
        yield from _said(kind, facts(item))


def _said(kind: str, combination: Any) -> list[Feature]:
    if kind == "parent":
        return [(kind, combination)] if combination else []
    project, names = combination  # two projects may call quite different things "Tooling"
    return [(kind, (project, name)) for name in names]


_SHARED: dict[str, Callable[[WorkItem], Any]] = {
    "component": attrgetter("project", "components"),
    "milestone": attrgetter("project", "milestones"),
    "parent": attrgetter("parent"),
}
