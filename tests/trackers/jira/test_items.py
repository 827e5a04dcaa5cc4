from __future__ import annotations

from datetime import UTC, datetime

import pytest

from okrsync.trackers.jira.fields import Fields
from okrsync.trackers.jira.items import Reader
from tests.servers.jira_world import GOALS, POINTS, REGION
from tests.trackers.jira.opening import items_of, opened

READER = Reader("jira", "https://acme.example/jira", Fields())


def read(server, **surroundings):
    return {item.title: item for item in items_of(opened(server, **surroundings).walk())}


def item(reader=READER, **fields):
    found = reader.item({"id": "10001", "key": "ONB-1", "fields": fields})
    assert found is not None
    return found


def status(category, name="Anything"):
    return {"name": name, "statusCategory": {"key": category}}


def test_an_item_has_its_ref_its_lasting_id_and_a_page_to_open(server):
    issue = server.world.add("ONB", "Shorter form", type="Bug", labels=["okr:grow"])
    found = read(server)["Shorter form"]
    assert (found.ref, found.id, found.source, found.project) == ("jira:ONB-1", str(issue.id), "jira", "ONB")
    assert (found.type, found.kind, found.labels) == ("Bug", "issue", ("okr:grow",))
    assert found.url == f"{server.url}/browse/ONB-1"


def test_the_hierarchy_is_read_on_every_level_whatever_its_types_are_called(cloud):
    world = cloud.world
    initiative = world.add("ONB", "Initiative", type="Initiative")
    epic = world.add("ONB", "Epic", type="Epic", parent=initiative.key)
    story = world.add("ONB", "Story", parent=epic.key)
    world.add("ONB", "Sub-task", type="Sub-task", parent=story.key)
    found = read(cloud)
    assert {item.kind: item.parent for item in found.values()} == {
        "initiative": None,
        "epic": "jira:ONB-1",
        "issue": "jira:ONB-2",
        "subtask": "jira:ONB-3",
    }


def test_data_center_has_its_parents_in_three_fields(center):
    world = center.world
    epic = world.add("ONB", "Epic", type="Epic")
    story = world.add("ONB", "Story", parent=epic.key)
    world.add("ONB", "Sub-task", type="Sub-task", parent=story.key)
    found = read(center)
    assert (found["Story"].kind, found["Story"].parent) == ("issue", "jira:ONB-1")
    assert (found["Sub-task"].kind, found["Sub-task"].parent) == ("subtask", "jira:ONB-2")
    assert found["Epic"].kind == "epic"


@pytest.mark.parametrize("value", ["ACME-9", {"key": "ACME-9"}, {"data": {"id": 1, "key": "ACME-9"}}])
def test_a_parent_link_may_be_a_key_an_issue_or_wrapped(value):
    reader = READER._replace(fields=Fields(parent_link=("customfield_1",)))
    assert item(reader, customfield_1=value).parent == "jira:ACME-9"


@pytest.mark.parametrize(
    ("type_", "epic_name", "kind"),
    [
        ({"name": "Epos", "hierarchyLevel": 1}, None, "epic"),
        ({"name": "Epic", "hierarchyLevel": 0}, None, "issue"),
        ({"name": "Strategie", "hierarchyLevel": 3}, None, "initiative"),
        ({"name": "Unteraufgabe", "hierarchyLevel": -1}, None, "subtask"),
        ({"name": "Epos"}, "Onboarding", "epic"),
        ({"name": "Epic"}, None, "epic"),
        ({"name": "Unteraufgabe", "subtask": True}, None, "subtask"),
        ({"name": "Initiative"}, None, "initiative"),
        ({"name": "Milestone"}, None, "issue"),
        (None, None, "issue"),
    ],
)
def test_the_kind_comes_from_the_hierarchy(type_, epic_name, kind):
    reader = READER._replace(fields=Fields(epic_name=("customfield_1",)))
    assert item(reader, issuetype=type_, customfield_1=epic_name).kind == kind


