from __future__ import annotations

import json

import pytest

from okrsync.trackers.jira.fields import Chosen, Fields, discover, from_kept

AGILE = "com.pyxis.greenhopper.jira:"
TYPES = "com.atlassian.jira.plugin.system.customfieldtypes:"


def field(id_, name, custom, **more):
    return {"id": id_, "name": name, "schema": {"type": "any", "custom": custom}, **more}


LISTING = [
    {"id": "summary", "name": "Zusammenfassung", "schema": {"type": "string", "system": "summary"}},
    field("c1", "Epos-Verknüpfung", f"{AGILE}gh-epic-link"),
    field("c2", "Eposname", f"{AGILE}gh-epic-label"),
    field("c3", "Übergeordnet", "com.atlassian.jpo:jpo-custom-field-parent"),
    field("c4", "Story point estimate", f"{AGILE}jsw-story-points"),
    field("c5", "Story Points", f"{TYPES}float"),
    field("c6", "Story Points", f"{TYPES}float", scope={"type": "PROJECT"}),
    field("c7", "Budget", f"{TYPES}float"),
    field("c8", "Ziele", f"{TYPES}goals"),
    field("c9", "Team", "x:team", clauseNames=["cf[9]", "Squad"]),
    field("c10", "Iteration", f"{AGILE}gh-sprint"),
]


def found(**asked):
    wanted = asked.pop("wanted", ())
    return discover(LISTING, Chosen(**asked), wanted)


def test_fields_are_found_by_what_they_are_and_not_by_what_they_are_called():
    fields = found()
    assert (fields.epic_link, fields.epic_name, fields.parent_link) == (("c1",), ("c2",), ("c3",))
    assert fields.named == {"Ziele": ("c8",)}


def test_every_field_that_may_hold_the_estimate_is_kept():
    assert found().points == ("c4", "c5", "c6")


@pytest.mark.parametrize("name", ["budget", "c7", "BUDGET"])
def test_the_file_may_name_the_estimate_by_name_or_id(name):
    assert found(points=name).points == ("c7",)


@pytest.mark.parametrize("name", ["team", "c9", "squad", "cf[9]"])
def test_the_file_may_name_a_field_by_name_id_or_as_jql_does(name):
    assert found(wanted=(name,)).named[name] == ("c9",)


def test_an_odd_listing_finds_nothing():
    assert discover([None, 3, {}, {"schema": 1}], Chosen(points="x"), wanted=("y",)) == Fields(named={})


def test_fields_survive_the_mark():
    fields = found(wanted=("Team",))
    assert from_kept(json.loads(json.dumps(fields.kept()))) == fields


@pytest.mark.parametrize("kept", [None, 1, {}, {"points": []}])
def test_a_mark_without_fields_has_none(kept):
    assert from_kept(kept) is None


def test_only_what_is_used_is_read_and_each_once():
    to_read = found(wanted=("Team", "Story Points", "summary")).to_read
    assert len(to_read) == len(set(to_read))
    assert {"summary", "c1", "c9", "c5"} <= set(to_read)
    assert "c7" not in to_read


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"epic": "team"}, {"epic_link": ("c9",)}),
        ({"parent": "c9"}, {"parent_link": ("c9",)}),
        ({"epic": "nobody's"}, {"epic_link": ()}),
    ],
)
def test_the_file_may_name_the_fields_of_the_hierarchy(asked, expected):
    fields = found(**asked)
    assert {name: getattr(fields, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [("Sprint", "c10"), ("sprint", "c10"), ("Iteration", "c10"), ("Goals", "c8"), ("epic link", "c1")],
)
def test_jiras_own_fields_answer_to_their_english_names_on_a_translated_site(wanted, ids):
    assert found(wanted=(wanted,)).named[wanted] == (ids,)


def test_a_field_of_that_very_name_comes_before_jiras_own():
    listing = [*LISTING, field("c11", "Sprint", "x:text")]
    assert discover(listing, Chosen(), ("Sprint",)).named["Sprint"] == ("c11",)


def test_the_file_may_name_the_sprint():
    assert found(sprint="c9", wanted=("Sprint",)).named["Sprint"] == ("c9",)


def test_sprints_are_not_read_where_nobody_asks_for_them():
    assert "c10" not in found().to_read
