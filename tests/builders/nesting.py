"""Trees that are deeper than calls may nest, and small all the same."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from contextlib import contextmanager

DEEP = 150


@contextmanager
def calls_nest_less_than_deep() -> Iterator[None]:
    """What calls itself for each of DEEP levels fails in here, as it does everywhere for some thousand."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack(0)) + DEEP - 30)
    try:
        yield
    finally:
        sys.setrecursionlimit(before)
