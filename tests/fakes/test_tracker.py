from __future__ import annotations

import pytest

from tests.fakes.tracker import FakeTracker
from tests.fakes.work import item
from tests.trackers.promises import PROMISES


@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise.__name__)
def test_the_fake_keeps(promise):
    promise(lambda: FakeTracker().holding(*(item(f"github:acme/web#{number}") for number in range(1, 250))))
