from __future__ import annotations

from okrsync.ports import Name
from tests.trackers.jira.opening import marks_of, opened


def test_components_and_versions_come_with_their_lasting_ids(server):
    signup = server.world.add_component("ONB", "Signup")
    release = server.world.add_version("ONB", "2026.4", description="OKR: GROW")
    page = opened(server).walk()[0]
    assert set(page.names) == {
        Name("component", "ONB", signup, "Signup"),
        Name("milestone", "ONB", release, "2026.4"),
    }
    assert page.names_complete == ("component", "milestone")
    [milestone] = page.items
    assert (milestone.ref, milestone.kind, milestone.title, milestone.named_goals) == (
        f"jira:ONB/version/{release}",
        "milestone",
        "2026.4",
        ("GROW",),
    )


def test_names_are_read_each_time_so_that_a_rename_arrives(server):
    signup = server.world.add_component("ONB", "Signup")
    server.world.add("ONB")
    marks = marks_of(opened(server).walk())
    server.world.projects["ONB"].components[signup]["name"] = "First steps"
    assert opened(server).walk(marks)[0].names == (Name("component", "ONB", signup, "First steps"),)


def test_a_server_that_sends_projects_in_parts_is_asked_for_the_parts(server):
    server.world.add_component("ONB", "Signup")
    server.world.sends_whole_projects = False
    server.world.add("ONB")
    pages = opened(server).walk()
    assert [name.name for name in pages[0].names] == ["Signup"]
    server.forget()
    opened(server).walk(marks_of(pages))
    assert server.count == 3
