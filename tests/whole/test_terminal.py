from __future__ import annotations

import re

import pytest

from tests.whole import process


@pytest.fixture
def terminal(desk):
    """What a person sees who types; the exit code comes first."""
    desk.environ |= {"TERM": "xterm", "LINES": "40"}

    def run(*args: str, typed: str = "") -> tuple[int | None, str]:
        return process.on_terminal(args, desk.folder, desk.environ, typed)

    return run


@pytest.fixture
def on_terminal(terminal, on_github):
    web = on_github.world.repository()
    web.issue("Shorter form", labels=["onboarding"])
    web.issue("Something else")
    return terminal


def without_colour(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def test_a_terminal_gets_progress_tables_and_the_short_report(on_terminal):
    code, seen = on_terminal("sync")
    assert code == 0
    assert re.search(r"github.*2 ", without_colour(seen))
    code, seen = on_terminal("report")
    assert code == 0
    assert "50%" in seen
    assert not seen.startswith("# ")
    assert "\x1b[1m" in seen


def test_no_color_takes_the_colours_away(on_terminal, desk):
    on_terminal("sync")
    desk.environ["NO_COLOR"] = "1"
    for command in ("report", "goals"):
        _, seen = on_terminal(command)
        assert not re.search(r"\x1b\[[0-9;]*3\dm", seen)


def test_a_quiet_sync_shows_no_progress(on_terminal):
    _, seen = on_terminal("-q", "sync")
    assert "\x1b[2K" not in seen


def with_parts(*numbers: int, facts: str = "", goal: str = "") -> str:
    parts = "".join(f'[[objectives.key_results]]\nid = "KR{n}"\ntitle = "x"\n{facts}' for n in numbers)
    return f'[[objectives]]\nid = "GROW"\ntitle = "New teams reach value"\n{goal}{parts}'


class TestCheckIns:
    """`okrsync checkin` without a value."""

    def test_a_terminal_is_walked_through_what_is_due(self, terminal, desk):
        desk.write(with_parts(1, 2, 3, facts="baseline = 9\ntarget = 3\n"))
        code, seen = terminal("checkin", typed="soon\n7\nsure\n0.6\nslow\n\n5\n\n\n")
        assert code == 0, seen
        assert "soon is no number" in seen
        assert "'sure' is no share from 0 to 1: 60 % is 0.6." in seen
        assert re.findall(r"GROW\.KR. \d on", seen) == ["GROW.KR1 7 on", "GROW.KR3 5 on"]
        texts = sorted(path.read_text() for path in (desk.folder / "checkins").rglob("*.toml"))
        assert len(texts) == 2
        assert "confidence = 0.6" in texts[0]
        assert 'note = "slow"' in texts[0]

    def test_one_that_is_broken_off_keeps_what_was_said(self, terminal, desk):
        desk.write(with_parts(1, 2))
        code, seen = terminal("checkin", typed="7\n\n\n\x04")
        assert (code, "Interrupted" in seen) == (130, True), seen
        assert len(list((desk.folder / "checkins").rglob("*.toml"))) == 1


class TestEndOfACycle:
    """`okrsync cycle close` asks for scores, causes, and what goes on."""

    GOAL = 'cycle = "2020-Q1"\n'
    FACTS = "baseline = 0\ntarget = 10\ncurrent = 4\n"

    def test_it_takes_what_a_person_says_and_asks_why_a_score_is_low(self, terminal, desk):
        file = desk.write(with_parts(1, 2, 3, facts=self.FACTS, goal=self.GOAL))
        said = ["nine", "0.9", "", "The partner joined late", "0.2", "", "perhaps", "keep", ""]
        code, seen = terminal("cycle", "close", "2020-Q1", "--apply", typed="\n".join(said))
        assert code == 0, seen
        assert "GROW.KR1  x: reached 4" in seen
        assert "score, 0 to 1 [0.4]: " in seen
        assert "'nine' is no share from 0 to 1" in seen
        assert seen.count("what kept it from more?") == 2
        assert "'perhaps' is not one of 'keep', 'modify', 'abandon'" in seen
        text = file.read_text()
        assert re.findall(r"score = (.*)", text)[1:] == ["0.9", "0.4", "0.2"]
        assert text.count('cause = "The partner joined late"') == 1
        assert text.count('cause = "…"') == 1  # a remark where a person said nothing
        (new,) = desk.folder.glob("okrs-2020-Q2.toml")
        assert 'state = "draft"' not in new.read_text()

    def test_what_it_proposes_follows_what_a_person_said(self, terminal, desk):
        desk.write(with_parts(1, facts=self.FACTS.replace("= 4", "= 10"), goal=self.GOAL))
        code, seen = terminal("cycle", "close", "2020-Q1", "--apply", typed="0.5\nIt fell back\n\n")
        assert code == 0, seen
        assert "GROW: it scored 0.5, and is on its way; what becomes of it?" in seen
        assert "# Kept: it scored 0.5" in (desk.folder / "okrs-2020-Q2.toml").read_text()

    def test_one_that_is_broken_off_writes_nothing(self, terminal, desk):
        before = with_parts(1, 2, facts=self.FACTS, goal=self.GOAL)
        file = desk.write(before)
        code, seen = terminal("cycle", "close", "2020-Q1", "--apply", typed="0.9\n\x04")
        assert (code, "Interrupted" in seen) == (130, True), seen
        assert file.read_text() == before
        assert [path.name for path in desk.folder.iterdir()] == ["okrsync.toml"]
