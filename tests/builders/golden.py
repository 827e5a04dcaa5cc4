"""Golden files: what a view looked like when somebody last read it."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "render" / "golden"
REFRESH = "OKRSYNC_REFRESH_GOLDEN"


def golden(name: str, text: str) -> str:
    """The golden text of that name; with $OKRSYNC_REFRESH_GOLDEN the given text becomes it."""
    place = FOLDER / name
    if os.environ.get(REFRESH):
        place.write_text(text, encoding="utf-8", newline="")
    with place.open(encoding="utf-8", newline="") as file:
        return file.read()
