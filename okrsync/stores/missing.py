"""Stores that are not there yet: told before the database library is even imported."""

from __future__ import annotations

import os
import re

from okrsync.errors import NoStoreYet

_FILE = re.compile(r"sqlite(?:\+\w+)?:///(?!:memory:|file:)(?P<path>[^?]+)")


def no_store_yet(place: str) -> NoStoreYet:
    return NoStoreYet(f"There is no store yet ({place}): run `okrsync sync` first.")


def refuse_missing(url: str) -> None:
    """NoStoreYet where this is the address of a file that does not exist."""
    match = _FILE.match(url)
    if match and not os.path.exists(match["path"]):  # noqa: PTH110 (Path.exists raises in a folder we may not enter)
        raise no_store_yet(match["path"])
