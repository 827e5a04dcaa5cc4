"""Refs of GitHub: `github:acme/web#12`, `github:acme/web/milestone/3`."""

from __future__ import annotations

import re
from typing import NamedTuple

_REF = re.compile(r"([\w.-]+/[\w.-]+)(#|/milestone/)(\d{1,10})")


class Ref(NamedTuple):
    project: str
    number: int
    is_milestone: bool = False

    def __str__(self) -> str:
        return f"{self.project}{'/milestone/' if self.is_milestone else '#'}{self.number}"


def parse(ref: str) -> Ref | None:
    """What a ref names; None when it is none of GitHub's."""
    found = _REF.fullmatch(ref.partition(":")[2])
    return Ref(found[1], int(found[3]), found[2] != "#") if found else None
