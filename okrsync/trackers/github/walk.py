"""The walk through a source's repositories: what changed since the last one, page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrsync.errors import NotVisible
from okrsync.trackers.github.places import Places
from okrsync.trackers.github.repository import Repository

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from okrsync.config.sources import GitHubSource
    from okrsync.ports import Mark, Page
    from okrsync.trackers.github.client import Client
    from okrsync.trackers.github.repository import Reading


def walk(reading: Reading, marks: Mapping[str, Mark], *, is_full: bool) -> Iterator[Page]:
    """Read each repository. One that cannot be seen stops no other: it is reported when all are read.

    A place keeps the name it was first asked for by; its mark knows what the repository is called now.
    """
    unseen: list[str] = []
    walked: set[str] = set()
    for place in _places(reading.client, reading.source, unseen):
        repository = Repository(reading, place, marks.get(place, {}), is_full=is_full)
        try:
            names = repository.names()
            # The file may name a repository twice, as it was called before a rename and after it.
            if repository.name.casefold() not in walked:
                walked.add(repository.name.casefold())
                yield names
                yield from repository.items()
        except NotVisible as error:
            unseen.append(str(error))
    if unseen:
        raise NotVisible(" ".join(unseen))


def _places(client: Client, source: GitHubSource, unseen: list[str]) -> list[str]:
    places = Places(client, source.repos)
    found: dict[str, str] = {}
    for pattern in source.repos:
        try:
            found.update((place.casefold(), place) for place in places.of(pattern))
        except NotVisible as error:
            unseen.append(str(error))
    return list(found.values())
