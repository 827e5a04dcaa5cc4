"""The report's short form: one screen of a terminal, plain lines where there are no colours."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from okrsync.render.digest import digest
from okrsync.render.figures import bar, count, number, percent
from okrsync.render.one_line import clip, one_line
from okrsync.render.tree import standing, tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrsync.core.report import ListedItem, Report
    from okrsync.render.tree import Branch

_MOST_LISTED = 5
_STYLES = {
    "error": "bold red",
    "at risk": "bold red",
    "warning": "yellow",
    "behind": "yellow",
    "outdated": "yellow",
    "on track": "green",
    "achieved": "green",
}


def to_short(report: Report, width: int, *, color: bool) -> str:
    """Coverage, the goals, what to adjust the newest items without a goal. Plain without colour."""
    file = StringIO()
    console = Console(
        file=file,
        width=max(width, 40),
        force_terminal=color,
        no_color=not color,
        color_system="standard" if color else None,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    for part in _parts(report, console.width):
        console.print(part)
    return "".join(f"{line.rstrip()}\n" for line in file.getvalue().splitlines())


def _parts(report: Report, width: int) -> Iterator[Text | Table]:
    yield _headline(report)
    for one in report.data_quality:
        yield _leveled(one.level, one.message)
    yield from _coverage(report)
    if report.objectives:
        yield Text()
        yield _goals(report)
    if report.findings:
        yield Text("\nWhat to adjust", "bold")
        for finding in report.findings[:_MOST_LISTED]:
            yield _leveled(finding.level, finding.message)
        yield from _more(len(report.findings) - _MOST_LISTED, "report.json")
    yield from _untied(report, width)
    yield Text("\nAll of it: okrsync report --format html -o report.html", "dim")


def _headline(report: Report) -> Text:
    scope, cycle = report.scope, report.cycle
    team = f", team {one_line(scope.team)}" if scope.team else ""
    head = Text(cycle.id, "bold")
    return head.append(
        f"  as of {scope.as_of}{team}, {percent(cycle.elapsed)} of the cycle is over", "default"
    )


def _coverage(report: Report) -> Iterator[Text]:
    coverage = report.coverage
    if coverage.share is None:
        yield Text("No counted work asks for a goal yet: no coverage.")
    else:
        share = Text(f"{bar(coverage.share, 20)} {percent(coverage.share)}", "bold")
        yield share.append(
            f" of the work serves a goal, {percent(coverage.effort.share)} by effort", "default"
        )
    verdicts = ("tied", "exempt", "conflicting", "stale", "untied")
    numbers = ", ".join(f"{getattr(coverage, verdict):,} {verdict}" for verdict in verdicts)
    yield Text(f"{coverage.counted:,} counted: {numbers}")
    yield Text(coverage.definition, "dim")


def _goals(report: Report) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    table.add_column("goal", no_wrap=True)
    table.add_column("title", ratio=1)
    table.add_column("progress", no_wrap=True)
    table.add_column("status", no_wrap=True)
    table.add_column("open", justify="right")
    table.add_column("done", justify="right")
    for branch in (branch for root in tree(report) for branch in root.walk()):
        table.add_row(*_goal(branch))
    return table


def _goal(branch: Branch) -> Iterator[Text]:
    one = branch.objective
    yield Text(f"{'  ' * branch.depth}{one_line(one.id)}", "bold")
    yield Text(one_line(one.title))
    yield Text(f"{bar(one.progress.value)} {percent(one.progress.value)}")
    yield Text(standing(one), _STYLES.get(one.status, ""))
    yield Text(f"{one.work.open:,}")
    yield Text(f"{one.work.done:,}")


def _untied(report: Report, width: int) -> Iterator[Text]:
    newest = digest(report.untied, _MOST_LISTED)
    if not newest.total:
        return
    yield Text(f"\n{count(newest.total, 'item')} without a goal, the newest first", "bold")
    for item in newest.shown:
        yield _listed(item, width)
    yield from _more(newest.more, "report.json and untied.csv")


def _listed(item: ListedItem, width: int) -> Text:
    likely = f"  → {one_line(item.suggestions[0].goal)}?" if item.suggestions else ""
    parts = ("  ", (one_line(item.ref), "bold"), f"  {clip(item.title, 60)}", (likely, "dim"))
    line = Text.assemble(*parts)
    line.truncate(width, overflow="ellipsis")
    return line


def _leveled(level: str, message: str) -> Text:
    return Text.assemble((f"  {level}: ", _STYLES.get(level, "")), clip(message, 200))


def _more(items: int, place: str) -> Iterator[Text]:
    if items > 0:
        yield Text(f"  and {number(items)} more in {place}", "dim")
