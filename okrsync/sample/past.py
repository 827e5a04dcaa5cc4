"""A git repository for the sample's folder: the past its goals have, which only git can tell of."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

_SECONDS = 30
_OTHERS = ("GIT_", "HOME", "XDG_")  # what leads to some other repository, as in a hook, or to settings


class Commit(NamedTuple):
    """All files as they were then."""

    by: str  # Dana <dana@lumen.example>
    on: datetime
    message: str
    files: Mapping[str, bytes]


def keep_history(place: Path, commits: Iterable[Commit], environ: Mapping[str, str]) -> None:
    """Make an empty folder a repository with these commits, the same each time; the files are not put there.

    Nobody's settings, hooks or templates are asked, and no repository around the folder is touched.
    Without a git that can do it, the folder stays empty.
    """
    own = place / ".git"
    inside = ("--git-dir", str(own), "--work-tree", str(place))
    is_made = False
    try:
        _git(environ, "init", "--quiet", "--template=", "--initial-branch=main", str(place))
        _git(environ, *inside, "fast-import", "--quiet", said=b"".join(_stream(commits)))
        _git(environ, *inside, "read-tree", "HEAD")
        is_made = True
    except (OSError, subprocess.SubprocessError):
        pass  # the report tells that it could not look
    finally:
        if not is_made:
            shutil.rmtree(own, ignore_errors=True)


def _git(environ: Mapping[str, str], *command: str, said: bytes = b"") -> None:
    alone = {name: value for name, value in environ.items() if not name.startswith(_OTHERS)}
    settings = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, "GIT_DEFAULT_HASH": "sha1"}
    subprocess.run(  # noqa: S603 (a list, no shell)
        ["git", *command],  # noqa: S607 (whichever git is on the path)
        input=said,
        capture_output=True,
        check=True,
        timeout=_SECONDS,
        env=alone | settings,
    )


def _stream(commits: Iterable[Commit]) -> Iterator[bytes]:
    """What `git fast-import` reads."""
    for commit in commits:
        yield b"commit refs/heads/main\n"
        when = f"{commit.by} {int(commit.on.timestamp())} +0000\n"
        yield f"author {when}committer {when}".encode()
        yield _data(commit.message.encode())
        yield b"deleteall\n"
        for path, content in commit.files.items():
            yield f"M 100644 inline {path}\n".encode()
            yield _data(content)


def _data(content: bytes) -> bytes:
    return b"data %d\n%b\n" % (len(content), content)
