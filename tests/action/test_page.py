"""docs/action.md and the README say what action.yml and the workflows are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "action.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
WORKFLOWS = {
    path.stem: path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "workflows").glob("*.yml")
}
OURS = {
    path.stem: path.read_text(encoding="utf-8") for path in (ROOT / ".github" / "workflows").glob("*.yml")
}


def section(title: str) -> str:
    return re.split(r"^## ", PAGE.split(f"\n## {title}\n")[1], maxsplit=1, flags=re.MULTILINE)[0]


def rows(title: str) -> list[str]:
    return re.findall(r"^\| `([a-z-]+)` \|", section(title), re.MULTILINE)


def parsed(text: str) -> dict:
    found = yaml.safe_load(text)
    return found | {"on": found.pop(True)}  # `on` is a truth in YAML 1.1


def jobs(text: str) -> list[dict]:
    return list(parsed(text)["jobs"].values())


def used(text: str) -> list[str]:
    return re.findall(r"uses: ([^\s}]+)", text)


def test_the_inputs_and_outputs_are_those_promised():
    assert list(ACTION["inputs"]) == [
        "command",
        "config",
        "config-token",
        "token",
        "comment",
        "fail-on",
        "args",
    ]
    assert list(ACTION["outputs"]) == ["verdict", "goals", "coverage", "report"]


def test_the_page_has_every_input_and_output():
    assert rows("Inputs") == list(ACTION["inputs"])
    assert rows("Outputs") == list(ACTION["outputs"])


@pytest.mark.parametrize("text", [README, PAGE], ids=["README", "docs/action.md"])
def test_the_ten_lines_people_copy_are_the_workflow_that_is_tested(text):
    (block,) = re.findall(r"^```yaml\n(name: .*?)^```", text, re.DOTALL | re.MULTILINE)
    assert block == WORKFLOWS["pull-requests"]
    assert len(block.splitlines()) == 10


def test_the_page_has_every_workflow():
    named = re.findall(r"^\| \[`([a-z-]+)\.yml`\]\(workflows/\1\.yml\) \|", PAGE, re.MULTILINE)
    assert sorted(named) == sorted(WORKFLOWS)


def test_no_input_meets_a_shell():
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step.get("run", "")


@pytest.mark.parametrize("name", [*WORKFLOWS, *OURS])
def test_actions_of_others_are_pinned_by_their_hash_with_the_version_beside_it(name):
    text = WORKFLOWS.get(name) or OURS[name]
    for action in used(text):
        if not action.startswith(("your-org/", "./")):
            assert re.search(rf"{action} # v\d+\.\d+\.\d+$", text, re.MULTILINE), action
            assert re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", action), action


def test_everybody_pins_the_same():
    texts = [*WORKFLOWS.values(), *OURS.values(), (ROOT / "action.yml").read_text(encoding="utf-8")]
    hashes: dict[str, set[str]] = {}
    for text in texts:
        for action in used(text):
            place, _, ref = action.partition("@")
            hashes.setdefault("/".join(place.split("/")[:2]), set()).add(ref)
    assert len(hashes) > 4
    assert [place for place, refs in hashes.items() if len(refs) > 1] == []


@pytest.mark.parametrize("name", [*WORKFLOWS, *OURS])
def test_every_job_has_its_permissions_and_an_end(name):
    text = WORKFLOWS.get(name) or OURS[name]
    assert parsed(text)["permissions"] == {}
    assert "concurrency" in parsed(text)
    for job in jobs(text):
        assert job["permissions"]
        assert job["timeout-minutes"] <= (180 if name == "nightly" else 90)


@pytest.mark.parametrize("name", WORKFLOWS)
def test_what_may_write_checks_nothing_out(name):
    for job in jobs(WORKFLOWS[name]):
        has_checkout = any("checkout" in step.get("uses", "") for step in job["steps"])
        assert not has_checkout or set(job["permissions"].values()) == {"read"}


@pytest.mark.parametrize("name", [*WORKFLOWS, *OURS])
def test_no_checkout_leaves_the_token_behind(name):
    for job in jobs(WORKFLOWS.get(name) or OURS[name]):
        for step in job["steps"]:
            if "checkout" in step.get("uses", ""):
                assert step["with"]["persist-credentials"] is False


@pytest.mark.parametrize("name", ["pull-requests", "forks-read-only", "forks-comment"])
def test_whatever_changes_the_verdict_of_a_pull_request_starts_a_check(name):
    on = parsed(WORKFLOWS[name])["on"]
    assert "merge_group" in on
    types = (on.get("pull_request") or on["pull_request_target"])["types"]
    assert {"opened", "synchronize", "reopened", "edited", "labeled", "unlabeled"} <= set(types)
    assert {"milestoned", "demilestoned", "ready_for_review", "converted_to_draft"} <= set(types)


@pytest.mark.parametrize("name", [name for name, text in WORKFLOWS.items() if "cache/" in text])
def test_a_store_in_the_cache_is_refused_in_a_public_repository_first_of_all(name):
    first = jobs(WORKFLOWS[name])[0]["steps"][0]
    assert first["name"] == "Refuse a public repository"


def test_nothing_is_published_unless_somebody_said_so():
    said = "vars.OKRSYNC_PAGES == 'public'"
    report, publish = jobs(WORKFLOWS["weekly-report"])
    (handed,) = (step for step in report["steps"] if "upload-pages" in step.get("uses", ""))
    assert (handed["if"], publish["if"]) == (said, said)


def test_the_job_that_may_write_here_checks_out_the_default_branch_alone():
    (job,) = jobs(OURS["okrsync"])
    assert job["steps"][0]["with"]["ref"] == "${{ github.event.repository.default_branch }}"
