"""What every test shares: properties that never fail for a slow machine."""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("okrsync", deadline=None, max_examples=60)
# The same cases each time, so that a failure in CI is a failure on the desk.
settings.register_profile("ci", parent=settings.get_profile("okrsync"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "okrsync")
