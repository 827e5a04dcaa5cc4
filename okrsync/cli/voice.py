"""What okrsync says on standard error: sentences, or lines of JSON."""

from __future__ import annotations

import sys
from typing import Any, Literal

Level = Literal["debug", "info", "warning", "error"]

_NUMBERS: dict[str, int] = {"debug": 10, "info": 20, "warning": 30, "error": 40}


class Voice:
    """Says things at four levels. Sentences are meant for people; JSON adds the time and the level."""

    def __init__(self) -> None:
        self.level: Level = "info"
        self.is_json = False
        self._logger: Any = None

    def set(self, *, level: Level, is_json: bool) -> None:
        self.level, self.is_json, self._logger = level, is_json, None

    def debug(self, sentence: str) -> None:
        self._say("debug", sentence)

    def info(self, sentence: str) -> None:
        self._say("info", sentence)

    def warn(self, sentence: str) -> None:
        self._say("warning", sentence)

    def fail(self, sentence: str) -> None:
        self._say("error", sentence)

    def _say(self, level: Level, sentence: str) -> None:
        if _NUMBERS[level] < _NUMBERS[self.level]:
            return
        if self.is_json:
            self._logger = self._logger or _logger()
            getattr(self._logger, level)(sentence)
        else:
            print(_told(level, sentence), file=sys.stderr, flush=True)  # noqa: T201 (what a voice is for)


def _logger() -> Any:
    import structlog  # noqa: PLC0415 (it takes a tenth of a second, and few ask for JSON)

    return structlog.wrap_logger(
        structlog.PrintLogger(sys.stderr),
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(0),
    )


def _told(level: Level, sentence: str) -> str:
    from okrsync.cli.output import printable  # noqa: PLC0415 (output needs click, and is there by now)

    lines = [printable(line) for line in sentence.splitlines()]
    prefix = f"{level}: " if level in ("warning", "error") else ""
    return "\n".join([f"{prefix}{lines[0] if lines else ''}", *lines[1:]])
