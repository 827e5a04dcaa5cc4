"""Contents of files by the names git has for them, all asked of one process."""

from __future__ import annotations

import subprocess
from contextlib import contextmanager, suppress
from threading import Event, Thread
from time import monotonic
from typing import IO, TYPE_CHECKING

from okrsync.config.commits import NoGit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from okrsync.config.commits import Git


class Blobs:
    """Reads one content after the other."""

    def __init__(self, asked: IO[bytes], told: IO[bytes]) -> None:
        self._asked, self._told = asked, told
        self._since: float | None = None  # when the answer that is waited for was asked for
        self._is_over = False

    def read(self, name: str) -> bytes:
        """NoGit where this repository lacks it, as a partial clone may, or git takes too long."""
        self._since = monotonic()
        try:
            return self._answer(name)
        except (OSError, ValueError) as error:
            if self._is_over:
                raise NoGit("git took too long.") from error
            raise NoGit(f"git did not tell what {name} is: is the clone a partial one?") from error
        finally:
            self._since = None

    def watch(self, patience: float, done: Event, end: Callable[[], object]) -> None:
        """End what takes longer than so many seconds, or twice that. One watch costs less than one a read."""
        while not done.wait(patience):
            if self._since is not None and monotonic() - self._since >= patience:
                self._is_over = True
                end()

    def _answer(self, name: str) -> bytes:
        self._asked.write(f"{name}\n".encode())
        self._asked.flush()
        _, kind, size = self._told.readline().split()
        content = self._told.read(int(size) + 1)
        if kind != b"blob" or len(content) != int(size) + 1:
            raise ValueError(f"{kind!r}: {len(content)} of {size!r} bytes")
        return content[:-1]


@contextmanager
def blobs(git: Git) -> Iterator[Blobs]:
    """Open for as long as they are read."""
    with subprocess.Popen(  # noqa: S603 (a list, no shell)
        git.command("cat-file", "--batch"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=git.surroundings,
    ) as process:
        assert process.stdin is not None  # noqa: S101 (for the type checker: both are pipes)
        assert process.stdout is not None  # noqa: S101
        contents, done = Blobs(process.stdin, process.stdout), Event()
        Thread(target=contents.watch, args=(git.patience, done, process.kill), daemon=True).start()
        try:
            yield contents
        finally:
            done.set()
            process.kill()
            with suppress(OSError):  # it may have ended long before
                process.stdin.close()