@pytest.mark.parametrize(
    ("category", "resolution", "state"),
    [
        ("new", None, "todo"),
        ("indeterminate", None, "doing"),
        ("undefined", None, "todo"),
        ("done", None, "done"),
        ("done", "Done", "done"),
        ("done", "Won't Do", "dropped"),
        ("done", "Won’t Fix", "dropped"),
        ("done", "Duplicate", "dropped"),
        ("done", "Cannot Reproduce", "dropped"),
        ("indeterminate", "Won't Do", "doing"),
    ],
)
def test_the_state_comes_from_the_status_category(category, resolution, state):
    assert (
        item(status=status(category), resolution={"name": resolution} if resolution else None).state == state
    )


def test_a_done_status_called_cancelled_drops_the_work():
    assert item(status=status("done", "Cancelled"), resolution={"name": "Done"}).state == "dropped"


def test_the_closing_day_is_that_of_the_resolution_else_of_the_status():
    resolved, moved = "2026-10-03T01:30:00.000+0530", "2026-10-09T12:00:00.000+0000"
    done = status("done")
    assert item(status=done, resolutiondate=resolved, statuscategorychangedate=moved).closed == datetime(
        2026, 10, 2, 20, 0, tzinfo=UTC
    )
    assert item(status=done, statuscategorychangedate=moved).closed == datetime(
        2026, 10, 9, 12, 0, tzinfo=UTC
    )
    assert item(status=done).closed is None
    assert item(status=status("new"), resolutiondate=resolved).closed is None


def test_components_and_fix_versions_go_by_their_names_of_today(server):
    signup = server.world.add_component("ONB", "Signup")
    release = server.world.add_version("ONB", "2026.4")
    server.world.add("ONB", "Work", components=[signup], versions=[release])
    server.world.projects["ONB"].components[signup]["name"] = "First steps"
    found = read(server)["Work"]
    assert (found.components, found.milestones) == (("First steps",), ("2026.4",))


def test_the_estimate_is_found_by_what_it_is(server):
    server.world.add("ONB", "Estimated", more={POINTS: 5.0})
    server.world.add("ONB", "Unknown")
    server.world.add("ONB", "Nothing", more={POINTS: 0})
    assert {title: item.effort for title, item in read(server).items()} == {
        "Estimated": 5.0,
        "Unknown": None,
        "Nothing": 0.0,
    }


def test_of_several_estimates_the_one_that_is_there_counts():
    reader = READER._replace(fields=Fields(points=("customfield_1", "customfield_2")))
    assert item(reader, customfield_1=None, customfield_2=3).effort == 3.0


@pytest.mark.parametrize("odd", ["many", [], {"value": 3}, True, float("inf"), "NaN"])
def test_an_odd_estimate_is_none(odd):
    assert item(READER._replace(fields=Fields(points=("c",))), c=odd).effort is None


def test_fields_the_file_asks_for_are_kept_under_the_name_it_uses(server):
    server.world.add("ONB", "Work", more={REGION: {"value": "EMEA", "child": {"value": "DACH"}}})
    found = read(server, fields=("region", "Nobody knows this one"))
    assert found["Work"].fields == {"region": ("EMEA", "DACH")}


def test_the_goals_field_is_kept_without_being_asked_for(server):
    server.world.add("ONB", "Work", more={GOALS: [{"id": "ari:goal/1", "key": "ACME-4"}, "ari:goal/2"]})
    assert read(server)["Work"].fields == {"Goals": ("ACME-4", "ari:goal/1", "ari:goal/2")}


def test_okr_lines_of_a_description_are_read_and_the_rest_is_not_kept(server):
    server.world.add(
        "ONB", "Named", description="h2. Why\n* OKR: GROW.KR1\n{noformat}\nOKR: OTHER\n{noformat}"
    )
    server.world.add("ONB", "Waived", description="OKR: none – spike")
    found = read(server)
    assert found["Named"].named_goals == ("GROW.KR1",)
    assert found["Waived"].waiver == "spike"


