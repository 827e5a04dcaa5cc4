"""The smallest change that would tie an item: each is tried out, so each really ties."""

from okrsync.core.remedies import remedy
from okrsync.core.rules import Decision, Rule, Tying
from tests.builders.world import Q4, TODAY, goals, item, objective, rule, when

GROW = objective("GROW", "KR1", title="New teams reach value in their first week")
OPS = objective("OPS", title="Deployments no longer wake anybody")


def offered(file, *items):
    found = remedy(items, file, cycle=Q4, as_of=TODAY, ref=items[0].ref)
    return found and tuple(found)


def test_a_tied_an_exempt_and_an_unknown_item_need_none():
    assert offered(goals(GROW), item(labels=("okr:grow",))) is None
    assert offered(goals(GROW), item(labels=("okr:none",))) is None
    assert remedy([], goals(GROW), cycle=Q4, as_of=TODAY, ref="jira:ONB-1") is None


def test_where_no_goal_is_live_nothing_helps():
    assert offered(goals(), item()) is None


def test_the_likely_goals_label_is_offered():
    assert offered(goals(GROW, OPS), item(title="Deployments wake Dana")) == (
        "label",
        'Add the label "okr:ops".',
    )


def test_without_a_likely_goal_any_live_one_shows_the_way():
    kind, text = offered(goals(GROW, OPS), item(title="Typo"))
    assert kind == "label"
    assert text == 'Name the goal it serves with a label like "okr:grow".'


def test_the_label_prefix_of_the_file_is_kept():
    file = goals(GROW, tying=Tying(label_prefix="goal/"))
    assert '"goal/grow"' in offered(file, item(title="x"))[1]


def test_a_misspelt_label_is_replaced():
    assert offered(goals(GROW), item(labels=("okr:grwo",))) == (
        "label",
        'Replace the label "okr:grwo" by "okr:grow".',
    )


def test_a_misspelt_line_is_rewritten():
    text = 'Write "OKR: GROW.KR1" instead of "OKR: GROW.KR7" in its text.'
    assert offered(goals(GROW), item(named_goals=("GROW.KR7",))) == ("line", text)


def test_a_drafts_item_waits_for_the_draft():
    file = goals(objective("IDEA", state="draft"), GROW)
    assert offered(file, item(labels=("okr:idea",))) == (
        "goal",
        'Set state = "active" on IDEA when it is decided.',
    )


def test_a_rule_that_misses_by_a_spelling_is_widened():
    file = goals(GROW, rules=(rule("GROW", "rules[1]", component="Signup*"),))
    kind, text = offered(file, item(components=("Sign-up",)))
    assert (kind, text) == ("rule", 'Add "Sign-up" to component in rules[1] (GROW), beside "signup".')


def test_a_rule_that_misses_on_more_than_one_condition_is_left():
    file = goals(GROW, rules=(rule("GROW", "rules[1]", component="Signup", type="Bug"),))
    assert offered(file, item(components=("Sign-up",), title="x"))[0] == "label"


def test_only_one_table_of_a_rule_is_widened():
    tables = when(label="signup") + when(component="re:x")
    file = goals(GROW, rules=(Rule("rules[1]", "GROW", tables),))
    assert offered(file, item(labels=("sign-up",)))[0] == "rule"


def test_an_epic_that_speaks_of_the_same_things_can_become_the_parent():
    epic = item("ONB-9", kind="epic", title="Deployments at night", labels=("okr:ops",))
    kind, text = offered(goals(GROW, OPS), item(title="Deployments at night wake us"), epic)
    assert (kind, text) == (
        "parent",
        "Set its parent to jira:ONB-9 (Deployments at night), which serves OPS.",
    )


def test_of_two_labels_that_disagree_one_is_removed():
    assert offered(goals(GROW, OPS), item(labels=("bug", "okr:grow", "okr:ops"))) == (
        "label",
        'Remove the label "okr:grow" or the label "okr:ops", so that one goal is left.',
    )


def test_of_lines_that_disagree_one_is_removed():
    assert offered(goals(GROW, OPS), item(named_goals=("GROW.KR1", "OPS"))) == (
        "line",
        'Remove the line "OKR: GROW.KR1" or the line "OKR: OPS", so that one goal is left.',
    )


def test_of_a_label_and_lines_that_disagree_one_goal_is_kept():
    labelled = item(labels=("okr:grow",), named_goals=("GROW.KR1", "OPS"))
    kind, text = offered(goals(GROW, OPS), labelled)
    assert kind == "label"
    assert text == (
        'Of the label "okr:grow", the line "OKR: GROW.KR1" and the line "OKR: OPS", '
        "keep only what names one goal."
    )


def test_a_label_against_what_the_file_says_is_settled_by_a_decision():
    listed = objective("OPS", items=("jira:ONB-1",))
    assert offered(goals(GROW, listed), item(labels=("okr:grow",)))[0] == "decision"


def test_the_labels_of_a_parent_are_left_to_a_decision():
    parent = item("ONB-9", kind="epic", labels=("okr:grow", "okr:ops"))
    assert offered(goals(GROW, OPS), item(parent="jira:ONB-9"), parent)[0] == "decision"


def test_rules_that_disagree_are_settled_by_a_decision():
    rules = (rule("GROW", "rules[1]", label="a"), rule("OPS", "rules[2]", label="b"))
    kind, text = offered(goals(GROW, OPS, rules=rules), item(labels=("a", "b")))
    assert kind == "decision"
    assert 'item = "jira:ONB-1", goal = "GROW"' in text


def test_two_decisions_against_each_other_are_not_settled_by_a_third():
    decisions = (Decision("jira:ONB-1", "GROW"), Decision("jira:ONB-1", "OPS"))
    assert offered(goals(GROW, OPS, decisions=decisions), item()) is None


def test_a_name_that_looks_like_no_goal_is_not_rewritten():
    found = offered(goals(GROW), item(named_goals=("quarterly",), components=("Web",), title="x"))
    assert found[0] == "label"


def test_a_rule_with_quite_another_value_is_left():
    file = goals(GROW, rules=(rule("GROW", "rules[1]", component="Signup"),))
    assert offered(file, item(components=("Billing",), title="x"))[0] == "label"


def test_a_milestone_names_its_goal_in_its_description():
    found = offered(goals(GROW), item("ONB/version/1", kind="milestone", title="v2", project="ONB"))
    assert found[0] == "line"
