"""`okrsync check`: judge items live, and keep the one comment."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import click

from okrsync.cli.deadline import deadline_option
from okrsync.cli.examples import examples
from okrsync.cli.judged import as_json, lines
from okrsync.cli.output import emit, emit_json
from okrsync.cli.responding import command_given
from okrsync.cli.workflow import is_merge_queue, items_of_event, pass_merge_queue, private_repos, show
from okrsync.errors import PolicyFailed, TrackerError, UsageError, worst
from okrsync.steps.check import breaks_policy, check
from okrsync.steps.commenting import Commenting
from okrsync.steps.refs import full_ref

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from okrsync.app import App
    from okrsync.cli.responding import Given
    from okrsync.cli.session import Session
    from okrsync.core.comments import Wish
    from okrsync.core.judging import Judgement
    from okrsync.steps.check import Checked
    from okrsync.steps.comment import Outcome
    from okrsync.steps.judging import Judged
    from okrsync.steps.looking import Places


class Kept(NamedTuple):
    """By ref: what became of each item's comment, why some could not be kept, and where we may not write."""

    outcomes: Mapping[str, Outcome]
    errors: dict[str, str]
    refusals: Mapping[str, str]


_VERDICTS = ("untied", "stale", "conflicting")


def _verdicts(_: click.Context, __: click.Parameter, value: str) -> tuple[str, ...]:
    asked = tuple(filter(None, (part.strip().lower() for part in value.split(","))))
    for verdict in asked:
        if verdict not in _VERDICTS:
            raise click.BadParameter(f"{verdict} is none of {', '.join(_VERDICTS)}.")
    return asked


@click.command(
    "check",
    epilog=examples(
        "okrsync check github:acme/web#12 jira:ONB-7", "okrsync check --comment --fail-on untied,stale"
    ),
    short_help="Judge items live; keep the one comment on them.",
)
@click.argument("refs", metavar="[REF]...", nargs=-1)
@click.option("--comment", is_flag=True, help="Create, edit or resolve the one comment on each item.")
@click.option(
    "--fail-on",
    metavar="VERDICTS",
    default="",
    callback=_verdicts,
    help="Exit with 5 for these verdicts, separated by commas: untied, stale, conflicting.",
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "github"]), default="text", show_default=True
)
@deadline_option
@click.pass_context
def command(
    ctx: click.Context, *, refs: Sequence[str], comment: bool, fail_on: tuple[str, ...], form: str
) -> None:
    """Judge items as their trackers have them now, needing no store.

    In a GitHub workflow, without a REF, it finds the item from the event.
    """
    session: Session = ctx.obj
    if not refs and is_merge_queue(session):
        pass_merge_queue(session)
        if form == "json":
            emit_json("okrsync.check/1", {"items": []})
        return
    app = session.app()
    sources = app.configuration.sources
    names = [full_ref(ref, sources) for ref in refs] if refs else items_of_event(session, sources)
    places = app.places()
    _need_secrets(names, places)
    is_answerable = comment and names and not refs
    given = command_given(session, app, places, names[0]) if is_answerable else None
    checked = check(list(dict.fromkeys(names)), places, app.frame)
    kept = _comment(session, app, checked, places=places, given=given) if comment else Kept({}, {}, {})
    failed = {*checked.unread, *kept.errors}
    not_kept = kept.errors | (given.finish(session, failed, kept.refusals) if given else {})
    broken = [one.judgement for one in checked.items if breaks_policy(one.judgement, fail_on)]
    if form == "json":
        told = {"command": given.as_json()} if given else {}
        emit_json(
            "okrsync.check/1", {"items": [as_json(one, kept.outcomes) for one in checked.items], **told}
        )
    elif form == "github":
        refs_broken = {judgement.item.ref for judgement in broken}
        show(session, app, checked, broken=refs_broken, notes=kept.refusals, is_of_event=not refs)
    else:
        emit("".join(f"{line}\n" for one in checked.items for line in lines(one, kept.outcomes)))
    ctx.exit(_outcome(session, checked, not_kept, broken))


def _need_secrets(names: Iterable[str], places: Places) -> None:
    """The items asked for must be readable; what they link to need not be."""
    missing = {places.closed[source] for name in names if (source := name.partition(":")[0]) in places.closed}
    if missing:
        raise UsageError("\n".join(sorted(missing)))


def _comment(session: Session, app: App, checked: Checked, *, places: Places, given: Given | None) -> Kept:
    answers = app.answers(private_repos(session), checked.frame)

    def write(judged: Judged, wanted: Wish) -> str:
        step = judged.remedy.text if judged.remedy else None
        is_settled = judged.judgement.verdict in ("tied", "exempt")
        text = answers.write(judged.judgement, step, is_asked=wanted != "settle" and not is_settled)
        done = given.answers(judged.judgement) if given and wanted == "answer" else None
        return answers.answer(text, judged.judgement, done) if done else text

    def keep(judged: Judged) -> Outcome:
        is_answer = given is not None and given.answers(judged.judgement) is not None
        return commenting.keep(judged, is_answer=is_answer)

    def again(ref: str) -> Judged | None:
        return next(iter(check([ref], places, app.frame).items), None)

    commenting = Commenting(places.trackers, app.comment_policy, write, session.now, again)
    outcomes = {one.judgement.item.ref: keep(one) for one in checked.items}
    for why in commenting.refusals.values():
        session.voice.warn(f"No comment was written: {why}")
    return Kept(outcomes, commenting.errors, commenting.refusals)


def _outcome(
    session: Session, checked: Checked, not_kept: Mapping[str, str], broken: Sequence[Judgement]
) -> int:
    """Say what went wrong, and with which code that ends."""
    session.voice.debug(f"Reading took {checked.requests} requests.")
    for ref, why in checked.unreachable.items():
        session.voice.warn(f"{ref} could not be looked at: {why}")
    for ref, why in (*checked.unread.items(), *not_kept.items()):
        session.voice.fail(why if ref in why else f"{ref}: {why}")
    for judgement in broken:
        session.voice.fail(f"{judgement.item.ref} is {judgement.verdict}, which --fail-on does not allow.")
    tracker_failed = bool(checked.unread) or bool(not_kept)
    failures = {TrackerError.exit_code: tracker_failed, PolicyFailed.exit_code: bool(broken)}
    return worst({code for code, happened in failures.items() if happened})
