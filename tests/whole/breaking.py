"""Breaking the n-th request of a run of the command line, on a local GitHub or Jira."""

from __future__ import annotations

import re

ANY = r"^\w+ /"
PROGRAMMERS_WORDS = r"Traceback|\w(Error|Exception)\b|<\w|object at 0x|urllib|HTTPConn|\bNone\b"


def count_of(desk, server, on, *args):
    """How many requests of this kind a run makes that nothing breaks."""
    server.forget()
    assert desk.run(*args).code == 0
    assert server.asked(on)
    return len(server.asked(on))


def break_one(desk, server, fault, *, on, nth, times, args):
    """Run with the fault at the n-th request of its kind. It ends as expected failures end."""
    server.fail(on, skips=nth, times=times, **fault)
    done = desk.run(*args)
    server.heal()
    assert done.code in (0, 3), done.stderr
    for line in done.stderr.splitlines():
        assert line.endswith((".", "…")), line
        assert not re.search(PROGRAMMERS_WORDS, line), line
    return done
