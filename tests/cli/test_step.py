from __future__ import annotations

import pytest

from okrsync.cli.session import Session
from okrsync.cli.step import add_summary, set_outputs
from tests.fakes.work import NOW

MIB = 1024 * 1024


@pytest.fixture
def session(tmp_path):
    environ = {"GITHUB_OUTPUT": str(tmp_path / "out"), "GITHUB_STEP_SUMMARY": str(tmp_path / "summary")}
    return Session(environ, tmp_path, NOW, lambda: 0.0, lambda _: None)


def outputs(session) -> dict[str, str]:
    found, lines = {}, iter((session.folder / "out").read_text().split("\n"))
    for line in lines:
        if line:
            name, _, end = line.partition("<<")
            found[name] = "\n".join(iter(lambda: next(lines), end))
    return found


@pytest.mark.parametrize("value", ["", "tied", "EOF", "a\nEOF\nb=c\nd<<EOF\n", "end_0", "Ü🎯"])
def test_no_value_ends_early_or_sets_another(session, value):
    set_outputs(session, {"verdict": value, "goals": "GROW"})
    assert outputs(session) == {"verdict": value, "goals": "GROW"}


def test_a_value_without_end_is_cut(session):
    set_outputs(session, {"goals": "x" * 1_000_000})
    assert len(outputs(session)["goals"]) == 100_000


def test_outputs_are_added_to_those_of_before(session):
    set_outputs(session, {"verdict": "tied"})
    set_outputs(session, {"coverage": "0.5"})
    assert outputs(session) == {"verdict": "tied", "coverage": "0.5"}


@pytest.mark.parametrize("line", ["ü" * 60 + "\n", "🎯" * 3_000_000], ids=["lines", "one line"])
def test_a_summary_too_long_is_cut_and_says_so(session, line):
    add_summary(session, line * 20_000 if len(line) < 100 else line)
    written = (session.folder / "summary").read_bytes()
    assert len(written) < MIB
    assert "(cut here: GitHub shows no more in one summary)" in written.decode()
    assert "\ufffd" not in written.decode()


def test_what_the_step_has_written_before_counts(session):
    add_summary(session, "a\n" * 500_000)
    add_summary(session, "b\n" * 500_000)
    add_summary(session, "c\n" * 500_000)
    assert (session.folder / "summary").stat().st_size < MIB


def test_outside_of_workflows_nothing_is_written(tmp_path):
    session = Session({}, tmp_path, NOW, lambda: 0.0, lambda _: None)
    add_summary(session, "text")
    set_outputs(session, {"verdict": "tied"})
    assert list(tmp_path.iterdir()) == []
