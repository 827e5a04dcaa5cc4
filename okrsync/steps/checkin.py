"""Checking in: from what a person says to the file and the text that keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from okrsync.config.checkins import of_a_person
from okrsync.config.documents import CHECKINS
from okrsync.config.noting import is_lines, own_file, with_line
from okrsync.core.checking import reading, target
from okrsync.errors import ConfigError, UsageError

if TYPE_CHECKING:
    from datetime import date, datetime
    from pathlib import Path

    from okrsync.config import Configuration
    from okrsync.config.checkins import CheckIn


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says of a key result or a KPI."""

    name: str
    value: str
    on: date
    confidence: float | None = None
    note: str | None = None
    by: str | None = None
    is_meant: bool = False  # however far away it is


class Noted(NamedTuple):
    """A check-in, and what is to be written so that it is kept: texts by their paths."""

    checkin: CheckIn
    path: Path
    texts: dict[Path, str]


def note(configuration: Configuration, said: Said, now: datetime) -> Noted:
    """Judge a value, and say what to write where. UsageError says what would be right instead."""
    if said.on > now.date():
        raise UsageError(f"{said.on} is still to come: a check-in is of today or of a day before.")
    if said.confidence is not None and not 0 <= said.confidence <= 1:
        raise UsageError(f"Confidence is a share from 0 to 1, 60 % is 0.6: {said.confidence:g} is none.")
    goals = configuration.goals(said.on)
    found = target(goals, said.name, said.on)
    factor = float("inf") if said.is_meant else goals.method.slip_factor
    one = of_a_person(
        key_result=found.id,
        on=said.on,
        value=reading(found, said.value, factor=factor),
        confidence=said.confidence,
        note=said.note,
        by=said.by,
        at=now,  # to the microsecond: a script notes two values in one second
    )
    return _placed(configuration, one, found.cycle.id if found.cycle else None)


def _placed(configuration: Configuration, one: CheckIn, cycle: str | None) -> Noted:
    base = configuration.folder / (configuration.file.checkins or CHECKINS)
    if configuration.read_at is None or configuration.repository is not None:
        raise UsageError(f"{configuration.place} is read from elsewhere: check in in a clone of it.")
    if base.suffix != ".toml" and not base.is_file():
        name, text = own_file(one, cycle)
        return Noted(one, base / name, {base / name: text})
    configuration.checkins(one.on)  # which tells what is wrong in the file already
    text = with_line(_text(base), one, base.name)
    texts = {base: text}
    if is_lines(text) and (attributes := _merging(base)):
        texts |= attributes
    return Noted(one, base, texts)


def _merging(path: Path) -> dict[Path, str]:
    """What tells git to keep the lines of both sides, where it does not know yet."""
    if not any((folder / ".git").exists() for folder in path.absolute().parents):
        return {}
    attributes = path.parent / ".gitattributes"
    line, before = f"{path.name} merge=union", _text(attributes) or ""
    if line in before.splitlines():
        return {}
    return {attributes: f"{before.rstrip()}\n{line}\n".lstrip()}


def _text(path: Path) -> str | None:
    try:
        return path.read_bytes().decode()  # with the line ends it has
    except FileNotFoundError:
        return None
    except UnicodeDecodeError:
        raise ConfigError(f"{path} is no text in UTF-8: save it as UTF-8.") from None
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}.") from None
