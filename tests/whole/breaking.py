"""Breaking the n-th request of a run of the command line, on a local GitHub or Jira."""

from __future__ import annotations

import re
import shutil
from contextlib import closing

from okrsync.stores import open_store

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


def break_each_request_of_a_sync(desk, server, fault, *, source, least, times, on=ANY):
    """After each broken sync a clean one holds exactly what one that nothing broke would."""
    store, before = store_of(desk), desk.folder / "before.db"
    shutil.copy(store, before)
    count = count_of(desk, server, on, "sync")
    expected = held(store, source)
    assert len(expected) >= least
    for nth in range(count):
        shutil.copy(before, store)
        break_one(desk, server, fault, on=on, nth=nth, times=times, args=("sync",))
        assert desk.run("sync").code == 0
        assert held(store, source) == expected, f"request {nth}"


def store_of(desk):
    (desk.folder / ".okrsync").mkdir(exist_ok=True)
    return desk.folder / ".okrsync" / "store.db"


def held(path, source):
    with closing(open_store(f"sqlite:///{path}", must_exist=True)) as store:
        return list(store.items([source]))
