"""What a GitHub workflow shows: annotations in the log, and the job's summary."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from okrsync.cli.judged import lines
from okrsync.cli.output import emit
from okrsync.cli.workflow_commands import annotation

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from okrsync.cli.session import Session
    from okrsync.steps.judging import Judged


def annotate(session: Session, items: Sequence[Judged], broken: Collection[str]) -> None:
    """One annotation an item: an error where the policy is broken, a warning where a goal is missing."""
    for judged in items:
        emit(_annotation(judged, is_broken=judged.judgement.item.ref in broken))
    place = session.environ.get("GITHUB_STEP_SUMMARY")
    if place and items:
        _summarise(session, Path(place), items)


def _annotation(judged: Judged, *, is_broken: bool) -> str:
    is_settled = judged.judgement.verdict in ("tied", "exempt")
    level = "error" if is_broken else "notice" if is_settled else "warning"
    title = f"{judged.judgement.item.ref} is {judged.judgement.verdict}"
    return annotation(level, "\n".join(lines(judged)), title=title)


def _summarise(session: Session, place: Path, items: Sequence[Judged]) -> None:
    """As indented code: nothing in a title can be markup there."""
    text = "".join(f"### okrsync: {one.judgement.verdict}\n\n{_block(one)}\n" for one in items)
    try:
        with place.open("a", encoding="utf-8", errors="replace") as summary:
            summary.write(text)
    except OSError as error:
        session.voice.warn(f"The job's summary {place} cannot be written: {error.strerror}.")


def _block(judged: Judged) -> str:
    return "".join(f"    {line}\n" for line in lines(judged))
