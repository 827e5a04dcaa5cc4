"""`okrsync plan`: what a change to the file would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from okrsync.cli.examples import examples
from okrsync.cli.output import emit, emit_json, emit_rows
from okrsync.render.figures import percent
from okrsync.steps.plan import compare, of_last_sync, other_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrsync.app import App
    from okrsync.cli.session import Session
    from okrsync.config import Configuration
    from okrsync.core.planning import Change, Plan, Stand
    from okrsync.ports import Store
    from okrsync.steps.plan import Planned

_GROUPS = ("retied", "orphaned", "freed", "other")


@click.command(
    "plan",
    epilog=examples("okrsync plan", "okrsync plan --against main", "okrsync plan --against okrsync.old.toml"),
    short_help="What a change to the file would do.",
)
@click.option(
    "--against",
    metavar="FILE|GIT-REF",
    help="Compare with this file, or with the file as of this commit or branch, not with the last sync's.",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_obj
def command(session: Session, *, against: str | None, form: str) -> None:
    """Show what the present file makes of the work in the store, compared with an earlier one.

    Re-tied items serve another goal, orphaned ones none any more, freed ones one at last. Nothing is written.
    """
    app = session.app()
    with app.store(must_exist=True) as store:
        found = compare(store, app.configuration, _before(session, app, store, against), session.now.date())
    if form == "json":
        emit_json("okrsync.plan/1", {"against": found.against, **found.plan._asdict()})
    else:
        _show(found)


def _before(session: Session, app: App, store: Store, against: str | None) -> Configuration:
    if against is None:
        return of_last_sync(store, app.configuration)
    return other_file(against, app.configuration, session.folder, app.git)


def _show(found: Planned) -> None:
    plan = found.plan
    emit(f"Compared with {found.against}: {_summary(plan)}")
    rows = [row for group in _GROUPS for row in _rows(group, getattr(plan, group))]
    if rows:
        emit_rows(("change", "item", "before", "after", "title"), rows)
    if plan.effort:
        shifts = [(one.goal, f"{one.before:g}", f"{one.after:g}", f"{one.moved:+g}") for one in plan.effort]
        emit_rows(("effort of", "before", "after", "moved"), shifts)


def _summary(plan: Plan) -> str:
    counts = ", ".join(f"{len(getattr(plan, group))} {group}" for group in _GROUPS)
    before, after = (percent(share) for share in plan.coverage)
    return f"{counts}; coverage {before} → {after}."


def _rows(group: str, changes: tuple[Change, ...]) -> Iterator[list[object]]:
    for one in changes:
        yield [group, one.ref, _told(one.before), _told(one.after), one.title]


def _told(stand: Stand) -> str:
    return ", ".join(stand.goals) if stand.verdict == "tied" else stand.verdict
