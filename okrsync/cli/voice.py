"""What okrsync says on standard error: sentences, or lines of JSON."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

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
        if _NUMBERS[level] >= _NUMBERS[self.level]:
            self._logger = self._logger or _logger(is_json=self.is_json)
            getattr(self._logger, level)(sentence)


def _logger(*, is_json: bool) -> Any:
    import structlog  # noqa: PLC0415 (a quiet run never needs it)

    as_json = [structlog.processors.TimeStamper(fmt="iso", utc=True), structlog.processors.JSONRenderer()]
    return structlog.wrap_logger(
        structlog.PrintLogger(sys.stderr),
        processors=[structlog.processors.add_log_level, *(as_json if is_json else [_sentence])],
        wrapper_class=structlog.make_filtering_bound_logger(0),
    )


def _sentence(_: object, __: str, event: Mapping[str, Any]) -> str:
    from okrsync.cli.output import printable  # noqa: PLC0415 (output needs click, and is there by now)

    lines = [printable(line) for line in str(event["event"]).splitlines()]
    prefix = f"{event['level']}: " if event["level"] in ("warning", "error") else ""
    return "\n".join([f"{prefix}{lines[0] if lines else ''}", *lines[1:]])
