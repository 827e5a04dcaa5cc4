from __future__ import annotations

import pytest

from tests.trackers.promises import PROMISES


@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise.__name__)
def test_github_keeps_the_promise_that(promise, github, opened):
    web = github.world.repository("acme/web")
    epic = web.issue("Signup 🚀 in one step", labels=["okr:grow"], milestone=web.milestone("v1"))
    for number in range(120):
        web.issue(f"Step {number}", parent=epic)
    web.pull("Shorter form", closes=[epic], labels=["size/S"]).merge()
    github.world.repository("acme/empty")
    promise(lambda: opened("acme/web", "acme/empty").tracker)
