"""Numbers in words people read: as exact as a reader needs, never so round that they say something else."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeGuard

from okrsync.core.progress import reaches

if TYPE_CHECKING:
    from okrsync.core.goals import Reading

_NEARLY_NOTHING, _NEARLY_ALL = 0.005, 0.995


def is_number(value: object) -> TypeGuard[float]:
    """Whether it is one; that a milestone is done or not is none."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def numeral(value: float) -> str:
    """`6.5`, `1250000`: with all the digits somebody wrote, without those a computer added."""
    return f"{value:.12g}"


def signed(value: Reading) -> str:
    """As a part of a formula: what is below zero stands in brackets."""
    number = numeral(float(value))
    return f"({number})" if number.startswith("-") else number


def percent(share: float) -> str:
    """`62%`. 0% and 100% are kept for shares that are exactly that."""
    if 0 < share < _NEARLY_NOTHING:
        return "<1%"
    if _NEARLY_ALL <= share < 1:
        return ">99%"
    return f"{share * 100:.0f}%"


def apart(value: float, *thresholds: float) -> str:
    """With two decimals, or as many as keep it on its side of each threshold: `0.6998` is not yet 0.70."""
    rounded = (f"{value:.{decimals}f}" for decimals in range(2, 9))
    sides = [reaches(value, one) for one in thresholds]
    fitting = (one for one in rounded if [reaches(float(one), edge) for edge in thresholds] == sides)
    return next(fitting, repr(value))


def told(reading: Reading | None) -> str:
    """A value in words: `6.5`, `done`, the name of a level."""
    if isinstance(reading, bool):
        return "done" if reading else "not done"
    return numeral(reading) if isinstance(reading, (int, float)) else str(reading)
