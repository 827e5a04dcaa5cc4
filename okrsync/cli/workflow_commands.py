"""Lines a GitHub workflow reads from standard output: `::error file=…::…`."""

from __future__ import annotations


def annotation(level: str, message: str, **properties: str | int) -> str:
    """One annotation; nothing in its texts can end it or begin another."""
    told = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{level} {told}::{_message(message)}"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
