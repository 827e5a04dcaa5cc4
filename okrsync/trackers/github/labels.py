"""The labels of repositories: listed, and created where they are missing. None is ever changed or removed."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import quote

from okrsync.errors import NotVisible, WriteRefused, WriteUnknown
from okrsync.ports import LabelPlace
from okrsync.trackers.github.places import Places

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from okrsync.core.labels import Label
    from okrsync.trackers.github.answers import Answer
    from okrsync.trackers.github.client import Client

LONGEST = 50
_LONGEST_DESCRIPTION = 100
_COLOR = "1d76db"


def label_places(client: Client, patterns: Sequence[str]) -> Iterator[LabelPlace]:
    """Each repository with its labels, a hundred a request. One that cannot be seen stops no other.

    Archived ones that a glob finds are passed over: they take no label, and nobody named them.
    """
    places = Places(client, patterns)
    seen: set[str] = set()
    for pattern in patterns:
        try:
            found = [place for place in places.of(pattern) if place.casefold() not in seen]
        except NotVisible as error:
            yield LabelPlace(pattern, error=str(error))
            continue
        seen.update(place.casefold() for place in found)
        yield from (_listed(client, place) for place in found if place not in places.archived)


def create_label(client: Client, place: str, label: Label) -> None:
    """Create it; one that another run, or somebody, created first is as good. WriteRefused says why not."""
    if len(label.name) > LONGEST:
        raise WriteRefused(_too_long(label))
    body = {
        "name": label.name,
        "color": _COLOR,
        "description": label.description[:_LONGEST_DESCRIPTION],
    }
    path = f"/repos/{quote(place)}/labels"
    try:
        answer = client.send("POST", path, place, body)
    except WriteUnknown:  # if it took effect, the label is there already
        answer = client.send("POST", path, place, body)
    if not _is_there_already(answer):
        try:
            client.accepted(answer, place)
        except NotVisible as error:
            raise WriteRefused(str(error)) from error


def known_name(client: Client, place: str, label: Label) -> str:
    """The label as its repository spells it, created if need be: no two there differ by case only.

    Where it may not be created, the name is returned all the same: setting it tells whether that may be.
    """
    path = f"/repos/{quote(place)}/labels/{quote(label.name, safe='')}"
    try:
        found = client.get(path, f"the label {label.name} of {place}").data
    except NotVisible:
        if len(label.name) > LONGEST:
            raise WriteRefused(_too_long(label)) from None
        with suppress(WriteRefused):
            create_label(client, place, label)
        return label.name
    return str(found.get("name") or label.name)


def _listed(client: Client, place: str) -> LabelPlace:
    try:
        pages = client.pages(f"/repos/{quote(place)}/labels", f"the labels of {place}")
        return LabelPlace(place, tuple(str(row.get("name") or "") for page in pages for row in page.rows))
    except NotVisible as error:
        return LabelPlace(place, error=str(error))


def _too_long(label: Label) -> str:
    """With the other way to name the goal."""
    return (
        f"The label {label.name} is longer than the {LONGEST} characters GitHub allows: "
        f'write a line "OKR: {label.goal or label.name}" into the text instead, or choose a shorter id.'
    )


def _is_there_already(answer: Answer) -> bool:
    return answer.status == 422 and any(error.get("code") == "already_exists" for error in answer.errors)  # noqa: PLR2004 (validation failed)
