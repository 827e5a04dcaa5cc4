"""The walk through a source's repositories: what changed since the last one, page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrsync.errors import NotVisible
from okrsync.ports import Page
from okrsync.trackers.github.places import Places, is_named
from okrsync.trackers.github.repository import Repository

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from okrsync.config.sources import GitHubSource
    from okrsync.ports import Mark
    from okrsync.trackers.github.client import Client


def walk(client: Client, source: GitHubSource, marks: Mapping[str, Mark], *, is_full: bool) -> Iterator[Page]:
    """Read each repository. One that cannot be seen stops no other: it is reported when all are read.

    A place keeps the name it was first asked for by; its mark knows what the repository is called now.
    """
    unseen: list[str] = []
    places = _places(client, source, unseen)
    walked: set[str] = set()
    for place in places:
        repository = Repository(client, source.name, place, marks.get(place, {}), is_full=is_full)
        try:
            names = repository.names()
            if (
                repository.name.casefold() not in walked
            ):  # the file may name it twice, before and after a rename
                walked.add(repository.name.casefold())
                yield names
                yield from repository.items()
        except NotVisible as error:
            unseen.append(str(error))
    yield from _left(source, marks, places, is_whole=not unseen)
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


def _left(
    source: GitHubSource, marks: Mapping[str, Mark], places: list[str], *, is_whole: bool
) -> Iterator[Page]:
    """Places read before and not any more: nothing is there now.

    Taken out of the file, that is meant; missing among an owner's repositories, it may be a lost right.
    """
    asked = {place.casefold() for place in places}
    for place, mark in marks.items():
        if place.casefold() in asked or mark.get("is_left"):
            continue
        if not is_named(place, source.repos):
            yield Page(place, mark={"is_left": True}, is_full=True, is_guarded=False)
        elif is_whole:
            yield Page(place, mark={}, is_full=True)
