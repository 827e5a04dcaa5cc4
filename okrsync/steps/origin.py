"""Which GitHub repository an address names, and which one the folder is a checkout of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from okrsync.config.commits import Git, NoGit

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_ADDRESS = re.compile(
    r"(?:(?:https?|ssh|git)://(?:[^@/\s]+@)?(?P<host>[^/:@\s]+)(?::\d+)?/|(?:[\w.-]+@)(?P<scp>[^/:@\s]+):)"
    r"(?P<repo>[\w.-]+/[\w.-]+?)(?:\.git)?/?"
)
_NAMED = re.compile(r"github:(?P<repo>[\w.-]+/[\w.-]+)")


class Repository(NamedTuple):
    """A repository of GitHub; `api_url` where its host is not github.com."""

    name: str
    api_url: str | None = None


def repository(text: str) -> Repository | None:
    """What `github:acme/web`, a page's address or a git address names; None for anything but GitHub."""
    named = _NAMED.fullmatch(text)
    if named:
        return Repository(named["repo"])
    found = _ADDRESS.fullmatch(text)
    host = (found["host"] or found["scp"]).casefold() if found else ""
    if found is None or not _is_github(host):
        return None
    return Repository(found["repo"], _api_url(host))


def origin(folder: Path, environ: Mapping[str, str]) -> Repository | None:
    """The repository the folder's `origin` is; None where there is no git, no checkout, or none of GitHub."""
    try:
        address = Git(folder, environ).answer("remote", "get-url", "origin")
    except NoGit:
        return None
    return repository(address.decode(errors="replace").strip())


def _is_github(host: str) -> bool:
    """An Enterprise Server has any name; most say what they are."""
    return "github" in host or host.endswith(".ghe.com")


def _api_url(host: str) -> str | None:
    if host in ("github.com", "www.github.com", "ssh.github.com"):
        return None
    return f"https://api.{host}" if host.endswith(".ghe.com") else f"https://{host}/api/v3"
