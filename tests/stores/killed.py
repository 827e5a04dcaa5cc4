"""A sync to be killed: says each step before it takes it, and waits to be told to go on."""

from __future__ import annotations

from datetime import UTC, datetime

from okrsync.core.model import WorkItem
from okrsync.ports import Name, Page
from okrsync.stores import open_store

PAGES, ITEMS = 5, 40
NOW = datetime(2026, 11, 21, tzinfo=UTC)


def page(number, title):
    items = tuple(
        WorkItem(f"github:acme/web#{n}", str(n), "github", "acme/web", title, labels=("bug", title))
        for n in range(number * ITEMS, (number + 1) * ITEMS)
    )
    is_last = number == PAGES - 1
    names = (Name("label", "acme/web", "1", "bug"),)
    return Page("acme/web", items, names, mark={"title": title} if is_last else None, is_full=is_last)


def main(url, line):
    def step(name):
        line.send(name)
        line.recv()

    step("open")
    store = open_store(url)
    step("hold")
    with store.hold("the one to be killed", wait_seconds=0):
        step("begin")
        run = store.begin_sync(NOW, "{}")
        for number in range(PAGES):
            step(f"page {number}")
            store.save(run, "github", page(number, "New"), NOW)
        step("finish")
        store.finish_source(run, "github", NOW, None)
        step("release")
    store.close()
    step("done")
