"""Syncs as tests tell them: a few pages, at a time."""

from __future__ import annotations

from datetime import datetime

from okrsync.ports import Page
from tests.stores.conftest import START


def sync(store, *pages, now: datetime = START, source="github", error=None):
    """One whole sync of one source; what each page changed."""
    run = store.begin_sync(now, "{}")
    saved = [store.save(run, source, page, now) for page in pages]
    store.finish_source(run, source, now, error)
    return saved


def full(*items, place="acme/web", **more):
    """The only page of a full walk."""
    return Page(place, items, mark={"at": 1}, is_full=True, **more)


def part(*items, place="acme/web", **more):
    """The only page of an incremental walk."""
    return Page(place, items, mark={"at": 1}, **more)


def refs(store, source="github", as_of=None):
    return [item.ref for item in store.items([source], as_of)]


def one(store, ref, as_of=None):
    """The item with this ref."""
    (found,) = [item for item in store.items([ref.partition(":")[0]], as_of) if item.ref == ref]
    return found
