"""The configuration a command runs with."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from pydantic import ValidationError

from okrsync.config.checkins import read as read_checkins
from okrsync.config.file import File
from okrsync.config.mirror import Mirror
from okrsync.config.origins import Origin, origin
from okrsync.config.references import cycle_cure
from okrsync.config.translation import core_goals, named_cycles
from okrsync.core.cycles import Cycle, calendar_cycle, default_cycle
from okrsync.errors import ConfigError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from okrsync.config.documents import Document
    from okrsync.config.lines import Path as KeyPath
    from okrsync.config.repositories import Place
    from okrsync.config.sources import Source
    from okrsync.core.goals import Goals
    from okrsync.core.history import CheckIn

_SQLITE = re.compile(r"(?P<start>sqlite(?:\+\w+)?:///)(?P<path>[^?]*)(?P<rest>.*)")


@dataclass(frozen=True)
class Configuration:
    """The file with all it includes, and where it lies. Paths in it are relative to `folder`.

    From a repository, what the file names is brought to this disk when it is asked for.
    """

    file: File
    place: str
    folder: Path
    documents: tuple[Document, ...] = ()  # the texts it was read from; none where it was kept
    repository: Place | None = None  # the repository the file was read from; None for this disk
    read_at: Place | None = None  # where its files are read from; None where it was kept

    @property
    def sources(self) -> tuple[Source, ...]:
        return self.file.sources

    def goals(self, as_of: date) -> Goals:
        """The goals and all that ties work to them; goals without a cycle are of the one of that day."""
        return core_goals(self.file, self.cycle(as_of))

    def cycle(self, as_of: date, name: str | None = None) -> Cycle:
        """The cycle of that name, else the file's own, else the shortest it names that contains the day.

        UsageError, with the nearest spelling, for a name that is neither declared nor on the calendar.
        """
        named = named_cycles(self.file)
        name = name or self.file.cycle
        if name is None:
            return default_cycle(list(named.values()), as_of)
        found = named.get(name.casefold()) or calendar_cycle(name)
        if found is None:
            raise UsageError(
                f"{name} is no cycle; {cycle_cure(name, [cycle.id for cycle in named.values()])}"
            )
        return found

    def origin(self, path: KeyPath) -> Origin:
        """Where a key of the whole file stands: `("objectives", 3, "title")`, counted over all includes."""
        return origin(path, self.documents) or Origin(self.place, 1)

    def checkins(self, by: date) -> tuple[CheckIn, ...]:
        """The check-ins noted by the end of that day. ConfigError holds every mistake in them."""
        return read_checkins(self.read_at, self.file.checkins, by) if self.read_at else ()

    def store_url(self, environ: Mapping[str, str]) -> str:
        """Where the store is: $OKRSYNC_STORE, else the file's, its path made absolute."""
        url = environ.get("OKRSYNC_STORE") or self.file.store
        match = _SQLITE.fullmatch(url)
        if match is None or match["path"] in ("", ":memory:") or match["path"].startswith("file:"):
            return url
        return f"{match['start']}{self.folder / match['path']}{match['rest']}"

    def folder_with(self, named: str) -> Path:
        """The folder on this disk in which a file that the file names lies. UsageError where there is none.

        One that a job has made here comes before the repository's, unless nothing here can be trusted.
        """
        is_here = self.repository is None or (not self.repository.is_only and (self.folder / named).is_file())
        return self.folder if is_here else self._mirror.with_file(named)

    def folder_of(self, named: str) -> Path:
        """Where a folder that the file names lies on this disk; a repository's comes with its files."""
        return self.folder / named if self.repository is None else self._mirror.with_folder(named) / named

    @cached_property
    def _mirror(self) -> Mirror:
        assert self.repository is not None  # noqa: S101 (for the type checker: asked for above)
        return Mirror(self.repository)

    def kept(self) -> str:
        """The file as JSON, to be kept with what a sync read.

        The store's address stays out: it may hold a password.
        """
        tables = self.file.model_dump(mode="json", exclude={"store"}, exclude_none=True)
        return json.dumps(tables, ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_kept(cls, text: str, folder: Path, place: str = "the kept configuration") -> Self:
        """The configuration that `kept` wrote. ConfigError where it cannot be read any more."""
        try:
            return cls(File.model_validate_json(text), place, folder)
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            where = ".".join(str(part) for part in first["loc"])
            raise ConfigError(
                f"{place} cannot be read by this version of okrsync ({where}: {first['msg']}); "
                "report without --as-of, or with the version that wrote it."
            ) from None
