"""An end to what has none of its own: a slow name server, an address that answers drop by drop."""

from __future__ import annotations

from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


def within(seconds: float, call: Callable[[], Any]) -> Any:
    """What the call returns or raises; TimeoutError when that takes longer.

    It is left alone then, and keeps no process from ending.
    """
    answers: SimpleQueue[tuple[Any, Exception | None]] = SimpleQueue()

    def answer() -> None:
        try:
            answers.put((call(), None))
        except Exception as error:  # noqa: BLE001 (it is raised again below)
            answers.put((None, error))

    Thread(target=answer, daemon=True).start()
    try:
        value, error = answers.get(timeout=seconds)
    except Empty:
        raise TimeoutError from None
    if error is not None:
        raise error
    return value
