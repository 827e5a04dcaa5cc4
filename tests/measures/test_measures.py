from __future__ import annotations

import pytest

from okrsync.core.measures import Measure
from okrsync.errors import DeadlineReached, UsageError
from okrsync.measures import read_value


def test_a_path_is_relative_to_the_files_folder(tmp_path):
    (tmp_path / "n.csv").write_text("n\n3\n")
    assert read_value(Measure(path="n.csv", column="n"), tmp_path, {}) == 3


def test_a_missing_token_is_named_and_nothing_is_asked(tmp_path):
    with pytest.raises(UsageError, match="NUMBERS_TOKEN, which is not set"):
        read_value(Measure(url="https://x.example", token_env="NUMBERS_TOKEN"), tmp_path, {})


def test_after_the_deadline_no_address_is_asked(tmp_path):
    with pytest.raises(DeadlineReached):
        read_value(Measure(url="https://x.example"), tmp_path, {}, 0.0)
