"""What `check` takes from the GitHub workflow that runs it, and what it shows there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from okrsync.cli.annotations import Annotation, shown
from okrsync.cli.guard import command_line
from okrsync.cli.step import add_summary, set_outputs
from okrsync.errors import TrackerError
from okrsync.ports import Conclusion
from okrsync.render.capping import CHECK_LIMIT, capped_markdown
from okrsync.steps.events import MERGE_QUEUE, event_refs

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from okrsync.app import App
    from okrsync.cli.annotations import Level
    from okrsync.cli.session import Session
    from okrsync.config.sources import Source
    from okrsync.render.answers import Answers
    from okrsync.render.summary import Told
    from okrsync.steps.check import Checked
    from okrsync.steps.judging import Judged

_SETTLED = ("tied", "exempt")


def items_of_event(session: Session, sources: Sequence[Source]) -> list[str]:
    """The items the workflow runs for; none where its issue has left. UsageError outside of workflows."""
    if session.event.is_gone:
        session.voice.info("The issue is no longer in this repository: there is nothing to check.")
        return []
    return event_refs(session.event, sources)


def private_repos(session: Session) -> list[str]:
    """The workflow's repository, where its event says that strangers cannot read it."""
    event = session.event
    return [event.repo] if event.is_private and event.repo else []


def is_merge_queue(session: Session) -> bool:
    return session.event.name == MERGE_QUEUE


def pass_merge_queue(session: Session) -> None:
    """A queue's commit is made of pull requests that were each checked: it passes, as a check run, too."""
    session.voice.info("A merge queue is about no single item: its pull requests were checked before.")
    said = "Every pull request in the queue was checked before it got there."
    _conclude(session, Conclusion("success", "Checked before", said))


def show(
    session: Session,
    app: App,
    checked: Checked,
    *,
    broken: Collection[str],
    notes: Mapping[str, str],
    is_of_event: bool,
) -> None:
    """Annotations, the job's summary, the step's outputs, and where it may the check run. Fails for none."""
    from okrsync.render.summary import check_title, message, summary  # noqa: PLC0415 (it takes the templates)

    answers = app.answers(private_repos(session), checked.frame)
    told = [_told(answers, one, notes) for one in checked.items]
    levels = [_level(one, broken) for one in told]
    commands, left = shown(
        Annotation(level, f"{one.ref} is {one.text.verdict}", message(one))
        for level, one in sorted(zip(levels, told, strict=True), key=lambda pair: _LEVELS.index(pair[0]))
    )
    for line in commands:
        command_line(line)
    if left:
        session.voice.info(left)
    text = summary(told, app.templates)
    add_summary(session, text)
    set_outputs(session, _outputs(told))
    if is_of_event and told:
        result = _RESULTS[levels[0]]
        _conclude(session, Conclusion(result, check_title(told[0]), capped_markdown(text, CHECK_LIMIT)))


_LEVELS: tuple[Level, ...] = ("error", "warning", "notice")
_RESULTS: dict[Level, Literal["success", "neutral", "failure"]] = {
    "error": "failure",
    "warning": "neutral",
    "notice": "success",
}


def _told(answers: Answers, judged: Judged, notes: Mapping[str, str]) -> Told:
    from okrsync.render.summary import Told  # noqa: PLC0415 (as above)

    item = judged.judgement.item
    text = answers.text(judged.judgement, judged.remedy.text if judged.remedy else None)
    return Told(item.ref, item.url, "" if item.is_restricted else item.title, text, notes.get(item.ref, ""))


def _level(told: Told, broken: Collection[str]) -> Level:
    if told.ref in broken:
        return "error"
    return "notice" if told.text.verdict in _SETTLED else "warning"


def _outputs(told: Sequence[Told]) -> dict[str, str]:
    goals = dict.fromkeys(goal for one in told for goal in one.text.goals)
    return {"verdict": ",".join(one.text.verdict for one in told), "goals": ",".join(goals)}


def _conclude(session: Session, conclusion: Conclusion) -> None:
    """Say it on the event's commit. Many tokens may not, and nobody misses what the summary has, too."""
    if session.event.head is None:
        return
    try:
        checks = session.checks()
        if checks:
            checks.conclude(session.event.head, conclusion)
    except TrackerError as error:
        session.voice.debug(f"No check run was written: {error}")
