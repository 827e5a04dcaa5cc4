from __future__ import annotations

import pytest

from okrsync.errors import MeasureFailed
from okrsync.measures.files import read_file


@pytest.fixture
def written(tmp_path):
    def write(content):
        path = tmp_path / "numbers"
        path.write_bytes(content)
        return path

    return write


def test_the_last_row_of_a_csv_file_counts(written):
    path = written(b'\xef\xbb\xbfday,Teams \r\n2026-11-01,4\r\n2026-11-08,"7"\r\n')
    assert read_file(path, "n.csv", "teams", None) == 7


def test_without_a_column_a_file_is_json(written):
    assert read_file(written(b'{"n": 4}'), "n.json", None, "/n") == 4


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"day,teams\n", "n.csv has no rows below its head"),
        (b"day,team\n1,2\n", "n.csv has no column teams; its columns are day, team"),
        (b"", "n.csv has no column teams; its columns are none"),
        (b"teams\n\xff\n", "n.csv is no CSV file in UTF-8"),
        (b"day,teams\n2026\n", "The last row of n.csv holds nothing"),
    ],
)
def test_a_csv_file_without_the_value_is_told_with_its_cure(written, content, told):
    with pytest.raises(MeasureFailed, match=told):
        read_file(written(content), "n.csv", "teams", None)


def test_a_file_that_is_missing_or_too_large_is_told(tmp_path):
    with pytest.raises(MeasureFailed, match=r"n\.csv cannot be read: No such file"):
        read_file(tmp_path / "none", "n.csv", "teams", None)
    large = tmp_path / "large"
    with large.open("wb") as file:
        file.truncate(17 * 1024 * 1024)
    with pytest.raises(MeasureFailed, match="larger than 16 MB"):
        read_file(large, "n.csv", "teams", None)