def test_an_issue_with_a_security_level_is_restricted(server):
    server.world.add("ONB", "Secret", security="Board only")
    server.world.add("ONB", "Open")
    assert {title: item.is_restricted for title, item in read(server).items()} == {
        "Secret": True,
        "Open": False,
    }


def test_the_author_is_whom_the_file_can_name(cloud, center):
    for server in (cloud, center):
        server.world.add("ONB", "Work")
    assert read(cloud)["Work"].author == "id:dana"
    assert read(center)["Work"].author == "dana"


@pytest.mark.parametrize(
    "odd", [None, 7, "text", [], [3, None], {"name": 5}, {"key": []}, {"statusCategory": 1}]
)
def test_no_odd_value_of_a_field_stops_the_reading(odd):
    names = ("summary", "description", "issuetype", "project", "status", "resolution", "resolutiondate")
    more = ("created", "updated", "labels", "components", "fixVersions", "parent", "reporter", "c")
    reader = READER._replace(fields=Fields(("c",), ("c",), ("c",), ("c",), {"Region": ("c",)}))
    assert item(reader, **dict.fromkeys((*names, *more), odd)).ref == "jira:ONB-1"


@pytest.mark.parametrize(
    "odd", [{}, {"id": "1"}, {"key": "ONB-1"}, {"id": None, "key": "ONB-1", "fields": 3}]
)
def test_what_has_no_key_or_id_is_no_item(odd):
    assert READER.item(odd) is None


def test_a_released_version_is_a_milestone_that_is_done():
    versions = [
        {"id": "1", "name": "2026.3", "released": True, "releaseDate": "2026-09-30"},
        {"id": "2", "name": "2026.4"},
        {"name": "without id"},
    ]
    done, planned = READER.milestones(versions, "ONB")
    assert (done.state, done.closed) == ("done", datetime(2026, 9, 30, tzinfo=UTC))
    assert (planned.state, planned.closed) == ("todo", None)
    assert planned.ref == "jira:ONB/version/2"
    assert planned.url == "https://acme.example/jira/projects/ONB/versions/2"


def link(type_, **ends):
    return {"id": "1", "type": type_, **{side: {"key": key} for side, key in ends.items()}}


SERVES = {"name": "Contribution", "inward": "is contributed to by", "outward": "contributes to"}
BLOCKS = {"name": "Blocks", "inward": "is blocked by", "outward": "blocks"}
LINKS = [
    link(SERVES, outwardIssue="ACME-1"),
    link(SERVES, outwardIssue="ACME-1"),
    link(SERVES, inwardIssue="ONB-8"),
    link(BLOCKS, outwardIssue="ONB-9"),
]


@pytest.mark.parametrize(
    ("link_types", "expected"),
    [
        ((), ()),
        (("Contributes To",), ("jira:ACME-1",)),
        (("contribution",), ("jira:ACME-1",)),
        (("is contributed to by", "blocks"), ("jira:ONB-8", "jira:ONB-9")),
    ],
)
def test_links_lead_up_in_the_direction_the_file_names(link_types, expected):
    assert item(READER._replace(link_types=link_types), issuelinks=LINKS).contributes_to == expected


@pytest.mark.parametrize(
    "odd", [None, 7, {}, [7], [{"type": 7}], [link(SERVES)], [{"type": SERVES, "outwardIssue": 3}]]
)
def test_no_odd_link_stops_the_reading(odd):
    assert item(READER._replace(link_types=("contributes to",)), issuelinks=odd).contributes_to == ()


def test_links_are_asked_for_only_where_the_file_names_some(server):
    server.world.add("ONB", "Work", more={"issuelinks": LINKS})
    assert read(server)["Work"].contributes_to == ()
    assert not any("issuelinks" in request.query.get("fields", []) for request in server.requests)
    linked = {each.title: each for each in items_of(opened(server, link_types=("contributes to",)).walk())}
    assert linked["Work"].contributes_to == ("jira:ACME-1",)
