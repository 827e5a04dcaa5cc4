"""Names in the file that name nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from okrsync.config.mistakes import cure, nearest, quoted
from okrsync.config.outline import Entry, entries, inner, texts
from okrsync.core.cycles import calendar_cycle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from okrsync.config.documents import Document
    from okrsync.config.lines import Path
    from okrsync.config.mistakes import Mistake

_KEY = re.compile(r"(?P<project>[^\s.-]+)-[0-9]+(?:\.[^\s.-]+-[0-9]+)?")
_PARTS = ("Q1", "Q2", "Q3", "Q4", "H1", "H2")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)", re.ASCII)
_PART = re.compile("[QH][1-4]", re.IGNORECASE)
_GOALS = (("objectives", "parent"), ("rules", "goal"), ("decisions", "goal"))
_LANGUAGES = {"jira": "jql", "github": "query"}
_WHENS = ("rules", "exempt", "teams")


def unknown_goals(documents: Sequence[Document], *, is_whole: bool) -> Iterator[Mistake]:
    """Parents and goals that are neither an objective nor a key result of these files.

    Where not all could be read, only those that look like a misspelling.
    """
    known = dict(_goal_names(documents))
    lives_elsewhere = _issued(documents)
    for group, key in _GOALS:
        for entry in entries(documents, group):
            name = entry.text(key)
            if name is None or name.casefold() in known or lives_elsewhere(name):
                continue
            if is_whole or nearest(name, known):
                yield entry.mistake(key, f"{quoted(name)} names no goal; {_goal_cure(name, known.values())}")


def unknown_cycles(documents: Sequence[Document], *, is_whole: bool) -> Iterator[Mistake]:
    """Cycles that are neither on the calendar nor declared; misspellings alone where not all was read."""
    declared = [name for entry in entries(documents, "cycles") if (name := entry.text("id"))]
    known = {name.casefold() for name in declared}
    for document, path, name in _cycle_uses(documents):
        if name.casefold() in known or calendar_cycle(name):
            continue
        if is_whole or _nearest_cycle(name, declared):
            yield document.mistake(path, f"{quoted(name)} is no cycle; {cycle_cure(name, declared)}")


def unknown_sources(documents: Sequence[Document]) -> Iterator[Mistake]:
    """Sources of refs, conditions and measures that the file does not have; one without any is not judged."""
    names = [name for entry in entries(documents, "sources") if (name := entry.text("name"))]
    known = {name.casefold() for name in names}
    for document, path, name in _source_uses(documents) if names else ():
        if name.casefold() not in known:
            yield document.mistake(path, f"no source is called {quoted(name)}; {cure(name, names)}")


def foreign_queries(documents: Sequence[Document]) -> Iterator[Mistake]:
    """Measures that ask a source in the language of another type."""
    types = {
        name.casefold(): type_
        for entry in entries(documents, "sources")
        if (name := entry.text("name")) and (type_ := entry.text("type"))
    }
    for entry, measure in _measures(documents):
        type_ = types.get(str(measure.get("source")).casefold(), "")
        for key in _LANGUAGES.values():
            if key in measure and _LANGUAGES.get(type_, key) != key:
                what = f"a source of type {type_} takes {_LANGUAGES[type_]}"
                yield entry.mistake("measure", what, key)


def cycle_cure(name: str, declared: Iterable[str]) -> str:
    """The nearest cycle, declared or on the calendar; else how cycles are written."""
    close = _nearest_cycle(name, declared)
    if close is not None:
        return f"did you mean {quoted(close)}?"
    return "write 2026-Q4, 2026-H2 or 2026, or declare it under [[cycles]]"


def _nearest_cycle(name: str, declared: Iterable[str]) -> str | None:
    year, part = _YEAR.search(name), _PART.search(name)
    if year is None:
        return nearest(name, declared)
    calendar = [f"{year[0]}-{part}" for part in _PARTS if calendar_cycle(year[0])]
    meant = f"{year[0]}-{part[0].upper()}" if part else None
    return meant if meant in calendar else nearest(name, [*declared, *calendar])


def _goal_names(documents: Sequence[Document]) -> Iterator[tuple[str, str]]:
    for objective in entries(documents, "objectives"):
        name = objective.text("id")
        if name is None:
            continue
        yield name.casefold(), name
        for key_result in inner(objective, "key_results"):
            full = f"{name}.{key_result.text('id')}"
            yield full.casefold(), full


def _issued(documents: Sequence[Document]) -> Callable[[str], bool]:
    """Whether a name may be that of a goal which lives as an issue: only the tracker knows."""
    sources = [one for one in entries(documents, "sources") if one.table.get("goal_types")]
    projects = {project.upper() for one in sources for _, project in texts(one.table.get("projects"))}
    return lambda name: (key := _KEY.fullmatch(name)) is not None and key["project"].upper() in projects


def _goal_cure(name: str, known: Iterable[str]) -> str:
    known = list(known)
    same_objective = [
        one for one in known if one.casefold().startswith(f"{name.partition('.')[0]}.".casefold())
    ]
    if "." in name and same_objective:
        return cure(name, same_objective)
    close = nearest(name, known)
    return f"did you mean {quoted(close)}?" if close else "goals are the ids of [[objectives]]"


def _cycle_uses(documents: Sequence[Document]) -> Iterator[tuple[Document, Path, str]]:
    for document in documents:
        name = document.tables.get("cycle")
        if document.is_main and isinstance(name, str):
            yield document, ("cycle",), name
    for entry in entries(documents, "objectives"):
        name = entry.text("cycle")
        if name is not None:
            yield entry.document, (*entry.path, "cycle"), name


def _source_uses(documents: Sequence[Document]) -> Iterator[tuple[Document, Path, str]]:
    for document, path, table in _condition_tables(documents):
        for index, name in texts(table.get("source")):
            if not name.startswith("re:") and not set("*?") & set(name):
                yield document, (*path, "source", *(() if index is None else (index,))), name
    for document, path, ref in _refs(documents):
        name, colon, _ = ref.partition(":")
        if colon:
            yield document, path, name
    for entry, measure in _measures(documents):
        source = measure.get("source")
        if isinstance(source, str):
            yield entry.document, (*entry.path, "measure", "source"), source


def _measures(documents: Sequence[Document]) -> Iterator[tuple[Entry, dict[str, Any]]]:
    """Each key result that is measured, with its measure."""
    for objective in entries(documents, "objectives"):
        for key_result in inner(objective, "key_results"):
            measure = key_result.table.get("measure")
            if isinstance(measure, dict):
                yield key_result, measure


def _condition_tables(documents: Sequence[Document]) -> Iterator[tuple[Document, Path, dict[str, Any]]]:
    for group in _WHENS:
        for entry in entries(documents, group):
            yield from _tables_of(entry)
    for document in documents:
        exclude = document.tables.get("exclude")
        if isinstance(exclude, dict):
            yield from _tables_of(Entry(document, ("exclude",), exclude))


def _tables_of(entry: Entry) -> Iterator[tuple[Document, Path, dict[str, Any]]]:
    when = entry.table.get("when")
    if isinstance(when, dict):
        yield entry.document, (*entry.path, "when"), when
    yield from inner(entry, "when")


def _refs(documents: Sequence[Document]) -> Iterator[tuple[Document, Path, str]]:
    for group in ("decisions", "waivers"):
        for entry in entries(documents, group):
            for _, ref in texts(entry.table.get("item")):
                yield entry.document, (*entry.path, "item"), ref
    for entry in entries(documents, "objectives"):
        for index, ref in texts(entry.table.get("items")):
            if index is not None:
                yield entry.document, (*entry.path, "items", index), ref
