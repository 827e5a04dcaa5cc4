"""Kinds of values on the command line, refused in words people use."""

from __future__ import annotations

import re
from datetime import date
from math import isfinite

import click


def a_day(text: str) -> date:
    """A day like 2026-11-20."""
    try:
        return date.fromisoformat(text if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else "")
    except ValueError:
        raise click.BadParameter(f"{text!r} is no day: write it like 2026-11-20.") from None


def a_share(text: str) -> float:
    """A number from 0 to 1."""
    try:
        number = float(text)
    except ValueError:
        number = float("nan")
    if not isfinite(number) or not 0 <= number <= 1:
        raise click.BadParameter(f"{text!r} is no share from 0 to 1: 60 % is 0.6.")
    return number


def a_share_or_nothing(answer: str) -> float | None:
    """What a person answers who is asked for a share; nothing is "not now", what is wrong is asked again."""
    return a_share(answer) if answer else None
