"""The files of a repository, as its default branch or another ref has them, without a checkout."""

from __future__ import annotations

import errno
import glob
import posixpath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from okrsync.config.globs import fits
from okrsync.config.sources import GitHubSource
from okrsync.errors import TrackerError, UsageError
from okrsync.trackers.github.answers import Missing
from okrsync.trackers.github.client import open_client

if TYPE_CHECKING:
    from okrsync.config.repositories import Remote
    from okrsync.trackers.github.client import Client
    from okrsync.trackers.surroundings import Surroundings

_MOST_LISTED = 1_000  # files of one folder; GitHub leaves out the rest
_TOKENS = ("OKRSYNC_CONFIG_TOKEN", "GITHUB_TOKEN")


def open_files(remote: Remote, surroundings: Surroundings) -> RepositoryFiles:
    """Make no request yet. UsageError where no token is at hand."""
    token = next((name for name in _TOKENS if surroundings.environ.get(name, "").strip()), None)
    if token is None:
        raise UsageError(
            f"The file is in the repository {remote.repo}, which takes a GitHub token to read: "
            f"put one that may read its contents into {_TOKENS[1]} (or {_TOKENS[0]}, for this alone)."
        )
    source = GitHubSource(name="config", type="github", repos=(remote.repo,), token_env=token)
    return RepositoryFiles(open_client(source, surroundings), remote)


class RepositoryFiles:
    """Asks once for each file, and at most once for the names of all of them."""

    def __init__(self, client: Client, remote: Remote) -> None:
        self._client = client
        self._repo = remote.repo
        self._ref = remote.ref
        self._read: dict[str, bytes | OSError] = {}
        self._names: list[str] | None = None

    def read(self, path: str) -> bytes:
        path = posixpath.normpath(path)
        if path not in self._read:
            self._read[path] = self._asked(path)
        found = self._read[path]
        if isinstance(found, OSError):
            raise found
        return found

    def find(self, pattern: str) -> list[str]:
        """One folder is listed for wildcards in it; the whole tree only for those that cross folders."""
        folder, _, name = posixpath.normpath(pattern).rpartition("/")
        if glob.has_magic(folder) or name == "**":
            names = self._tree()
        elif glob.has_magic(name):
            names = self._folder(folder)
        else:
            names = [posixpath.join(folder, name)] if self._is_there(posixpath.join(folder, name)) else []
        return [path for path in names if fits(path, posixpath.normpath(pattern))]

    def _asked(self, path: str) -> bytes | OSError:
        if _is_outside(path):
            return FileNotFoundError(errno.ENOENT, f"it lies outside of {self._repo}")
        try:
            found = self._contents(path)
        except Missing:
            return FileNotFoundError(errno.ENOENT, "No such file")
        return found if isinstance(found, bytes) else IsADirectoryError(errno.EISDIR, "it is a folder")

    def _is_there(self, path: str) -> bool:
        try:
            self.read(path)
        except OSError:
            return False
        return True

    def _folder(self, path: str) -> list[str]:
        if _is_outside(path):
            return []
        try:
            rows = self._contents(path)
        except Missing:
            return []
        if not isinstance(rows, list):  # a file
            return []
        if len(rows) >= _MOST_LISTED:
            return self._tree()
        return _paths(rows, "file")

    def _contents(self, path: str) -> Any:
        query = {"ref": self._ref} if self._ref else {}
        address = f"/repos/{quote(self._repo)}/contents/{quote(path)}".rstrip("/")
        return self._client.content(address, f"{path or 'the root'} in {self._repo}", query)

    def _tree(self) -> list[str]:
        if self._names is None:
            ref, what = quote(self._ref or "HEAD", safe=""), f"the files of {self._repo}"
            found = self._client.get(f"/repos/{quote(self._repo)}/git/trees/{ref}?recursive=1", what).data
            if not isinstance(found, dict) or not isinstance(found.get("tree"), list):
                raise TrackerError(f"GitHub sent something else than the names of {what}. Try again later.")
            if found.get("truncated"):
                raise TrackerError(
                    f"{self._repo} has more files than GitHub lists at once: in `include`, use wildcards "
                    "for the names of files alone, as in okrs/*.toml."
                )
            self._names = _paths(found["tree"], "blob")
        return self._names


def _is_outside(path: str) -> bool:
    """An address with `..` in it would ask for something else than a file."""
    return path == ".." or path.startswith(("/", "../"))


def _paths(rows: list[Any], kind: str) -> list[str]:
    return [str(row.get("path")) for row in rows if isinstance(row, dict) and row.get("type") == kind]
