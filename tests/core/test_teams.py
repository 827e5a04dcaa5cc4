"""Which team an item belongs to."""

from okrsync.core.goals import Team
from okrsync.core.teams import Teams
from okrsync.core.work import Work
from tests.builders.world import item, when

TEAMS = (
    Team("company"),
    Team("product", "company"),
    Team("growth", "product", when(label="team/growth")),
    Team("web", "product", when(project="ONB")),
)


def teams(*items):
    return Teams(Work(items, {}), TEAMS)


def test_the_first_team_whose_conditions_match_owns_the_item():
    one = item(labels=("team/growth",))
    assert teams(one).of(one) == "growth"


def test_else_the_nearest_ancestors_team_owns_it():
    one, parent = item("OPS-1", parent="jira:OPS-2"), item("OPS-2", parent="jira:ONB-9")
    top = item("ONB-9")
    assert teams(one, parent, top).of(one) == "web"


def test_at_one_distance_the_first_team_of_the_file_owns_it():
    one = item("OPS-1", closes=("jira:ONB-1", "jira:OPS-2"))
    assert teams(one, item("ONB-1"), item("OPS-2", labels=("team/growth",))).of(one) == "growth"


def test_else_it_belongs_to_none():
    one = item("OPS-1", parent="jira:OPS-2")
    assert teams(one, item("OPS-2")).of(one) is None


def test_a_team_includes_its_sub_teams_in_any_case():
    some = teams()
    assert some.includes("Company", "growth")
    assert not some.includes("growth", "company")
    assert not some.includes("company", None)


def test_an_items_lineage_is_its_team_and_those_it_is_part_of():
    one = item(labels=("team/growth",))
    assert teams(one).lineage(one) == ("growth", "product", "company")


def test_team_parents_in_a_loop_end():
    looping = Teams(Work([], {}), (Team("a", "b"), Team("b", "a")))
    assert looping.above("a") == ("a", "b")


def test_without_teams_nothing_has_one():
    assert Teams(Work([item()], {}), ()).of(item()) is None
