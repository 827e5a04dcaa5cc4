from __future__ import annotations

import pytest

from tests.servers.jira_world import BASELINE, CURRENT, GOALS, ROADMAPS, TARGET
from tests.whole.conftest import github_source, jira_source

OWN = """
[[objectives]]
id = "GROW"
title = "New teams reach value in their first week"
parent = "OKR-1"
labels = ["onboarding"]
"""


FIELDS = """
[tying]
fields = ["Goals"]
"""


@pytest.fixture
def on_goals(desk, jira):
    """An objective and a key result that live as issues, and an epic below each."""
    desk.environ |= {"JIRA_TOKEN": jira.token, "JIRA_EMAIL": jira.email}
    source = jira_source(jira).replace('["ONB"]', '["ONB", "OKR"]')
    desk.write(OWN + source + 'goal_types = ["Objective", "Key Result"]\n')
    world = jira.world
    if not world.is_cloud:
        world.fields.append(ROADMAPS)  # what ties an epic to what is above it
    world.add_project("OKR")
    objective = world.add("OKR", "New teams stay", type="Objective")
    numbers = {BASELINE: 9.0, TARGET: 3.0, CURRENT: 6.0, "assignee": world.user("dana", "Dana")}
    result = world.add("OKR", "First report in 3 days", type="Key Result", parent=objective.key, more=numbers)
    epic = world.add("ONB", "Onboarding", type="Epic", parent=result.key)
    world.add("ONB", "Shorter form", parent=epic.key)
    return jira


@pytest.mark.usefixtures("on_goals")
def test_goals_are_read_with_their_work_and_their_values(desk):
    desk.json("sync")
    report = desk.json("report")
    assert [(one["id"], one["parent"]) for one in report["objectives"]] == [
        ("GROW", "OKR-1"),
        ("OKR-1", None),
    ]
    (result,) = report["key_results"]
    assert (result["id"], result["current"], result["source"]) == ("OKR-1.OKR-2", 6.0, "auto")
    assert result["progress"]["value"] == 0.5
    assert report["coverage"]["counted"] == report["coverage"]["tied"] == 1
    assert report["coverage"]["not_counted"]["excluded"] == 2
    assert report["data_quality"][0]["level"] == "info"


@pytest.mark.usefixtures("on_goals")
def test_every_command_knows_them(desk):
    desk.run("sync")
    assert desk.json("explain", "jira:ONB-2")["item"]["goals"] == ["OKR-1.OKR-2"]
    shown = desk.json("goals", "OKR-1")
    assert [one["id"] for one in shown["objectives"]] == ["OKR-1"]
    assert desk.json("nudge")["actions"] == []
    found = desk.json("lint", code=desk.run("lint").code)["findings"]
    assert {one["file"] for one in found if (one["goal"] or "").startswith("OKR")} == {"jira:OKR-1"}
    assert desk.json("plan")["retied"] == []


def test_a_live_check_asks_once_more_for_all_goals(desk, on_goals):
    assert desk.json("check", "jira:ONB-2")["items"][0]["goals"] == ["OKR-1.OKR-2"]
    before = on_goals.count
    labelled = on_goals.world.add("ONB", "Alone", labels=["okr:okr-2"])
    assert desk.json("check", f"jira:{labelled.key}")["items"][0]["goals"] == ["OKR-1.OKR-2"]
    assert on_goals.count - before == 4  # what it is, its fields, the goals, the issue


@pytest.mark.usefixtures("on_goals")
def test_a_pull_request_can_name_them(desk, github):
    desk.environ |= {"GITHUB_TOKEN": github.token}
    desk.write((desk.folder / "okrsync.toml").read_text() + github_source(github))
    github.world.repository().pull("Faster form", labels=["okr:okr-1.okr-2"])
    assert desk.json("check", "github:acme/web#1")["items"][0]["goals"] == ["OKR-1.OKR-2"]
    del desk.environ["JIRA_TOKEN"]
    blind = desk.json("check", "github:acme/web#1", "--comment", "--fail-on", "stale")["items"][0]
    assert (blind["verdict"], blind["incomplete"], blind["comment"]) == ("stale", ["jira"], "none")


def test_an_earlier_value_stays_in_the_history(desk, on_goals):
    desk.run("sync")
    world = on_goals.world
    result = world.find("OKR-2")
    world.tick(days=7)
    world.edit(result, more={**result.more, CURRENT: 4.5})
    desk.run("sync")
    (found,) = desk.json("report")["key_results"]
    assert [one["value"] for one in found["history"]] == [6.0, 4.5]


