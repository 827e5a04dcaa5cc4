"""Likely goals: from the neighbours, from mentions, from the words."""

from okrsync.core.suggesting import words
from tests.builders.world import goals, item, objective, pull_request, verdict_of

GROW = objective("GROW", title="New teams reach value in their first week")
OPS = objective("OPS", title="Deployments no longer wake anybody")
FILE = goals(GROW, OPS)


def suggestions(*items):
    return [(one.goal, one.reason) for one in verdict_of(FILE, *items).suggestions]


def test_neighbours_with_the_same_label_suggest_their_goal():
    others = [item(f"ONB-{n}", labels=("signup", "okr:grow")) for n in range(2, 8)]
    assert suggestions(item(labels=("signup",)), *others) == [
        ("GROW", '6 of 7 items with label "signup" serve GROW')
    ]


def test_siblings_under_one_parent_suggest_their_goal():
    others = [item(f"ONB-{n}", parent="jira:ONB-99", labels=("okr:ops",)) for n in range(2, 8)]
    assert suggestions(item(parent="jira:ONB-99"), *others)[0][0] == "OPS"


def test_a_mentioned_item_suggests_its_goal():
    one = pull_request(mentioned_keys=("ONB-1",), title="x")
    assert suggestions(one, item(labels=("okr:grow",))) == [
        ("GROW", "it mentions jira:ONB-1, which serves GROW")
    ]


def test_words_in_common_suggest_a_goal_and_are_named():
    assert suggestions(item(title="Fix deployments that wake Dana")) == [
        ("OPS", 'its title shares "deployment", "wake" with OPS')
    ]


def test_nothing_in_common_suggests_nothing():
    assert suggestions(item(title="Typo")) == []


def test_at_most_three_goals_the_likeliest_first_each_once():
    file = goals(*(objective(f"G{n}", title="Faster onboarding" + " much" * n) for n in range(5)))
    found = verdict_of(file, item(title="Faster onboarding")).suggestions
    assert len(found) == 3
    assert len({one.goal for one in found}) == 3
    assert sorted((one.score for one in found), reverse=True) == [one.score for one in found]
    assert all(0 <= one.score <= 1 for one in found)


def test_settled_items_get_no_suggestions():
    assert suggestions(item(labels=("okr:grow",), title="Deployments wake anybody")) == []


def test_small_words_and_plurals_say_nothing_of_their_own():
    assert words("The deployments and THE deployment of 12 x") == {"deployment"}
