"""Which names occurred twice, remembered at eight bytes a name: an export may have a million."""

from __future__ import annotations

from array import array
from itertools import pairwise


class Repeats:
    """Names are told apart by their hashes: two that only look alike can be told by looking again."""

    def __init__(self) -> None:
        self._hashes = array("q")

    def __len__(self) -> int:
        return len(self._hashes)

    def add(self, name: str) -> None:
        self._hashes.append(hash(name))

    def suspects(self) -> frozenset[int]:
        """The hashes that were met more than once."""
        return frozenset(one for one, other in pairwise(sorted(self._hashes)) if one == other)