def test_a_value_that_is_no_number_is_told(desk, on_goals):
    on_goals.world.edit(on_goals.world.find("OKR-2"), more={TARGET: "three"})
    desk.run("sync")
    told = [one["message"] for one in desk.json("report")["data_quality"] if one["id"] == "goal_issue"]
    assert told == ["jira:OKR-2 has no number for its target: “three”."]


def test_a_work_item_shows_nobodys_name(desk, on_goals):
    """Who owns a goal is read; whom other issues are assigned to is nobody's business."""
    on_goals.world.edit(on_goals.world.find("ONB-2"), more={"assignee": on_goals.world.user("kim", "Kim")})
    desk.run("sync")
    assert b"Kim" not in (desk.folder / ".okrsync/store.db").read_bytes()
    assert b"Dana" in (desk.folder / ".okrsync/store.db").read_bytes()


def test_a_link_ties_work_and_key_results(desk, on_goals):
    """Not every Jira has levels above epics."""
    text = (desk.folder / "okrsync.toml").read_text()
    desk.write(text + 'link_types = ["contributes to"]\n')
    world = on_goals.world

    def link(key: str) -> dict:
        type_ = {"name": "Contribution", "outward": "contributes to", "inward": "is served by"}
        return {"issuelinks": [{"id": "1", "type": type_, "outwardIssue": {"key": key}}]}

    world.add("OKR", "Weekly use", type="Key Result", more=link("OKR-1"))
    world.add("ONB", "Reminders", more=link("OKR-3"))
    assert desk.json("check", "jira:ONB-3")["items"][0]["goals"] == ["OKR-1.OKR-3"]
    desk.run("sync")
    explained = desk.json("explain", "jira:ONB-3")["item"]
    assert explained["goals"] == ["OKR-1.OKR-3"]
    assert explained["evidence"][0]["path"] == ["jira:ONB-3", "jira:OKR-3"]


def test_the_goals_field_ties_by_the_key_or_the_id_of_a_goal(desk, on_goals):
    text = (desk.folder / "okrsync.toml").read_text()
    ari = "ari:cloud:townsquare:5:goal/7"
    desk.write(text.replace('id = "GROW"', f'id = "GROW"\naliases = ["ACME-12", "{ari}"]') + FIELDS)
    world = on_goals.world
    for goals in ([{"id": "ari:other", "key": "ACME-12"}], [{"id": ari}], [ari]):
        issue = world.add("ONB", "Named there", more={GOALS: goals})
        found = desk.json("check", f"jira:{issue.key}")["items"][0]
        assert (found["goals"], found["evidence"][0]["level"]) == (["GROW"], "explicit")


def test_doctor_counts_them_and_misspelt_types_are_told(desk, on_goals):
    desk.write((desk.folder / "okrsync.toml").read_text().replace(OWN, ""))
    told = {one["subject"]: one for one in desk.json("doctor")["checks"]}
    assert told["goals"]["message"].startswith("1 active")
    assert told["jira: goal_types"]["message"] == "2 issues of Objective, Key Result."
    desk.write((desk.folder / "okrsync.toml").read_text().replace('"Objective"', '"Objektiv"'))
    told = {one["subject"]: one for one in desk.json("doctor", code=3)["checks"]}
    assert "objektiv" in told["jira: goal_types"]["message"].casefold()
    on_goals.world.add("ONB", "Alone", labels=["okr:okr-1"])
    found = desk.json("check", "jira:ONB-3")["items"][0]
    assert (found["verdict"], found["incomplete"]) == ("stale", ["jira"])


def test_labels_are_made_for_them(desk, on_goals, github):
    assert on_goals.count == 0
    desk.environ |= {"GITHUB_TOKEN": github.token}
    desk.write((desk.folder / "okrsync.toml").read_text() + github_source(github))
    github.world.repository()
    (place,) = desk.json("labels")["places"]
    assert {"okr:grow", "okr:okr-1", "okr:okr-1.okr-2"} <= set(place["missing"])


def test_nobody_is_asked_to_check_in_what_lives_as_an_issue(desk, on_goals):
    on_goals.world.edit(on_goals.world.find("OKR-1"), status="In Progress")
    desk.run("sync")
    assert desk.json("checkin")["due"] == []
    refused = desk.run("checkin", "OKR-1.OKR-2", "5")
    assert refused.code == 2
    assert "lives as an issue gets its values there" in refused.stderr
