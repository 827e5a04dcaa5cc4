"""`okrsync nudge`: the polite questions a cron job asks."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING

import click

from okrsync.cli.deadline import deadline_option
from okrsync.cli.examples import examples
from okrsync.cli.output import emit, emit_json, printable
from okrsync.cli.sync import PATIENCE, who
from okrsync.cli.workflow import private_repos
from okrsync.core.comments import unmarked
from okrsync.core.nudges import reckon
from okrsync.errors import TrackerError, UsageError
from okrsync.render.figures import count, percent
from okrsync.steps.asking import Live, carry_out
from okrsync.steps.nudge import View, find, preview
from okrsync.steps.refs import unknown_source
from okrsync.steps.turns import Paced, Time

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from okrsync.app import App
    from okrsync.cli.session import Session
    from okrsync.core.comments import Wish
    from okrsync.ports import Store
    from okrsync.steps.commenting import Write
    from okrsync.steps.judging import Frame, Judged
    from okrsync.steps.nudge import Acted, Nudged

_MOST_NAMED = 3  # items of a reason


@click.command(
    "nudge",
    epilog=examples("okrsync nudge", "okrsync nudge --apply --max 10"),
    short_help="Keep the one comment on what serves no goal; dry without --apply.",
)
@click.option(
    "--apply", "is_applied", is_flag=True, help="Write. Without it, only show what would be written."
)
@click.option("--source", metavar="NAME", help="Ask on this source alone.")
@click.option(
    "--max",
    "most",
    type=click.IntRange(min=0),
    metavar="N",
    help="New comments, instead of the file's number.",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@deadline_option
@click.pass_context
def command(ctx: click.Context, *, is_applied: bool, source: str | None, most: int | None, form: str) -> None:
    """Keep the one comment on every item of the store that needs it, within manners and budgets.

    Without --apply it asks no tracker anything and writes nothing: it shows each comment as the last sync
    lets expect it. With it, each item is looked at once more before it is answered.
    """
    session: Session = ctx.obj
    app = session.app()
    names = [one.name for one in app.configuration.sources]
    if source is not None and source not in names:
        raise unknown_source(source, names)
    with app.store(must_exist=True) as store:
        policy = app.nudge_policy(store.first_sync(), most)
        words = _words(session, app, app.frame.over(store.items(names)))
        view = View(names, app.frame_on, policy, words, session.now, source)
        nudged = _applied(session, app, store, view) if is_applied else preview(find(store, view), view)
    if form == "json":
        emit_json("okrsync.nudge/1", _as_json(nudged, is_applied=is_applied))
    else:
        marked = {one.name for one in app.configuration.sources if one.type == "github"}
        emit("".join(f"{line}\n" for line in _lines(nudged, marked, is_applied=is_applied)))
    for ref, why in nudged.errors.items():
        session.voice.fail(why if ref in why else f"{ref}: {why}")
    if nudged.errors:
        ctx.exit(TrackerError.exit_code)


def _applied(session: Session, app: App, store: Store, view: View) -> Nudged:
    """Carry the plan out, keeping syncs and other nudges out meanwhile."""
    started = session.ticks()
    time = Time(
        now=lambda: session.now + timedelta(seconds=session.ticks() - started),
        left=session.seconds_left,
        wait=session.wait,
        say=session.voice.info,
    )
    places = app.places()
    wanted = [view.only] if view.only else sorted(view.policy.takes_comments)
    missing = [places.closed[name] for name in wanted if name in places.closed]
    if missing:
        raise UsageError("\n".join(missing))
    paced = {name: Paced(tracker, store, time) for name, tracker in places.trackers.items()}
    live = Live(places._replace(trackers=paced), paced, time)
    with store.hold(who(), wait_seconds=PATIENCE):
        return carry_out(store, view, live)


def _words(session: Session, app: App, frame: Frame) -> Write:
    answers = app.answers(private_repos(session), frame)

    def write(judged: Judged, wanted: Wish) -> str:
        step = judged.remedy.text if judged.remedy else None
        return answers.write(judged.judgement, step, is_asked=wanted == "ask")

    return write


def _as_json(nudged: Nudged, *, is_applied: bool) -> dict[str, object]:
    actions = [{"ref": one.ref, "action": one.action, "reason": one.reason} for one in nudged.actions]
    return {
        "applied": is_applied,
        "actions": actions,
        "left": nudged.left,
        "not_reached": nudged.not_reached,
        "nudges": reckon(nudged.memory),
    }


def _lines(nudged: Nudged, marked: Collection[str], *, is_applied: bool) -> Iterator[str]:
    """What was done or would be, what is left and why, and whether anybody minds.

    In `marked` sources our mark is the comment's first line; elsewhere nobody sees it.
    """
    for one in nudged.actions:
        yield printable(f"{one.action} {one.ref}: {one.reason}")
        if not is_applied:
            body = one.body if one.ref.partition(":")[0] in marked else unmarked(one.body)
            yield from (f"    {printable(line)}".rstrip() for line in body.splitlines())
    yield _total(nudged.actions, is_applied=is_applied)
    yield from _left(nudged)
    if nudged.not_reached:
        yield f"{count(nudged.not_reached, 'item')} not reached: the next run goes on with them."
    asked = reckon(nudged.memory)
    if asked.asked:
        yield (
            f"Of {count(asked.asked, 'question')} so far {asked.tied} led to a goal within seven days, "
            f"{asked.waived} to a waiver, {asked.ignored} changed nothing, {asked.open} open. "
            f"Acted upon: {percent(asked.acceptance)}."
        )


def _total(actions: tuple[Acted, ...], *, is_applied: bool) -> str:
    if not actions:
        return "Nothing to write."
    if is_applied:
        return f"Wrote {count(len(actions), 'comment')}."
    return f"Would write {count(len(actions), 'comment')}; nothing was written: add --apply."


def _left(nudged: Nudged) -> Iterator[str]:
    """Reasons, the commonest first, with the first items of each."""
    groups: dict[str, list[str]] = defaultdict(list)
    for one in nudged.left:
        groups[one.reason].append(one.ref)
    for reason, refs in sorted(groups.items(), key=lambda group: (-len(group[1]), group[0])):
        more = f" and {len(refs) - _MOST_NAMED} more" if len(refs) > _MOST_NAMED else ""
        yield printable(f"left {', '.join(refs[:_MOST_NAMED])}{more}: {reason}")
