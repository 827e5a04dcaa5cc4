"""From a location to the configuration, or to everything that is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from pydantic import ValidationError

from okrsync.config.configuration import Configuration
from okrsync.config.documents import Document, read
from okrsync.config.duplicates import duplicates
from okrsync.config.file import File, Included
from okrsync.config.loops import loops
from okrsync.config.places import find
from okrsync.config.references import foreign_queries, unknown_cycles, unknown_goals, unknown_sources
from okrsync.config.wording import mistakes_of
from okrsync.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from okrsync.config.entries import Rule
    from okrsync.config.mistakes import Mistake
    from okrsync.config.repositories import Home, OpenReader, Place

_Part = TypeVar("_Part", bound=Included)


def load(
    location: str | None,
    environ: Mapping[str, str],
    folder: Path,
    *,
    open_reader: OpenReader | None = None,
    home: Home | None = None,
) -> Configuration:
    """The configuration at `location`, else $OKRSYNC_CONFIG, else the usual place below `folder`.

    Repositories are read through `open_reader`, in a workflow its own, `home`, too. ConfigError holds
    every mistake of the file and its includes, one a line.
    """
    return load_at(find(location, environ, folder, open_reader=open_reader, home=home))


def load_at(place: Place) -> Configuration:
    """The configuration at a place. ConfigError holds every mistake of the file and its includes."""
    documents, mistakes = read(place)
    is_whole = not mistakes
    main = _validated(File, documents[0], mistakes)
    parts = [_validated(Included, document, mistakes) for document in documents[1:]]
    mistakes += _disagreements(documents, is_whole=is_whole)
    if mistakes:
        raise ConfigError("\n".join(str(mistake) for mistake in _sorted(mistakes, documents)))
    merged, repository = _merged(main, [main, *parts], documents), place if place.repo else None
    return Configuration(merged, place.shown, place.folder, tuple(documents), repository, place)


def _validated(model: type[_Part], document: Document, mistakes: list[Mistake]) -> _Part:
    try:
        return model.model_validate(document.tables)
    except ValidationError as error:
        mistakes += mistakes_of(error, document)
        return model()


def _disagreements(documents: Sequence[Document], *, is_whole: bool) -> Iterator[Mistake]:
    """What is wrong between tables. A name that may stand in an unreadable file is not judged."""
    yield from duplicates(documents)
    yield from loops(documents)
    yield from unknown_goals(documents, is_whole=is_whole)
    yield from unknown_cycles(documents, is_whole=is_whole)
    yield from unknown_sources(documents)
    yield from foreign_queries(documents)


def _sorted(mistakes: list[Mistake], documents: Sequence[Document]) -> list[Mistake]:
    order = {document.shown: place for place, document in enumerate(documents)}
    return sorted(mistakes, key=lambda one: (order[one.file], one.line or 0, one.path))


def _merged(main: File, parts: Sequence[Included], documents: Sequence[Document]) -> File:
    """One file with everything, the main file's first. Rules without a name get their place for one."""
    lists = {
        name: tuple(entry for part in parts for entry in getattr(part, name))
        for name in Included.model_fields
        if any(name in part.model_fields_set for part in parts)
    }
    if "rules" in lists:
        lists["rules"] = tuple(
            rule
            for part, document in zip(parts, documents, strict=True)
            for rule in _named(part.rules, document)
        )
    return main.model_copy(update=lists)


def _named(rules: Sequence[Rule], document: Document) -> Iterator[Rule]:
    where = "" if document.is_main else f" of {document.path}"
    for number, rule in enumerate(rules, start=1):
        yield rule if rule.name else rule.model_copy(update={"name": f"rules[{number}]{where}"})
