"""Files as tests want them: texts in, a configuration or its mistakes out."""

from __future__ import annotations

from fnmatch import fnmatchcase
from pathlib import Path
from textwrap import dedent

import pytest

from okrsync.config import Configuration, load
from okrsync.errors import ConfigError

GOAL = """
[[objectives]]
id = "GROW"
title = "New teams reach value"
"""


class MemoryReader:
    """A reader of a repository that is a dictionary; a path that holds an error fails with it."""

    def __init__(self, files: dict[str, str | bytes | OSError]):
        self.files = files

    def __call__(self, _remote: object) -> MemoryReader:
        """What `open_reader` wants."""
        return self

    def read(self, path: str) -> bytes:
        held = self.files.get(path, FileNotFoundError(2, "No such file or directory"))
        if isinstance(held, OSError):
            raise held
        return held if isinstance(held, bytes) else dedent(held).encode()

    def find(self, pattern: str) -> list[str]:
        return [path for path in self.files if fnmatchcase(path, pattern)]


def write(folder: Path, text: str | bytes, name: str = "okrsync.toml") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else dedent(text).encode())
    return path


def loaded(folder: Path, text: str | bytes, **includes: str) -> Configuration:
    """The configuration of a file; `growth="…"` is written to `okrs/growth.toml`."""
    write(folder, text)
    for name, content in includes.items():
        write(folder, content, f"okrs/{name}.toml")
    return load(None, {}, folder)


def mistakes(folder: Path, text: str | bytes, **includes: str) -> list[str]:
    """The mistakes of a file, without the name of the main one."""
    with pytest.raises(ConfigError) as raised:
        loaded(folder, text, **includes)
    return [line.removeprefix("okrsync.toml:").strip() for line in str(raised.value).splitlines()]
