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

    def run(*args: str) -> tuple[int, str]:
        """The exit code, and all that a person would see."""
        ours, theirs = pty.openpty()
        with desk.start(*args, stdin=theirs, stdout=theirs, stderr=theirs) as process:
            os.close(theirs)
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
