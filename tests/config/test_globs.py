from __future__ import annotations

import pytest

from okrsync.config.globs import fits


@pytest.mark.parametrize(
    ("path", "pattern", "expected"),
    [
        ("okrs/a.toml", "okrs/*.toml", True),
        ("okrs/deep/a.toml", "okrs/*.toml", False),
        ("okrs/deep/a.toml", "okrs/**/*.toml", True),
        ("okrs/a.toml", "okrs/**/*.toml", True),
        ("okrs/.a.toml", "okrs/*.toml", False),
        ("okrs/.deep/a.toml", "okrs/**/*.toml", False),
        (".github/okrsync.toml", ".github/*.toml", True),
        ("a.toml", "a.toml", True),
        ("a.toml", "a.toml/b", False),
    ],
)
def test_wildcards_stay_in_their_folder_and_find_nothing_hidden(path, pattern, expected):
    assert fits(path, pattern) is expected
