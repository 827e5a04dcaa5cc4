"""The text of a check-in, put where it belongs without touching what stands there already."""

from __future__ import annotations

import hashlib
import re
import tomllib
from typing import TYPE_CHECKING, Any

import tomlkit
from tomlkit.items import AoT

from okrsync.config.checkins import entry
from okrsync.config.plain import edited, plain
from okrsync.errors import ConfigError

if TYPE_CHECKING:
    from okrsync.config.checkins import CheckIn

_HEAD = """\
# Check-ins: one a line, written by `okrsync checkin`. The last line of a day counts.
# Branches that both add lines merge by themselves with `{name} merge=union` in .gitattributes.

checkins = [
]
"""
_UNFIT = re.compile(r"[^\w.-]")  # for a file's name
_CLOSING = re.compile(r"^\][ \t]*(?:#[^\n]*)?$", re.MULTILINE)
_ON_ONE_LINE = re.compile(r"^checkins[ \t]*=[ \t]*\[[^\n]*\](?=[ \t]*(?:#[^\n]*)?$)", re.MULTILINE)


def own_file(one: CheckIn, cycle: str | None) -> tuple[str, str]:
    """The path, below the folder of check-ins, and the text of a file for this one alone.

    No two people write the same file, so that branches merge.
    """
    text = tomlkit.dumps({"checkins": [entry(one)]})
    digest = hashlib.sha256(text.encode()).hexdigest()[:8]
    folder, name = (_UNFIT.sub("_", part) for part in (cycle or "kpis", one.key_result))
    return f"{folder}/{one.on}-{name}-{digest}.toml", text


def with_line(text: str | None, one: CheckIn, name: str) -> str:
    """The text of a file of check-ins with one more at its end, written as the others in it are.

    Comments, order and the ends of lines stay. ConfigError where the file cannot take it.
    """
    head = _HEAD.format(name=name)
    return edited(text or "", lambda plain: _with_one(plain if plain.strip() else head, one, name))


def is_lines(text: str) -> bool:
    """Whether each check-in stands on a line of its own, so that merged lines stay whole."""
    return not isinstance(tomlkit.parse(plain(text)).get("checkins"), AoT)


def _with_one(before: str, one: CheckIn, name: str) -> str:
    known = _checkins(before, name)
    is_tables = isinstance(tomlkit.parse(before).get("checkins"), AoT)
    after = _table_added(before, one) if is_tables else _line_added(before, one)
    if after is None or _checkins(after, name) != [*known, entry(one)]:
        raise ConfigError(
            f"{name} has a form okrsync cannot add to: write `checkins = [`, one check-in a line, and `]` "
            "on a line of its own; or name a folder in `checkins`."
        )
    return after


def _line_added(text: str, one: CheckIn) -> str | None:
    if "checkins" not in tomlkit.parse(text):
        text = f"{text.rstrip()}\n\ncheckins = [\n]\n"
    text = _ON_ONE_LINE.sub(lambda _: _opened(text), text)
    closings = list(_CLOSING.finditer(text))
    if not closings:
        return None
    place = closings[-1].start()
    table = tomlkit.inline_table()
    table.update(entry(one))
    return f"{_with_comma(text[:place])}  {table.as_string()},\n{text[place:]}"


def _opened(text: str) -> str:
    """A list that stands on one line, with a line for each entry."""
    entries = tomlkit.parse(text)["checkins"]
    lines = "".join(f"  {one.as_string()},\n" for one in entries)
    return f"checkins = [\n{lines}]"


def _with_comma(text: str) -> str:
    """The lines above, with the comma after the last entry that TOML lets people leave out."""
    lines = text.splitlines(keepends=True)
    for number in reversed(range(len(lines))):
        line = lines[number].strip()
        if line and not line.startswith("#"):
            if line.endswith("}"):
                lines[number] = f"{lines[number].rstrip()},\n"
            break
    return "".join(lines)


def _table_added(text: str, one: CheckIn) -> str:
    table = tomlkit.dumps({"checkins": [entry(one)]})
    return f"{text.rstrip()}\n\n{table}"


def _checkins(text: str, name: str) -> list[dict[str, Any]]:
    try:
        found = tomllib.loads(text).get("checkins", [])
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{name} is no TOML any more ({error}): mend it first.") from None
    return list(found) if isinstance(found, list) else []
