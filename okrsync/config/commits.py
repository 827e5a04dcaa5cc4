"""Files as a commit has them, asked of git."""

from __future__ import annotations

import errno
import glob
import os
import posixpath
import subprocess
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from okrsync.config.globs import fits
from okrsync.config.repositories import Place
from okrsync.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

# Inside a hook these name the repository that is committed to, and how paths are meant: not ours.
_OF_HOOKS = frozenset(
    f"GIT_{name}"
    for name in (
        "DIR",
        "WORK_TREE",
        "INDEX_FILE",
        "COMMON_DIR",
        "OBJECT_DIRECTORY",
        "ALTERNATE_OBJECT_DIRECTORIES",
        "PREFIX",
        "NAMESPACE",
        "SHALLOW_FILE",
        "LITERAL_PATHSPECS",
        "GLOB_PATHSPECS",
        "NOGLOB_PATHSPECS",
        "ICASE_PATHSPECS",
    )
)


class NoGit(UsageError):
    """There is no git here, this folder is in none of its repositories, or it knows no such commit."""

    def __init__(self, message: str, why: str = "") -> None:
        super().__init__(message)
        self.why = why or message  # without the folder


@dataclass(frozen=True)
class Git:
    """The repository a folder is in. It is asked, and nothing in it is touched."""

    folder: Path
    environ: Mapping[str, str]
    patience: float = 30  # seconds: it may wait for a disk, or bring what a partial clone lacks

    def answer(self, *command: str) -> bytes:
        try:
            done = subprocess.run(  # noqa: S603 (a list, no shell)
                self.command(*command),
                capture_output=True,
                check=True,
                timeout=self.patience,
                env=self.surroundings,
            )
        except (OSError, subprocess.SubprocessError) as error:
            why = _why(error)
            raise NoGit(f"git did not answer in {self.folder}: {why}", why) from error
        return done.stdout

    def command(self, *command: str) -> list[str]:
        return ["git", "-C", str(self.folder), *command]

    @property
    def surroundings(self) -> dict[str, str]:
        """What git is started with: it asks nobody, and looks for its repository from the folder."""
        given = {name: value for name, value in self.environ.items() if name not in _OF_HOOKS}
        return {**given, "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}


@dataclass(frozen=True)
class AtCommit:
    """Reads below a folder, as a commit has it."""

    git: Git
    commit: str

    def read(self, path: str) -> bytes:
        try:
            return self.git.answer("cat-file", "blob", f"{self.commit}:./{posixpath.normpath(path)}")
        except NoGit as error:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT)) from error

    def find(self, pattern: str) -> list[str]:
        pattern = posixpath.normpath(pattern)
        plain = takewhile(lambda part: not glob.has_magic(part), posixpath.dirname(pattern).split("/"))
        return [path for path in self._paths("/".join(plain)) if fits(path, pattern)]

    def _paths(self, folder: str) -> list[str]:
        """All files below a folder: a large repository has many that no pattern means."""
        listed = self.git.answer("ls-tree", "-r", "-z", "--name-only", self.commit, "--", f"./{folder}")
        return os.fsdecode(listed).split("\0")[:-1]


def at_commit(path: str, git: Git, commit: str) -> Place:
    """The place of a file, by its path below git's folder, as a commit has it."""
    asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{commit}^{{commit}}")
    try:
        found = git.answer(*asked).decode().strip()
    except NoGit as error:
        raise NoGit(f"{commit} is neither a file nor anything git knows here: check the name.") from error
    return place_at(path, git, found, shown=commit)


def place_at(path: str, git: Git, commit: str, *, shown: str | None = None) -> Place:
    """The same for a commit known to be there, by its hash."""
    return Place(f"{shown or commit}:{path}", path, "", git.folder, AtCommit(git, commit))


def _why(error: Exception) -> str:
    said = error.stderr if isinstance(error, subprocess.CalledProcessError) else b""
    if isinstance(error, subprocess.TimeoutExpired):
        return f"it took longer than {error.timeout:g} seconds."
    if isinstance(error, OSError):
        return "is it installed?"
    if b"not a git repository" in said:
        return "is the folder in a repository?"
    last = said.decode("utf-8", "replace").strip().rpartition("\n")[2].strip()
    if b"dubious ownership" in said:  # git's last line is the cure
        return f"the repository belongs to another user. If you trust it: {last}"
    return last or "it failed without a word."
