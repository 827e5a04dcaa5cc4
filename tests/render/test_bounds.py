import pytest

from okrsync.core.progress import Progress
from okrsync.core.report import Original
from okrsync.render.bounds import bounds


@pytest.mark.parametrize(
    ("began", "told"),
    [
        ({"baseline": 9.0, "target": 3.0}, "9 to 3"),
        ({"target": 3.0}, "– to 3"),
        ({"min": 1.0, "max": 5.0}, "between 1 and 5"),
        ({"min": 99.9}, "at least 99.9"),
        ({"max": 0.0}, "at most 0"),
        ({}, "other days"),
        ({"levels": ("low", "high")}, "low, high"),
    ],
)
def test_each_kind_of_key_result_has_its_bounds(began, told):
    facts = {"baseline": None, "target": None, "progress": Progress(None, None), "grade": None} | began
    assert bounds(Original(**facts)) == told
