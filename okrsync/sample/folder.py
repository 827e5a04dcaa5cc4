"""The sample company's folder: its files, and how they came to be what they are."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from okrsync.errors import UsageError
from okrsync.sample.past import Commit, keep_history

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LUMEN = Path(__file__).parent / "lumen"
_HISTORY = Path(__file__).parent / "history.toml"
_SUFFIXES = (".toml", ".jsonl", ".csv")
_VALUES = re.compile(r"^ *(current|current_on|status) = .*\n|, done = true", re.MULTILINE)


def put_sample(place: Path, environ: Mapping[str, str]) -> None:
    """Put the sample there; what is there already stays as it is.

    A folder that is new gets the history of the files too, where git is at hand. UsageError for one
    that has a file of goals which is no sample.
    """
    files = sample_files()
    try:
        if (place / "okrsync.toml").exists() and not (place / "jira.jsonl").exists():
            raise UsageError(f"{place} has an okrsync.toml of its own: name another folder with --folder.")
        place.mkdir(parents=True, exist_ok=True)
        if not any(place.iterdir()):
            keep_history(place, commits(files), environ)
        for path, content in files.items():
            target = place / path
            if not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
    except OSError as error:
        raise UsageError(f"The sample cannot be put into {place}: {error.strerror}.") from error


def sample_files() -> dict[str, bytes]:
    """What the company has in its folder today, by path."""
    paths = sorted(path for path in _LUMEN.rglob("*") if path.suffix in _SUFFIXES)
    # As text: a checkout on Windows may have made other ends of lines of ours.
    return {path.relative_to(_LUMEN).as_posix(): path.read_text("utf-8").encode() for path in paths}


def commits(files: Mapping[str, bytes]) -> list[Commit]:
    """The commits that led to these files, oldest first."""
    written = tomllib.loads(_HISTORY.read_text(encoding="utf-8"))["commits"]
    return [*_backwards(files, written)][::-1]


def _backwards(files: Mapping[str, bytes], written: list[dict[str, Any]]) -> Iterator[Commit]:
    """The last commit has the files as they are; what it did is then undone, and so on to the first."""
    for commit in reversed(written):
        yield Commit(commit["by"], commit["on"], commit["message"], files)
        files = {path: content for path, content in files.items() if path not in commit.get("adds", ())}
        for path in commit.get("fills_in", ()):
            files[path] = _VALUES.sub("", files[path].decode()).encode()
        for change in commit.get("changes", ()):
            path = change["file"]
            files[path] = files[path].replace(change["now"].encode(), change["before"].encode())
