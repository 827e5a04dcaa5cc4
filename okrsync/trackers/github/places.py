"""Which repositories a source reads: those it names, and those its globs find among an owner's."""

from __future__ import annotations

from contextlib import suppress
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING
from urllib.parse import quote

from okrsync.errors import NotVisible, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from okrsync.trackers.github.client import Client


class Places:
    """The places of a source. Each owner's repositories are listed once, and only for a glob."""

    def __init__(self, client: Client, patterns: Sequence[str]) -> None:
        self._client = client
        self._patterns = patterns
        self._listed: dict[str, list[str]] = {}
        self.archived: set[str] = set()  # of those a glob found: nothing can be written there

    def all(self) -> Iterator[str]:
        """The repositories of all patterns, each once. NotVisible when a glob finds none."""
        found: dict[str, str] = {}
        for pattern in self._patterns:
            found |= {place.casefold(): place for place in self.of(pattern) if place.casefold() not in found}
        yield from found.values()

    def of(self, pattern: str) -> list[str]:
        """The repositories a pattern stands for. NotVisible when a glob finds none."""
        if not is_glob(pattern):
            return [pattern]
        owner = pattern.partition("/")[0]
        found = [name for name in self._owned_by(owner) if _fits(name, pattern)]
        if not found:
            raise NotVisible(
                f"`{pattern}` finds none of the repositories of {owner} "
                f"that {self._client.access.credential} may see."
            )
        return found

    def _owned_by(self, owner: str) -> list[str]:
        if owner not in self._listed:
            self._listed[owner] = sorted(set(self._list(owner)), key=str.casefold)
        return self._listed[owner]

    def _list(self, owner: str) -> Iterator[str]:
        what = f"the repositories of {owner}"
        try:
            yield from self._names(f"/orgs/{quote(owner)}/repos", what)
        except NotVisible:  # a person, not an organisation: their private ones are listed only as one's own
            yield from self._names(f"/users/{quote(owner)}/repos", what)
            yield from self._own(owner)

    def _own(self, owner: str) -> Iterator[str]:
        """Those the account may see; an App's installation is no account, and has a list of its own."""
        for path in ("/user/repos", "/installation/repositories"):
            with suppress(NotVisible):
                yield from (name for name in self._names(path, "your repositories") if _is_of(name, owner))
                return

    def _names(self, path: str, what: str) -> Iterator[str]:
        for listing in self._client.pages(path, what):
            self.archived.update(str(row.get("full_name")) for row in listing.rows if row.get("archived"))
            yield from (str(row.get("full_name")) for row in listing.rows)


def check_patterns(patterns: Sequence[str]) -> None:
    """UsageError for a pattern that cannot name a repository."""
    for pattern in patterns:
        owner, _, name = pattern.partition("/")
        if not owner or not name or "/" in name or is_glob(owner):
            raise UsageError(
                f"`{pattern}` in `repos` is no repository: write owner/name, or owner/glob-* "
                "with the owner spelled out."
            )


def is_glob(pattern: str) -> bool:
    return "*" in pattern or "?" in pattern


def _fits(place: str, pattern: str) -> bool:
    return fnmatchcase(place.casefold(), pattern.casefold())


def _is_of(name: str, owner: str) -> bool:
    return name.casefold().startswith(f"{owner.casefold()}/")
