"""What every test shares: properties that never fail for a slow machine."""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("okrsync", deadline=None, max_examples=15)
# For a night: `pytest --hypothesis-profile nightly`.
settings.register_profile("nightly", deadline=None, max_examples=1000)
# The same cases each time, so that a failure in CI is a failure on the desk.
settings.register_profile("ci", parent=settings.get_profile("okrsync"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "okrsync")


def pytest_terminal_summary(terminalreporter):
    """Print what tests measured (`record_property("measured", …)`), from whichever worker they ran on."""
    reports = terminalreporter.stats.get("passed", []) + terminalreporter.stats.get("failed", [])
    for report in reports:
        for name, text in report.user_properties:
            if name == "measured":
                terminalreporter.write_line(f"measured: {text}")
