from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from okrsync.trackers.file.repeats import Repeats


@given(st.lists(st.text(max_size=2)))
def test_exactly_the_names_met_twice_are_suspects(names: list[str]) -> None:
    met = Repeats()
    for name in names:
        met.add(name)
    assert len(met) == len(names)
    assert met.suspects() == {hash(name) for name in names if names.count(name) > 1}
