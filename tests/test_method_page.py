"""docs/method.md: every worked example is run, and answers what the page says.

With $OKRSYNC_REFRESH_GOLDEN the page takes up what is answered now: read what it says then.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import fields
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple, get_args

import pytest

from okrsync.core.closing import Carry
from okrsync.core.goals import Commitment, Driver, KeyResultKind, Outcome
from okrsync.core.method import Method
from okrsync.core.report import FindingId, Health, Status
from tests.builders.desk import Desk
from tests.builders.golden import REFRESH

PAGE = Path(__file__).parents[1] / "docs" / "method.md"
TEXT = PAGE.read_text(encoding="utf-8")
LINT = (PAGE.parent / "lint.md").read_text(encoding="utf-8")
_PART = re.compile(
    r"^(?P<level>##+) (?P<title>[^\n]*)$|^```(?P<kind>toml|csv|console)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
_DAY = re.compile(r"^# .*?(\d{4}-\d\d-\d\d)")
_FINDING = re.compile(r"^\| `(\w+)` \| (?:error|warning|info) \|", re.MULTILINE)


class Block(NamedTuple):
    kind: str
    text: str


class Example(NamedTuple):
    """The blocks of one chapter, in order: a file, the work, and what is typed and answered."""

    level: str
    title: str
    prose: str
    blocks: list[Block]

    @property
    def console(self):
        return "".join(block.text for block in self.blocks if block.kind == "console")


def chapters():
    level, title, start, blocks = "#", "", 0, []
    for part in _PART.finditer(TEXT):
        if part["title"]:
            yield Example(level, title, TEXT[start : part.start()], blocks)
            level, title, start, blocks = part["level"], part["title"], part.end(), []
        else:
            blocks.append(Block(part["kind"], part["text"]))
    yield Example(level, title, TEXT[start:], blocks)


TODAY = date(2026, 11, 15)
CHAPTERS = list(chapters())
HEAD, WORK = (block.text for block in CHAPTERS[0].blocks)
EXAMPLES = [one for one in CHAPTERS if one.level == "###"]
CONSOLE = "".join(one.console for one in EXAMPLES)


def begun(folder, text, desk=None):
    """A desk with that file: a new one; or the same one, later, with a changed or a longer file."""
    first = text.partition("\n")[0]
    day = date.fromisoformat(found[1]) if (found := _DAY.match(first)) else TODAY
    if first.startswith("# added"):
        text = (desk.folder / "okrsync.toml").read_text(encoding="utf-8") + text
    elif not re.search(r"^cycle = ", text, re.MULTILINE):
        text = HEAD + text
    if desk is None or not first.startswith(("# later", "# added")):
        desk = Desk(folder, text, WORK, day)
    desk.save(text)
    desk.wait(day)
    if "committed" in first:
        desk.commit()
    return desk


def typed(desk, line, shown):
    """What a command answers, and the findings of a report by their messages. `# on DATE` is a remark."""
    if day := _DAY.match(line):
        desk.wait(date.fromisoformat(day[1]))
        return "", {}
    if not line.startswith("okrsync report"):
        made = desk.type(line)
        is_refused = any(one.startswith("error: ") for one in shown)
        assert made.exit_code in ((2,) if is_refused else (0, 5)), made.output
        return made.output, {}
    out = desk.folder / "out"
    desk.type(f"{line} --format markdown --format json -o {out}")
    made = json.loads((out / "report.json").read_text(encoding="utf-8"))
    findings = {one["message"]: one["id"] for one in made["findings"]}
    return (out / "report.md").read_text(encoding="utf-8"), findings


def answered(desk, console):
    """The console block as it comes out today: of each answer, the lines it shows, in their order.

    And the ids of the findings it shows.
    """
    lines, ids = [], set()
    for command in re.split(r"^(?=\$ )", console, flags=re.MULTILINE)[1:]:
        line, *shown = command.splitlines()
        lines.append(line)
        answer, findings = typed(desk, line.removeprefix("$ "), shown)
        told = answer.splitlines()
        for one in shown:
            place = told.index(one) if one in told else nearest(one, told)
            ids |= {name for message, name in findings.items() if message in plain(told[place])}
            lines.append(told[place])
            told = told[place + 1 :]
    return "".join(f"{line}\n" for line in lines), ids


def plain(line):
    """As Markdown shows it."""
    return line.replace("\\", "").replace("\N{ZERO WIDTH SPACE}", "")


def nearest(shown, told):
    """Where the line stands that a changed one was most likely taken from."""
    likeness = [
        (
            shown.strip() in one,
            shown.split()[:2] == one.split()[:2],
            SequenceMatcher(None, shown, one).ratio(),
        )
        for one in told
    ]
    assert likeness, f"nothing more is answered, but the page shows: {shown}"
    return likeness.index(max(likeness))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: one.title)
def test_each_example_answers_what_the_page_says(tmp_path, example):
    desk, findings = begun(tmp_path, ""), set()
    for number, block in enumerate(example.blocks):
        if block.kind == "toml":
            desk = begun(tmp_path / str(number), block.text, desk)
        elif block.kind == "csv":
            desk.save(block.text, "work.csv")
        else:
            now, shown = answered(desk, block.text)
            findings |= shown
            if os.environ.get(REFRESH):
                text = PAGE.read_text(encoding="utf-8")
                PAGE.write_text(text.replace(block.text, now, 1), encoding="utf-8")
            else:
                assert block.text == now
    assert findings == set(_FINDING.findall(example.prose)), (
        "a chapter's examples show the findings it defines"
    )


def test_each_chapter_has_an_example():
    assert [one.title for one in EXAMPLES if "$ okrsync " not in one.console] == []


def test_every_finding_has_its_row_and_so_its_example():
    assert sorted(_FINDING.findall(TEXT)) == sorted(get_args(FindingId))


def test_every_status_is_defined_and_occurs_in_an_example():
    for status in get_args(Status):
        assert re.search(rf"^\| {status} \|", TEXT, re.MULTILINE), status
        assert re.search(rf"  status +{status} ", CONSOLE), status


def test_every_state_of_a_kpi_is_defined_and_occurs_in_an_example():
    for health in get_args(Health):
        assert f"`{health}`" in TEXT, health
        assert f"| {health} |\n" in CONSOLE, health


def test_every_kind_of_key_result_is_defined_and_occurs_in_an_example():
    files = "".join(block.text for one in EXAMPLES for block in one.blocks if block.kind == "toml")
    for kind in get_args(KeyResultKind):
        assert f"`{kind}`" in TEXT, kind
        assert kind == "metric" or f'kind = "{kind}"' in files, kind


def test_every_word_that_changes_a_number_is_on_the_page():
    for word in (*get_args(Driver), *get_args(Commitment), *get_args(Outcome), *get_args(Carry)):
        assert f"`{word}`" in TEXT, word


def test_every_threshold_is_explained_with_its_default():
    """On this page, or with the rule of lint that it belongs to."""
    for one in fields(Method):
        default = {1 / 3: "1/3"}.get(one.default, f"{one.default:g}")
        assert f"`{one.name}` {default}" in TEXT + LINT, one.name
