from __future__ import annotations

import pytest

from okrsync.errors import UsageError
from okrsync.trackers.github.places import check_patterns, is_glob


@pytest.mark.parametrize(
    "pattern", ["web", "acme/", "/web", "*/web", "acme/web/issues", "https://github.com/a/b"]
)
def test_what_names_no_repository_is_a_mistake(pattern):
    with pytest.raises(UsageError, match="owner/name"):
        check_patterns([pattern])


def test_names_and_globs_are_none():
    check_patterns(["acme/web", "acme/mobile-*", "acme/lib-?"])


def test_globs():
    assert is_glob("acme/mobile-*")
    assert not is_glob("acme/web")
