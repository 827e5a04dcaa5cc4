from __future__ import annotations

import os
import pty
import re

import pytest


@pytest.fixture
def on_terminal(desk, on_github):
    web = on_github.world.repository()
    web.issue("Shorter form", labels=["onboarding"])
    web.issue("Something else")
    desk.environ |= {"TERM": "xterm", "LINES": "40"}

    def run(*args: str, typed: str = "") -> tuple[int, str]:
        """The exit code, and all that a person would see who types that."""
        ours, theirs = pty.openpty()
        with desk.start(*args, stdin=theirs, stdout=theirs, stderr=theirs) as process:
            os.close(theirs)
            os.write(ours, typed.encode())
            seen = b""
            while chunk := _read(ours):
                seen += chunk
        os.close(ours)
        return process.returncode, seen.decode()

    return run


def _read(end: int) -> bytes:
    try:
        return os.read(end, 65_536)
    except OSError:  # Linux's way to say that nobody writes any more
        return b""


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


def test_a_terminal_is_walked_through_what_is_due(on_terminal, desk):
    parts = "".join(
        f'[[objectives.key_results]]\nid = "KR{n}"\ntitle = "x"\nbaseline = 9\ntarget = 3\n'
        for n in (1, 2, 3)
    )
    desk.write(f'[[objectives]]\nid = "GROW"\ntitle = "New teams reach value"\n{parts}')
    code, seen = on_terminal("checkin", typed="soon\n7\n0.6\nslow\n\n5\n\n\n")
    assert code == 0, seen
    assert "soon is no number" in seen
    assert re.findall(r"GROW\.KR. \d on", seen) == ["GROW.KR1 7 on", "GROW.KR3 5 on"]
    texts = sorted(path.read_text() for path in (desk.folder / "checkins").rglob("*.toml"))
    assert len(texts) == 2
    assert "confidence = 0.6" in texts[0]
    assert 'note = "slow"' in texts[0]


def test_a_walk_that_is_broken_off_keeps_what_was_said(on_terminal, desk):
    parts = "".join(f'[[objectives.key_results]]\nid = "KR{n}"\ntitle = "x"\n' for n in (1, 2))
    desk.write(f'[[objectives]]\nid = "GROW"\ntitle = "New teams reach value"\n{parts}')
    code, seen = on_terminal("checkin", typed="7\n\n\n\x04")
    assert (code, "Interrupted" in seen) == (130, True), seen
    assert len(list((desk.folder / "checkins").rglob("*.toml"))) == 1
