"""Breaking the n-th request of a run of the command line, on a local GitHub or Jira."""

from __future__ import annotations

import re
import shutil
from contextlib import closing
from typing import NamedTuple

from okrsync.core.model import WorkItem
from okrsync.ports import Mark
from okrsync.stores import open_store
from tests.builders.nights import is_night

ANY = r"^\w+ /"
PROGRAMMERS_WORDS = r"Traceback|\w(Error|Exception)\b|<\w|object at 0x|urllib|HTTPConn|\bNone\b"


def count_of(desk, server, on, *args):
    """How many requests of this kind a run makes that nothing breaks."""
    server.forget()
    assert desk.run(*args).code == 0
    assert server.asked(on)
    return len(server.asked(on))


def each_request(faults, count, half=None):
    """Each fault at each request: its name, what it does, and which request it is.

    Half of that (0 or 1), which will do by day, still has every fault, and every request.
    """
    return [
        (name, fault, nth)
        for number, (name, fault) in enumerate(faults.items())
        for nth in range(count)
        if half is None or is_night() or (number + nth) % 2 == half
    ]


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


def break_each_request_of_a_sync(desk, server, faults, *, source, least, times, on=ANY, half=None):
    """After each broken sync a clean one holds exactly what one that nothing broke would.

    A broken one that left just what that one leaves, and goes on from there, needs no other to show it.
    """
    store, before = store_of(desk), desk.folder / "before.db"
    shutil.copy(store, before)
    count = count_of(desk, server, on, "sync")
    expected = held(store, source)
    assert len(expected.items) >= least
    for name, fault, nth in each_request(faults, count, half):
        shutil.copy(before, store)
        broken = break_one(desk, server, fault, on=on, nth=nth, times=times, args=("sync",))
        if broken.code or held(store, source) != expected:
            assert desk.run("sync").code == 0
        assert held(store, source).items == expected.items, f"{name} at request {nth}"


def store_of(desk):
    (desk.folder / ".okrsync").mkdir(exist_ok=True)
    return desk.folder / ".okrsync" / "store.db"


class Held(NamedTuple):
    items: list[WorkItem]
    marks: dict[str, Mark]


def held(path, source):
    with closing(open_store(f"sqlite:///{path}", must_exist=True)) as store:
        return Held(list(store.items([source])), dict(store.marks(source)))
