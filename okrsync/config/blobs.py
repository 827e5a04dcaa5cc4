"""Contents of files by the names git has for them, all asked of one process."""

from __future__ import annotations

import subprocess
from contextlib import contextmanager, suppress
from threading import Timer
from typing import IO, TYPE_CHECKING

from okrsync.config.commits import NoGit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from okrsync.config.commits import Git


class Blobs:
    """Reads one content after the other; `give_up` ends the process when its patience is over."""

    def __init__(
        self, asked: IO[bytes], told: IO[bytes], give_up: Callable[[], None], *, patience: float
    ) -> None:
        self._asked, self._told, self._give_up, self._patience = asked, told, give_up, patience
        self._is_over = False

    def read(self, name: str) -> bytes:
        """NoGit where this repository lacks it, as a partial clone may, or git takes too long."""
        late = Timer(self._patience, self._end)
        late.start()
        try:
            return self._answer(name)
        except (OSError, ValueError) as error:
            if self._is_over:
                raise NoGit(f"git took longer than {self._patience:g} seconds.") from error
            raise NoGit(f"git did not tell what {name} is: is the clone a partial one?") from error
        finally:
            late.cancel()

    def _end(self) -> None:
        self._is_over = True
        self._give_up()

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
        try:
            yield Blobs(process.stdin, process.stdout, process.kill, patience=git.patience)
        finally:
            process.kill()
            with suppress(OSError):  # it may have ended long before
                process.stdin.close()
