"""docs/method.md: every worked example is run, and answers what the page says."""

from __future__ import annotations

import os
import re
import shlex
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from okrsync.cli.main import commands
from okrsync.cli.session import Session
from okrsync.core.goals import Method
from tests.builders.golden import REFRESH

PAGE = Path(__file__).parents[1] / "docs" / "method.md"
TEXT = PAGE.read_text(encoding="utf-8")
_BLOCK = re.compile(r"```(toml|csv|console)\n(.*?)```", re.DOTALL)
_READ_ON = re.compile(r"# read on (\S+)")
# Of a whole report the page shows what the example is about.
_SHOWN = re.compile(
    r"^(?:Net confidence|\| (?:\*\*)?(?:GROW|TRY)|- \*\*(?:error|warning)|\*\*\d+%\*\* of).*", re.MULTILINE
)


class Example(NamedTuple):
    title: str
    file: str
    work: str | None
    console: str


def headings(text):
    return re.findall(r"^##+ (.*)$", _BLOCK.sub("", text), re.MULTILINE)


def examples():
    """Each console block with the last file above it, and the work between the two."""
    file, work = "", None
    for match in _BLOCK.finditer(TEXT):
        kind, text = match.groups()
        if kind == "toml":
            file, work = text, None
        elif kind == "csv":
            work = text
        else:
            yield Example(headings(TEXT[: match.start()])[-1], file, work, text)


EXAMPLES = list(examples())


def answered(example, folder):
    """The console block as it comes out today."""
    (folder / "okrsync.toml").write_text(example.file, encoding="utf-8")
    if example.work is not None:
        (folder / "work.csv").write_text(example.work, encoding="utf-8")
    now = datetime.fromisoformat(_READ_ON.search(example.file)[1]).replace(hour=9, tzinfo=UTC)
    told = []
    for line in re.findall(r"^\$ okrsync (.*)$", example.console, re.MULTILINE):
        session = Session({}, folder, now, lambda: 0.0, lambda _: None)
        result = CliRunner().invoke(commands, shlex.split(line), obj=session, catch_exceptions=False)
        assert result.exit_code == 0, result.stderr
        quiet = line.startswith(("checkin", "sync"))
        out = "" if quiet else result.stdout
        if line.startswith("report"):
            chapter = out[out.index("**What to adjust first") :] if "**What to adjust first" in out else out
            measured = chapter[chapter.index("## Measurement") :]
            coverage = _SHOWN.findall(out[: out.index("## Strategy")])
            out = "".join(f"{row}\n" for row in [*coverage, *_SHOWN.findall(measured)])
        told.append(f"$ okrsync {line}\n{out}")
    return "".join(told)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: one.title)
def test_each_example_answers_what_the_page_says(tmp_path, example):
    now = answered(example, tmp_path)
    if os.environ.get(REFRESH):
        parts = re.split(r"(?<=```console\n)(.*?)(?=```)", PAGE.read_text(encoding="utf-8"), flags=re.DOTALL)
        parts[2 * EXAMPLES.index(example) + 1] = now
        PAGE.write_text("".join(parts), encoding="utf-8")
    else:
        assert example.console == now


def test_each_chapter_has_an_example():
    titles = {one.title for one in EXAMPLES}
    chapters = set(headings(TEXT)) - {"Sources", "What to adjust"}
    assert chapters - titles == {"Progress of a key result"}


def test_each_threshold_of_reports_is_on_the_page_with_its_value():
    lint = re.compile(
        r"_min$|_max$|^company_|^team_|^title_|^milestone_|^confidence_|^sandbagging|^rule_|_without_|^slip_"
    )
    for name in Method.__dataclass_fields__:
        if not lint.search(name):
            assert f"`{name}`" in TEXT or f"`{name} " in TEXT, name
