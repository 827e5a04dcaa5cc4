"""What is found in a report."""

from datetime import timedelta

from okrsync.core.goals import Value
from okrsync.core.history import CheckIn
from tests.builders.world import TODAY, report_of


def noted(name, *values, last=TODAY, every=7):
    days = [last - timedelta(days=every * number) for number in range(len(values))][::-1]
    return [CheckIn(name, Value(day, value, "check-in")) for day, value in zip(days, values, strict=True)]


def found(file, *items, **more):
    """The findings by id; where there are several of one, the last."""
    return {one.id: one for one in report_of(file, *items, **more).findings}
