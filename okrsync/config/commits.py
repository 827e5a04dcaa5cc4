"""Files as a commit has them, asked of git."""

from __future__ import annotations

import errno
import os
import posixpath
import subprocess
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from okrsync.config.globs import fits
from okrsync.config.repositories import Place
from okrsync.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_SECONDS = 30


class NoGit(UsageError):
    """There is no git here, this folder is in none of its repositories, or it knows no such commit."""


@dataclass(frozen=True)
class Git:
    """The repository a folder is in. It is asked, and nothing in it is touched."""

    folder: Path
    environ: Mapping[str, str]

    def answer(self, *command: str) -> bytes:
        quiet = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
        try:
            done = subprocess.run(  # noqa: S603 (a list, no shell)
                ["git", "-C", str(self.folder), *command],  # noqa: S607 (whichever git is on the path)
                capture_output=True,
                check=True,
                timeout=_SECONDS,
                env={**self.environ, **quiet},
            )
        except (OSError, subprocess.SubprocessError) as error:
            raise NoGit(
                f"git did not answer in {self.folder}: is it installed, and is the folder in a repository?"
            ) from error
        return done.stdout


@dataclass(frozen=True)
class AtCommit:
    """Reads below a folder, as a commit has it."""

    git: Git
    commit: str

    def read(self, path: str) -> bytes:
        path = posixpath.normpath(path)
        if path not in self._paths:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        return self.git.answer("show", f"{self.commit}:./{path}")

    def find(self, pattern: str) -> list[str]:
        return [path for path in self._paths if fits(path, posixpath.normpath(pattern))]

    @cached_property
    def _paths(self) -> Sequence[str]:
        listed = self.git.answer("ls-tree", "-r", "-z", "--name-only", self.commit)
        return os.fsdecode(listed).split("\0")[:-1]


def at_commit(path: str, git: Git, commit: str) -> Place:
    """The place of a file, by its path below git's folder, as a commit has it."""
    asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{commit}^{{commit}}")
    try:
        found = git.answer(*asked).decode().strip()
    except NoGit as error:
        raise NoGit(f"{commit} is neither a file nor anything git knows here: check the name.") from error
    return Place(f"{commit}:{path}", path, "", git.folder, AtCommit(git, found))
