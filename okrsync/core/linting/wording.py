"""What the words of a title say: a task, a routine, a direction, a metric."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from okrsync.core.linting import words

if TYPE_CHECKING:
    from okrsync.core.goals import KeyResult

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_NAME = re.compile(r"[^\W\d_]+\d+[^\W\d_]+\w*")  # B2B, i18n: a word, no number
_MOVE = re.compile(r"\bfrom\s+\D{0,2}([\d.,]*\d)\D{0,20}?\s+to\s+\D{0,2}([\d.,]*\d)", re.IGNORECASE)
_ANCHOR = re.compile(r"\bfrom\b|\bby\b|\bto\b|\d", re.IGNORECASE)
_PERCENT = re.compile(r"\d\s*(?:%|percent|per cent)", re.IGNORECASE)
_RELATIVE = re.compile(r"\bby\s+\d[\d.,]*\s*(?:%|percent|per cent)", re.IGNORECASE)
_SPAN = re.compile(r"\b(?:days|hours|minutes|seconds|weeks)\s+(?:to|until|till|from)\s+(?!\d)", re.IGNORECASE)
_REACH = 6  # words after a verb that may be its object


def words_of(title: str) -> list[str]:
    return _WORD.findall(title.casefold())


def numbers(title: str) -> list[str]:
    """The words with digits in them that are no names, as they are written."""
    tokens = (token.strip(".,;:!?()\"'") for token in title.split())
    return [token for token in tokens if any(map(str.isdigit, token)) and not _NAME.fullmatch(token)]


def activity(title: str) -> str | None:
    """The word that makes the title a task: "launch"; None where it is none."""
    found = _without_fillers(words_of(title))
    if not found:
        return None
    opening = " ".join(found[:3])
    phrase = next((one for one in words.ACTIVITY_PHRASES if _begins(opening, one)), None)
    if phrase is not None or any(_begins(" ".join(found), idiom) for idiom in words.IDIOMS):
        return phrase
    if found[0] == "get" and "done" in found:
        return "get … done"
    verb, after = _base(found[0]), found[1:]
    if found[0] in words.ACTIVITY_NOUNS and after[:1] and after[0] in words.OF:
        return found[0]
    if not _is_done(verb, after) or (verb in words.SOFT and _is_outcome(verb, after)):
        return None
    return found[0]


def task(title: str) -> str | None:
    """The same of a key result: a title that tells how much something moves is none."""
    if _PERCENT.search(title) or _MOVE.search(title) or (words.UP | words.DOWN) & set(words_of(title)):
        return None
    return activity(title)


def routine(title: str) -> str | None:
    """The word that makes the title business as usual: "maintain"."""
    text = " ".join(words_of(title))
    phrase = next((one for one in words.ROUTINE_PHRASES if re.search(rf"\b{one}\b", text)), None)
    if phrase is not None:
        return phrase
    found = _without_fillers(text.split())
    if found[:1] and found[0] in words.ROUTINES:
        return found[0]
    if found[:1] != ["keep"]:
        return None
    if len(found) > 1 and found[1].endswith("ing"):
        return f"keep {found[1]}"
    phrase = next((one for one in words.KEPT_PHRASES if re.search(rf"\b{one}\b", text)), None)
    if phrase is not None:
        return f"keep … {phrase}"
    return "keep … running" if words.KEPT & set(found) else None


def directions(title: str) -> set[int]:
    """Where the title says it goes, by its words and by its numbers: 1 up, -1 down."""
    return {said for said in (_by_words(title), _by_numbers(title)) if said}


def metric(title: str) -> frozenset[str]:
    """What is measured, without how far it moves: equal sets name the same metric."""
    text = _MOVE.sub(" ", title)
    idle = words.COMMON | words.UP | words.DOWN | words.MOVES | words.TIME_UNITS
    return frozenset(_singular(word) for word in words_of(text) if word not in idle and not word[0].isdigit())


def asks_for_more(key_result: KeyResult) -> str | None:
    """`growth`, `speed` or `volume` where a metric wants more or faster; None for quality."""
    heading = _heading(key_result)
    said, unit = set(words_of(key_result.title)), words_of(key_result.unit or "")
    is_timed = words.TIME_UNITS & {*unit, *said}
    if heading < 0 and is_timed and (words.SPEEDS & said or _SPAN.search(key_result.title)):
        return "speed"
    if heading > 0 and words.RATES & said:
        return "speed"
    if heading <= 0 or _is_ratio(key_result, said, unit):
        return None
    if words.GROWTHS & said:
        return "growth"
    return "volume" if words.VOLUMES & {*said, *unit} or words.PACES & set(unit) else None


def _is_ratio(key_result: KeyResult, said: set[str], unit: list[str]) -> bool:
    """Whether it is a share of something: not so much per week, nor growth *by* twenty percent."""
    if words.PACES & set(unit) or (_RELATIVE.search(key_result.title) and words.VOLUMES & said):
        return False
    return "%" in (key_result.unit or "") or bool(words.RATIOS & {*unit[:1], *(said & {"percent"})})


def _heading(key_result: KeyResult) -> int:
    """1 up, -1 down, 0 unknown."""
    if key_result.baseline is not None and key_result.target is not None:
        return _sign(key_result.target - key_result.baseline)
    said = directions(key_result.title)
    return said.pop() if len(said) == 1 else 0


def _by_words(title: str) -> int:
    found = _without_fillers(words_of(title))
    if found[:1] and found[0] in words.ORDERS:
        return _way(found[0])
    anchor = _ANCHOR.search(title)
    before = [way for word in words_of(title[: anchor.start()]) if (way := _way(word))] if anchor else []
    if before:
        return before[-1]
    ways = {way for word in found if (way := _way(word))}
    return ways.pop() if len(ways) == 1 else 0


def _by_numbers(title: str) -> int:
    match = _MOVE.search(title)
    return _sign(_number(match[2]) - _number(match[1])) if match else 0


def _way(word: str) -> int:
    return (word in words.UP) - (word in words.DOWN)


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)


def _number(text: str) -> float:
    """1,800 and 1.800 are thousands; 4.2 is not."""
    plain = re.sub(r"[.,](?=\d{3}(?!\d))", "", text).replace(",", ".")
    return float(plain) if plain.count(".") <= 1 else 0.0


def _without_fillers(found: list[str]) -> list[str]:
    first = next((place for place, word in enumerate(found) if word not in words.FILLERS), len(found))
    return found[first:]


def _begins(text: str, phrase: str) -> bool:
    return text == phrase or text.startswith(f"{phrase} ")


def _is_done(verb: str, after: list[str]) -> bool:
    """Whether the first word is a verb that begins a task, by what it is done to."""
    following = set(after[:1])
    if verb == "make":
        return bool({"a", "an"} & following)
    if verb in words.ALSO_NOUNS:
        return bool(words.ARTICLES & following or (after and after[0].isdecimal()))
    return verb in words.ACTIVITIES and not (words.NOUNS_AFTER | words.MANNERS) & following


def _is_outcome(verb: str, after: list[str]) -> bool:
    """Whether what is made is something people feel or do, or is told by how good it is."""
    if (words.OUTCOMES | words.QUALITIES) & set(after[:_REACH]) or words.RELATIVES & set(after[1:]):
        return True
    if verb in words.GIVEN:
        return "with" in after and words.PEOPLE & set(after[:2]) != set() and not words.THINGS & set(after)
    return _has_clause(after)


def _has_clause(after: list[str]) -> bool:
    """Whether a clause begins with who feels or does it: "a checkout people do not notice"."""
    object_ends = next((place for place, word in enumerate(after) if word in words.PREPOSITIONS), len(after))
    thing = after[: object_ends - 1] if object_ends < len(after) else after[:-1]
    return any(who in words.PEOPLE and noun not in words.ARTICLES for noun, who in pairwise(thing[1:]))


def _base(word: str) -> str:
    """The order in a gerund: "launching" → "launch"."""
    stem = word.removesuffix("ing")
    if stem == word:
        return word
    forms = (stem, f"{stem}e", stem[:-1])
    return next((form for form in forms if form in words.ACTIVITIES), word)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word  # noqa: PLR2004 (bus)
