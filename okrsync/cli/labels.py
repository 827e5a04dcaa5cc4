"""`okrsync labels`: the labels of goals, where people choose them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from okrsync.cli.examples import examples
from okrsync.cli.output import emit, emit_json, emit_rows
from okrsync.core.labels import wanted_labels
from okrsync.errors import TrackerError, UsageError
from okrsync.ports import Found, Labeller
from okrsync.steps.labels import create_missing, missing_labels
from okrsync.steps.looking import goal_issues

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrsync.app import App
    from okrsync.cli.session import Session
    from okrsync.steps.labels import PlaceLabels

_NEEDS_NONE = {
    "jira": "needs none: a label of Jira exists as soon as somebody uses it.",
    "file": "needs none: an export is only read.",
}


@click.command(
    "labels",
    epilog=examples("okrsync labels", "okrsync labels --apply"),
    short_help="Show the labels of goals that are missing; create them.",
)
@click.option("--apply", is_flag=True, help="Create them. No label is ever changed or removed.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_context
def command(ctx: click.Context, *, apply: bool, form: str) -> None:
    """Show the labels that are missing in the trackers: one for each live goal and key result.

    Beside them stand okr:none and okr:snooze. People tie work by choosing from these labels.
    """
    session: Session = ctx.obj
    places = list(_places(session, session.app(), applies=apply))
    if form == "json":
        emit_json("okrsync.labels/1", {"places": [place._asdict() for place in places]})
    else:
        _emit(places)
        if not apply and any(place.missing for place in places):
            session.voice.info("Nothing was created: --apply does that.")
    for place in places:
        if place.error:
            session.voice.fail(place.error)
    if any(place.error for place in places):
        ctx.exit(TrackerError.exit_code)


def _places(session: Session, app: App, *, applies: bool) -> Iterator[PlaceLabels]:
    if not app.configuration.sources:
        raise UsageError(
            f"{app.configuration.place} has no [[sources]]: there is nowhere to look for labels."
        )
    live = goal_issues(app.places()) if app.goals.issues else Found()
    for name, why in live.unreachable.items():
        session.voice.warn(f"The goals that live in {name} could not be read: {why}")
    wanted = wanted_labels(app.frame.over(live.items).names, app.goals.tying.label_prefix)
    opened = {}
    for source in app.configuration.sources:
        if source.type in _NEEDS_NONE:
            session.voice.info(f"{source.name} {_NEEDS_NONE[source.type]}")
        else:
            opened[source.name] = app.tracker(source)
    for name, tracker in opened.items():
        if isinstance(tracker, Labeller):
            for found in missing_labels(name, tracker, wanted):
                yield create_missing(tracker, wanted, found) if applies else found


def _emit(places: list[PlaceLabels]) -> None:
    rows = [
        (place.place, name, what)
        for place in places
        for what, names in (
            ("created", place.created),
            ("missing", place.missing),
            ("too long for a label", place.too_long),
        )
        for name in names
    ]
    if rows:
        emit_rows(("place", "label", ""), rows)
    elif places and not any(place.error for place in places):
        emit("Every label is there.")
