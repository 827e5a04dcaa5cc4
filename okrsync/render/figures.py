"""Numbers, shares and days for people. Nothing is rounded before it comes here."""

from __future__ import annotations

from datetime import UTC, date, datetime

from okrsync.core import numerals as core

NO_DATA = "–"
_DAYS_SHOWN = 90
_MONTHS_SHOWN = 730


def percent(share: float | None) -> str:
    """`62%`. 0% and 100% are kept for shares that are exactly that."""
    return NO_DATA if share is None else core.percent(share)


def bar(share: float | None, width: int = 10) -> str:
    """`██████░░░░`, empty where there is no data; beyond its ends it stays inside."""
    full = round(min(1.0, max(0.0, share or 0.0)) * width)
    return "█" * full + "░" * (width - full)


def points(share: float | None, planned: float | None) -> str:
    """How far a share is from the planned one, in percentage points: `+12`, `−3`."""
    if share is None or planned is None:
        return NO_DATA
    difference = round((share - planned) * 100)
    return f"{difference:+d}".replace("-", "−") if difference else "0"


def number(value: float | str | bool | None) -> str:  # noqa: FBT001 (a value may be done or not done)
    """`1,234.5`: two decimals at most, none where they are zero; words stay words."""
    if value is None:
        return NO_DATA
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    if value and abs(value) < 0.01:  # noqa: PLR2004 (two decimals would show nothing)
        return f"{value:.2g}"
    whole, _, decimals = f"{value:,.2f}".partition(".")
    kept = decimals.rstrip("0")
    return f"{whole}.{kept}" if kept else whole


def count(value: int, noun: str, plural: str | None = None) -> str:
    """`1 item`, `4,321 items`."""
    return f"{value:,} {noun if value == 1 else plural or f'{noun}s'}"


def day(value: date | None) -> str:
    return NO_DATA if value is None else value.isoformat()[:10]


def moment(value: datetime) -> str:
    """`2026-11-22 04:35 UTC`."""
    return f"{value.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def age(days: int | None) -> str:
    """`5 days`, `7 months`, `12 years`."""
    if days is None:
        return NO_DATA
    if days < _DAYS_SHOWN:
        return count(days, "day")
    return count(days // 30, "month") if days < _MONTHS_SHOWN else count(days // 365, "year")
