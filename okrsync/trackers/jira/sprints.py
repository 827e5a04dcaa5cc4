"""Sprints as Data Center sends them: as text, in which people's names may hold any of its own signs."""

from __future__ import annotations

import re

_BEGIN = "com.atlassian.greenhopper.service.sprint.Sprint@"
_NAME = re.compile(r",name=(.*?),startDate=(?:<null>|\d{4}-)", re.DOTALL)
_NAME_ALONE = re.compile(r",name=(.*?)(?:,(?:goal|endDate|completeDate|sequence)=.*)?\]\Z", re.DOTALL)


def is_sprint(value: str) -> bool:
    return value.startswith(_BEGIN)


def sprint_name(value: str) -> str:
    """Before the name stands nothing a person wrote; after it, a date, and a goal in some place or other."""
    found = _NAME.search(value)
    if found is None:
        alone = _NAME_ALONE.search(value)
        return alone[1] if alone else ""
    name, rest = found[1], value[found.end() :]
    return name if ",goal=" in rest else name.partition(",goal=")[0]
