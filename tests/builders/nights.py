"""How much is tried each time, and how much in a night: `pytest --hypothesis-profile nightly`."""

from __future__ import annotations

from itertools import combinations, product

from hypothesis import settings

PROFILE = "nightly"
_USUAL = settings.get_profile("okrsync").max_examples


def examples(usual):
    """For a property whose examples are dear: so many, and in a night as many times more as of any other."""
    return usual * settings().max_examples // _USUAL


def is_night():
    return settings.get_current_profile_name() == PROFILE


def pairwise(*axes):
    """Rows of the axes' product, few, in which any two values of two axes meet; in a night all rows."""
    rows = list(product(*axes))
    return rows if is_night() else _few(rows)


def pairs_of(row):
    """Each two of its values, with the axes they stand on."""
    return set(combinations(enumerate(row), 2))


def _few(rows):
    chosen, missing = [], set().union(*map(pairs_of, rows))
    while missing:
        chosen.append(max(rows, key=lambda row: len(missing & pairs_of(row))))
        missing -= pairs_of(chosen[-1])
    return chosen
