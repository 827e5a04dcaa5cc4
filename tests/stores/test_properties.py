"""Whatever happens in a tracker, and however it is read: the store says what a simple model says."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from okrsync.ports import Name, Page
from tests.builders.nights import examples
from tests.fakes.work import item
from tests.stores.conftest import START

PLACES = ("acme/app", "acme/web")
_sources = count(1)

places = st.sampled_from(PLACES)
few = st.integers(0, 2)
words = st.sampled_from(["a", "b", "c", "d"])
happenings = st.one_of(
    st.tuples(st.just("write"), few, words, st.sets(few)),
    st.tuples(st.just("move"), few, places, few),
    st.tuples(st.just("hide"), few),
    st.tuples(st.just("call label"), places, few, words),
    st.tuples(st.just("drop label"), places, few),
    st.tuples(st.just("sync"), st.booleans(), st.integers(1, 4)),
    st.tuples(st.just("sync"), st.booleans(), st.integers(1, 4)),
)


@dataclass
class Thing:
    """An item in the tracker. Labels are meant by their number, whatever they are called."""

    place: str
    number: int
    title: str
    labels: frozenset[int] = frozenset()

    def ref(self, source):
        return f"{source}:{self.place}#{self.number}"


@dataclass
class World:
    """A tracker with two places, and what a reader of it should know after each sync."""

    source: str
    things: dict[int, Thing] = field(default_factory=dict)
    labels: dict[str, dict[int, str]] = field(default_factory=lambda: {place: {} for place in PLACES})
    hidden: dict[int, Thing] = field(default_factory=dict)
    touched: set[int] = field(default_factory=set)
    known: dict[int, tuple[Thing, int]] = field(default_factory=dict)  # and the day it was seen so first
    known_labels: dict[str, dict[int, str]] = field(default_factory=lambda: {place: {} for place in PLACES})
    first_seen: dict[int, int] = field(default_factory=dict)
    label_numbers: count = field(default_factory=lambda: count(100))
    days: list[dict[str, tuple[int, str]]] = field(default_factory=list)

    def write(self, id_, title, labels):
        if id_ in self.hidden:
            hidden = self.hidden.pop(id_)
            self._put(id_, replace(hidden, number=self._free(hidden.place, hidden.number)))
            return
        before = self.things.get(id_)
        place, number = (
            (before.place, before.number) if before else (PLACES[id_ % 2], self._free(PLACES[id_ % 2], id_))
        )
        there = sorted(self.labels[place])
        chosen = frozenset(there[label % len(there)] for label in labels) if there else frozenset()
        self._put(id_, Thing(place, number, title, chosen))

    def move(self, id_, place, number):
        if id_ in self.things:
            title = self.things.pop(id_).title
            self._put(id_, Thing(place, self._free(place, number), title))

    def hide(self, id_):
        """Take a thing away; the next writing brings it back as it was."""
        if id_ in self.things:
            self.hidden[id_] = self.things.pop(id_)

    def call_label(self, place, number, name):
        """Rename a label, or make one; two that would bear one name swap."""
        there = self.labels[place]
        label = sorted(there)[number] if number < len(there) else next(self.label_numbers)
        former = there.get(label)
        for other, called in list(there.items()):
            if called == name and other != label:
                if former is None:
                    return
                there[other] = former
        there[label] = name

    def drop_label(self, place, number):
        there = self.labels[place]
        if number < len(there):
            label = sorted(there)[number]
            del there[label]
            for thing in (*self.things.values(), *self.hidden.values()):
                if thing.place == place:
                    thing.labels -= {label}

    def pages(self, place, *, is_full, size):
        """A walk through a place, as a tracker reads it."""
        names = self.labels[place].items()
        listed = tuple(Name("label", place, str(label), name) for label, name in names)
        yield Page(place, names=listed, names_complete=("label",))
        read = [
            self._item(i)
            for i, thing in sorted(self.things.items())
            if thing.place == place and (is_full or i in self.touched)
        ]
        for start in range(0, len(read), size):
            yield Page(place, tuple(read[start : start + size]))
        yield Page(place, mark={}, is_full=is_full, is_guarded=False)

    def learn(self, place, day, *, is_full):
        """What a walk through this place should teach."""
        self.known_labels[place] = dict(self.labels[place])
        if is_full:
            self.known = {
                i: kept for i, kept in self.known.items() if kept[0].place != place or self._is_in(i, place)
            }
        for i, thing in self.things.items():
            if thing.place == place and (is_full or i in self.touched):
                before = self.known.get(i)
                since = before[1] if before and before[0] == thing else day
                self.known[i] = (replace(thing), since)
                self.first_seen.setdefault(i, day)

    def expected(self):
        newest_last = sorted(self.known.items(), key=lambda kept: kept[1][1])
        return {
            thing.ref(self.source): (i, thing.title, self._called(thing)) for i, (thing, _) in newest_last
        }

    def _put(self, id_, thing):
        self.things[id_] = thing
        self.touched.add(id_)

    def _free(self, place, number):
        taken = {thing.number for thing in self.things.values() if thing.place == place}
        return next(free for free in count(number) if free not in taken)

    def _is_in(self, id_, place):
        return id_ in self.things and self.things[id_].place == place

    def _called(self, thing):
        names = self.known_labels[thing.place]
        return {names[label] for label in thing.labels if label in names}

    def _item(self, id_):
        thing = self.things[id_]
        labels = tuple(self.labels[thing.place][label] for label in sorted(thing.labels))
        return item(
            thing.ref(self.source),
            id=str(id_),
            source=self.source,
            title=thing.title,
            labels=labels,
            project=thing.place,
        )


@settings(
    max_examples=examples(6),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(happened=st.lists(happenings, min_size=10, max_size=40))
def test_a_store_says_what_a_simple_model_says(store, happened):
    world = World(f"source{next(_sources)}")
    for what, *facts in [*happened, ("sync", True, 2)]:
        if what == "sync":
            _sync(store, world, *facts)
            read = {
                found.ref: (int(found.id), found.title, set(found.labels))
                for found in store.items([world.source])
            }
            assert read == world.expected()
        else:
            getattr(world, what.replace(" ", "_"))(*facts)
    _check_days_gone_by(store, world)


def _sync(store, world, is_full, size):
    day = len(world.days)
    now = START + timedelta(days=day)
    run = store.begin_sync(now, "{}")
    for place in PLACES:
        for page in world.pages(place, is_full=is_full, size=size):
            store.save(run, world.source, page, now)
    for place in PLACES:
        world.learn(place, day, is_full=is_full)
    world.touched.clear()
    store.finish_source(run, world.source, now, None)
    world.days.append({ref: (i, title) for ref, (i, title, _) in world.expected().items()})


def _check_days_gone_by(store, world):
    """Each day is read as it was known then; what was seen only later may be there too."""
    for day, known in enumerate(world.days):
        read = {
            found.ref: (int(found.id), found.title)
            for found in store.items([world.source], (START + timedelta(days=day)).date())
        }
        seen_by_then = {ref: found for ref, found in read.items() if world.first_seen[found[0]] <= day}
        assert seen_by_then == known


@pytest.mark.parametrize("size", [1, 3])
def test_the_same_walk_twice_changes_nothing(store, size):
    world = World("github")
    for number in range(6):
        world.write(number, "a", set())
    _sync(store, world, True, size)
    before = list(store.items(["github"]))
    run = store.begin_sync(START, "{}")
    saved = [
        store.save(run, "github", page, START)
        for place in PLACES
        for page in world.pages(place, is_full=True, size=size)
    ]
    assert sum(page.changed + page.gone for page in saved) == 0
    assert list(store.items(["github"])) == before
