from __future__ import annotations

import pytest

from okrsync.trackers.github.refs import Ref, parse


def test_issues_and_milestones():
    assert parse("github:acme/web.js#12") == Ref("acme/web.js", 12)
    assert parse("github:acme/web/milestone/3") == Ref("acme/web", 3, is_milestone=True)


@pytest.mark.parametrize("ref", ["github:acme/web#12", "github:acme/web/milestone/3"])
def test_a_ref_reads_as_it_was_written(ref):
    assert f"github:{parse(ref)}" == ref


@pytest.mark.parametrize(
    "ref", ["", "github:", "github:web#1", "github:a/b#", "github:a/b#x", "github:a b/c#1", "#1"]
)
def test_anything_else_is_none(ref):
    assert parse(ref) is None
