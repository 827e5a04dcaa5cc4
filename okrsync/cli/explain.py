"""`okrsync explain`: why an item serves a goal, or what would make it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from okrsync.cli.examples import examples
from okrsync.cli.judged import as_json, lines
from okrsync.cli.output import emit, emit_json
from okrsync.errors import TrackerError, UsageError
from okrsync.steps.check import check
from okrsync.steps.explain import explain
from okrsync.steps.refs import full_ref

if TYPE_CHECKING:
    from okrsync.app import App
    from okrsync.cli.session import Session
    from okrsync.steps.judging import Judged


@click.command(
    "explain",
    epilog=examples("okrsync explain jira:ONB-7"),
    short_help="The whole chain of evidence for one item.",
)
@click.argument("ref")
@click.option("--live", is_flag=True, help="Ask the trackers now, not the store.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_obj
def command(session: Session, *, ref: str, live: bool, form: str) -> None:
    """Explain why an item is tied to a goal: each piece of evidence, with the rule and the way to it.

    For work without a goal, it names the smallest change that would tie it.
    """
    app = session.app()
    name = full_ref(ref, app.configuration.sources)
    judged = _live(app, name) if live else _stored(app, name)
    if form == "json":
        emit_json("okrsync.explain/1", {"item": as_json(judged), "remedy": judged.remedy})
    else:
        emit("\n".join(lines(judged)))


def _stored(app: App, ref: str) -> Judged:
    with app.store(must_exist=True) as store:
        return explain(store, [source.name for source in app.configuration.sources], ref, app.frame)


def _live(app: App, ref: str) -> Judged:
    places = app.places()
    source = ref.partition(":")[0]
    if source in places.closed:
        raise UsageError(places.closed[source])
    checked = check([ref], places, app.frame)
    for why in checked.unread.values():
        raise TrackerError(why)
    return checked.items[0]
