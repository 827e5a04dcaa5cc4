from itertools import product
from pathlib import Path

import pytest
import yaml
from hypothesis import settings

from tests.builders.nights import PROFILE, examples, pairs_of, pairwise

AXES = ("abcde", range(4), (True, False), (True, False))
by_day, by_night = (
    pytest.mark.parametrize("profile", [name], indirect=True) for name in ("okrsync", PROFILE)
)
WORKFLOWS = Path(__file__).parents[2] / ".github" / "workflows"


@pytest.fixture(autouse=True)
def profile(request):
    """The profile a test names, and then again the one of this run."""
    before = settings.get_current_profile_name()
    settings.load_profile(getattr(request, "param", before))
    yield
    settings.load_profile(before)


@by_day
def test_by_day_any_two_values_meet_in_few_rows():
    rows = pairwise(*AXES)
    assert set().union(*map(pairs_of, rows)) == set().union(*map(pairs_of, product(*AXES)))
    assert len(rows) < 5 * 4 * 2


@by_night
def test_by_night_everything_meets():
    assert pairwise(*AXES) == list(product(*AXES))


@by_day
def test_by_day_as_many_examples_as_were_named():
    assert examples(4) == 4


@by_night
def test_by_night_as_many_times_more_as_of_any_other_property():
    assert examples(4) == 266


def test_a_workflow_tries_all_of_it_every_night():
    workflows = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in WORKFLOWS.glob("*.yml")]
    steps = [
        step
        for workflow in workflows
        if "schedule" in workflow[True]  # YAML's `on`
        for job in workflow["jobs"].values()
        for step in job["steps"]
    ]
    (run,) = [step["run"] for step in steps if f"--hypothesis-profile={PROFILE}" in str(step.get("env"))]
    assert run == "bash .ci/run"
