"""How work is tied: each sentence of the design's chapter 4 has its test here."""

from datetime import date

import pytest

from okrsync.core.rules import Decision, Exemption, Rule, Tying, Waiver
from tests.builders.world import (
    Q3,
    Q4,
    YEAR,
    done,
    goals,
    item,
    objective,
    pull_request,
    rule,
    verdict_of,
    when,
)

GROW = objective("GROW", "KR1", "KR2")
OPS = objective("OPS")
BOTH = goals(GROW, OPS)


def tied(judgement):
    return judgement.verdict, judgement.goals


# Level 0


def test_a_decision_comes_before_everything():
    file = goals(
        GROW, OPS, decisions=(Decision("jira:ONB-1", "OPS"),), waivers=(Waiver("jira:ONB-1", "why"),)
    )
    assert tied(verdict_of(file, item(labels=("okr:grow", "okr:none")))) == ("tied", ("OPS",))


def test_a_decision_for_a_dead_goal_is_passed_over():
    file = goals(GROW, decisions=(Decision("jira:ONB-1", "GONE"),))
    assert tied(verdict_of(file, item(labels=("okr:grow",)))) == ("tied", ("GROW",))


def test_a_waiver_exempts_through_its_until_day():
    file = goals(GROW, waivers=(Waiver("jira:ONB-1", "Spike", until=date(2026, 12, 1)),))
    one = item(labels=("okr:grow",))
    assert verdict_of(file, one, as_of=date(2026, 12, 1)).verdict == "exempt"
    assert tied(verdict_of(file, one, as_of=date(2026, 12, 2))) == ("tied", ("GROW",))


@pytest.mark.parametrize(
    "facts", [{"labels": ("okr:none",)}, {"labels": ("OKR:None",)}, {"waiver": "a spike"}]
)
def test_a_none_label_or_line_is_a_waiver_too(facts):
    assert verdict_of(BOTH, item(named_goals=("GROW",), **facts)).verdict == "exempt"


# Level 1


@pytest.mark.parametrize("label", ["okr:grow", "OKR:GROW", "okr: Grow"])
def test_an_okr_label_names_a_goal_in_any_case(label):
    assert tied(verdict_of(BOTH, item(labels=(label,)))) == ("tied", ("GROW",))


def test_an_okr_label_may_name_a_key_result():
    assert verdict_of(BOTH, item(labels=("okr:grow.kr1",))).goals == ("GROW.KR1",)


def test_an_okr_line_names_a_goal():
    assert verdict_of(BOTH, item(named_goals=("grow.kr2",))).goals == ("GROW.KR2",)


def test_items_of_an_objective_are_named_outright_in_any_case():
    assert verdict_of(goals(objective("GROW", items=("Jira:onb-1",))), item()).goals == ("GROW",)


def test_a_configured_tracker_field_names_a_goal():
    file = goals(GROW, tying=Tying(fields=("Goal",)))
    assert verdict_of(file, item(fields={"goal": ("GROW",)})).goals == ("GROW",)


def test_of_several_spellings_in_a_field_one_that_is_known_is_enough():
    own = objective("GROW", aliases=("ari:goal/1",))
    file = goals(own, tying=Tying(fields=("Goals",)))
    found = verdict_of(file, item(fields={"Goals": ("ACME-12", "ari:goal/1")}))
    assert [(one.goal, one.text) for one in found.evidence] == [("GROW", 'field "Goals" is "ari:goal/1"')]
    unknown = verdict_of(file, item(fields={"Goals": ("ACME-9", "ari:goal/9")}))
    assert (unknown.verdict, len(unknown.evidence)) == ("stale", 2)


def test_a_field_nobody_configured_names_nothing():
    assert verdict_of(BOTH, item(fields={"Goal": ("GROW",)})).verdict == "untied"


def test_the_label_prefix_can_be_changed():
    file = goals(GROW, tying=Tying(label_prefix="goal/"))
    assert verdict_of(file, item(labels=("goal/grow",))).goals == ("GROW",)
    assert verdict_of(file, item(labels=("okr:grow",))).verdict == "untied"


def test_the_snooze_label_names_nothing():
    assert verdict_of(BOTH, item(labels=("okr:snooze",))).verdict == "untied"


# Levels 2 and 3


def test_own_labels_win_over_rules():
    file = goals(GROW, OPS, rules=(rule("OPS", label="signup"),))
    assert verdict_of(file, item(labels=("signup", "okr:grow"))).goals == ("GROW",)


def test_a_rule_ties_what_matches_all_its_conditions():
    file = goals(GROW, rules=(rule("GROW", project="ONB", component="Signup*", type=["Story", "Bug"]),))
    assert verdict_of(file, item(type="Story", components=("Sign", "signup-web"))).goals == ("GROW",)
    assert verdict_of(file, item(type="Task", components=("signup-web",))).verdict == "untied"


def test_a_list_of_tables_means_any_of_the_tables():
    file = goals(GROW, rules=(Rule("r", "GROW", when(label="a") + when(component="b")),))
    assert verdict_of(file, item(labels=("a",))).goals == ("GROW",)
    assert verdict_of(file, item(components=("b",))).goals == ("GROW",)


def test_a_rule_wins_over_an_exemption():
    file = goals(GROW, rules=(rule("GROW", label="x"),), exempt=(Exemption("ktlo", when(label="x")),))
    assert verdict_of(file, item(labels=("x",))).goals == ("GROW",)


def test_an_exempt_rule_exempts():
    file = goals(GROW, exempt=(Exemption("ktlo", when(label=["ktlo", "security"])),))
    found = verdict_of(file, item(labels=("Security",)))
    assert (found.verdict, found.goals, found.evidence[0].rule) == ("exempt", (), "ktlo")


def test_an_exemption_of_its_own_wins_over_a_parents_goal():
    file = goals(GROW, exempt=(Exemption("ktlo", when(label="ktlo")),))
    parent = item("ONB-9", labels=("okr:grow",))
    assert verdict_of(file, item(labels=("ktlo",), parent="jira:ONB-9"), parent).verdict == "exempt"


def test_labels_of_a_key_result_tie_to_the_key_result():
    file = goals(GROW, rules=(Rule("labels of GROW.KR1", "GROW.KR1", when(label="kr/first"), Q4.id),))
    assert verdict_of(file, item(labels=("kr/first",))).goals == ("GROW.KR1",)


# Level 4


def chain(**epics):
    return (
        pull_request(closes=("github:acme/web#3",)),
        item("acme/web#3", parent="jira:ONB-2"),
        item("ONB-2", parent="jira:ONB-9", kind="epic"),
        item("ONB-9", kind="initiative", **epics),
    )


def test_goals_are_inherited_up_the_links_across_trackers():
    found = verdict_of(BOTH, *chain(labels=("okr:grow",)))
    assert found.goals == ("GROW",)
    assert found.evidence[0].level == "inherited"
    assert found.evidence[0].path == ("github:acme/web#7", "github:acme/web#3", "jira:ONB-2", "jira:ONB-9")


def test_a_jira_key_of_a_configured_project_closes():
    found = verdict_of(BOTH, pull_request(closing_keys=("UTF-8", "ONB-1")), item(labels=("okr:grow",)))
    assert found.goals == ("GROW",)


def test_a_mention_ties_nothing():
    one = pull_request(mentions=("jira:ONB-1",), mentioned_keys=("ONB-1",))
    assert verdict_of(BOTH, one, item(labels=("okr:grow",))).verdict == "untied"


def test_own_labels_win_over_a_parents():
    parent = item("ONB-9", labels=("okr:ops",))
    assert verdict_of(BOTH, item(labels=("okr:grow",), parent="jira:ONB-9"), parent).goals == ("GROW",)


def test_the_nearest_ancestor_decides():
    middle, top = item("ONB-2", labels=("okr:grow",), parent="jira:ONB-9"), item("ONB-9", labels=("okr:ops",))
    assert verdict_of(BOTH, item(parent="jira:ONB-2"), middle, top).goals == ("GROW",)


def test_at_one_distance_a_goal_beats_an_exemption():
    file = goals(GROW, exempt=(Exemption("ktlo", when(label="ktlo")),))
    one = pull_request(closes=("jira:ONB-1", "jira:ONB-2"))
    assert verdict_of(file, one, item(labels=("ktlo",)), item("ONB-2", labels=("okr:grow",))).goals == (
        "GROW",
    )


def test_a_nearer_exemption_beats_a_further_goal():
    file = goals(GROW, exempt=(Exemption("ktlo", when(label="ktlo")),))
    middle, top = item("ONB-2", labels=("ktlo",), parent="jira:ONB-9"), item("ONB-9", labels=("okr:grow",))
    assert verdict_of(file, item(parent="jira:ONB-2"), middle, top).verdict == "exempt"


def test_two_ancestors_at_one_distance_can_conflict():
    one = pull_request(closes=("jira:ONB-1", "jira:ONB-2"))
    found = verdict_of(BOTH, one, item(labels=("okr:ops",)), item("ONB-2", labels=("okr:grow",)))
    assert tied(found) == ("conflicting", ("GROW", "OPS"))


def test_stale_ancestors_are_passed_through():
    middle, top = (
        item("ONB-2", labels=("okr:gone",), parent="jira:ONB-9"),
        item("ONB-9", labels=("okr:grow",)),
    )
    assert verdict_of(BOTH, item(parent="jira:ONB-2"), middle, top).goals == ("GROW",)


@pytest.mark.parametrize("facts", [{"state": "done"}, {"state": "dropped"}, {"is_bot": True}])
def test_closed_and_uncounted_ancestors_still_pass_on(facts):
    parent = item("ONB-9", labels=("okr:grow",), **facts)
    assert verdict_of(BOTH, item(parent="jira:ONB-9"), parent).goals == ("GROW",)


def test_a_waived_ancestor_exempts():
    parent = item("ONB-9", waiver="thrown away")
    assert verdict_of(BOTH, item(parent="jira:ONB-9"), parent).verdict == "exempt"


def test_issues_inherit_from_their_milestone_as_from_a_parent():
    milestone = item("ONB/version/1", kind="milestone", title="v2", project="ONB", named_goals=("GROW",))
    assert verdict_of(BOTH, item(milestones=("V2",)), milestone).goals == ("GROW",)


def test_a_milestone_of_another_project_passes_nothing_on():
    milestone = item("OPS/version/1", kind="milestone", title="v2", project="OPS", named_goals=("GROW",))
    assert verdict_of(BOTH, item(milestones=("v2",)), milestone).verdict == "untied"


def test_loops_end():
    ring = [item(f"ONB-{n}", parent=f"jira:ONB-{n % 3 + 1}") for n in (1, 2, 3)]
    assert verdict_of(BOTH, *ring).verdict == "untied"
    labelled = [*ring[:2], ring[2]._replace(labels=("okr:grow",))]
    assert verdict_of(BOTH, *labelled).goals == ("GROW",)


# Level 5


PLACE = goals(GROW, OPS, rules=(rule("OPS", project="ONB"), rule("GROW", "rules[2]", label="growth")))


def test_a_rule_that_names_only_a_place_is_the_last_word():
    assert verdict_of(PLACE, item()).evidence[0].level == "default"
    parent = item("ONB-9", labels=("growth",))
    assert verdict_of(PLACE, item(parent="jira:ONB-9"), parent).goals == ("GROW",)


def test_a_default_is_inherited_where_the_item_has_none():
    file = goals(GROW, rules=(rule("GROW", project="ONB"),))
    found = verdict_of(file, pull_request(closes=("jira:ONB-1",)), item())
    assert (found.goals, found.evidence[0].level) == (("GROW",), "default")


def test_an_own_default_wins_over_an_ancestors():
    file = goals(GROW, OPS, rules=(rule("OPS", source="github"), rule("GROW", "rules[2]", project="ONB")))
    assert verdict_of(file, pull_request(closes=("jira:ONB-1",)), item()).goals == ("OPS",)


# Live, draft, dead


@pytest.mark.parametrize(
    "label",
    ["okr:grwo", "okr:grow.kr9", "okr:old", "okr:dropped"],
    ids=["no goal", "no kr", "ended", "abandoned"],
)
def test_a_dead_name_alone_makes_the_item_stale(label):
    file = goals(GROW, objective("OLD", cycle=Q3), objective("DROPPED", state="abandoned"))
    assert tied(verdict_of(file, item(labels=(label,)))) == ("stale", ())


def test_a_misspelt_goal_is_answered_with_the_right_spelling():
    found = verdict_of(BOTH, item(labels=("okr:grwo",)))
    assert "did you mean GROW?" in found.evidence[0].text
    assert found.suggestions[0].goal == "GROW"


def test_a_level_that_names_only_dead_goals_is_passed_over():
    file = goals(GROW, rules=(rule("GROW", label="growth"),))
    assert verdict_of(file, item(labels=("okr:gone", "growth"))).goals == ("GROW",)


def test_a_live_name_beside_a_dead_one_decides():
    assert verdict_of(BOTH, item(labels=("okr:gone", "okr:grow"))).goals == ("GROW",)


def test_a_goal_of_an_enclosing_cycle_is_live():
    assert verdict_of(goals(objective("ACME", cycle=YEAR)), item(labels=("okr:acme",))).goals == ("ACME",)


def test_a_name_means_the_goal_of_the_reports_cycle_first():
    old = objective("GROW", cycle=Q3, state="abandoned")
    assert verdict_of(goals(old, objective("GROW")), item(labels=("okr:grow",))).verdict == "tied"


def test_labels_of_a_goal_of_another_cycle_make_stale():
    file = goals(objective("OLD", cycle=Q3), rules=(Rule("labels of OLD", "OLD", when(label="x"), Q3.id),))
    assert verdict_of(file, item(labels=("x",))).verdict == "stale"


def test_open_work_under_a_closed_goal_is_stale_and_done_work_stays_tied():
    file = goals(objective("GROW", state="closed"))
    assert verdict_of(file, item(labels=("okr:grow",))).verdict == "stale"
    assert verdict_of(file, done(labels=("okr:grow",))).verdict == "tied"


def test_done_work_inherits_a_closed_goal_from_an_open_parent():
    file = goals(objective("GROW", state="closed"))
    parent = item("ONB-9", labels=("okr:grow",), kind="epic")
    assert verdict_of(file, done(parent="jira:ONB-9"), parent).verdict == "tied"
    assert verdict_of(file, item(parent="jira:ONB-9"), parent).verdict == "stale"


def test_in_the_report_of_a_finished_cycle_a_goal_closed_with_it_counts_as_active():
    file = goals(objective("GROW", state="closed"))
    assert verdict_of(file, item(labels=("okr:grow",)), as_of=date(2027, 1, 2)).verdict == "tied"


def test_only_draft_goals_leave_an_item_untied_with_that_reason():
    found = verdict_of(goals(objective("GROW", state="draft")), item(labels=("okr:grow",)))
    assert (found.verdict, found.is_draft_only) == ("untied", True)
    assert "draft" in found.evidence[0].text


# Verdicts


@pytest.mark.parametrize(
    ("labels", "left"),
    [
        (("okr:grow", "okr:grow.kr1"), ("GROW.KR1",)),
        (("okr:grow.kr1", "okr:grow.kr2"), ("GROW.KR1", "GROW.KR2")),
        (("okr:acme", "okr:grow"), ("GROW",)),
        (("okr:acme", "okr:acme.kr2", "okr:grow.kr1"), ("GROW.KR1",)),
        (("okr:top", "okr:grow"), ("GROW",)),
    ],
)
def test_goals_keep_the_most_specific(labels, left):
    file = goals(
        objective("TOP"),
        objective("ACME", "KR1", "KR2", parent="TOP"),
        objective("GROW", "KR1", "KR2", parent="ACME.KR2"),
    )
    assert tied(verdict_of(file, item(labels=labels))) == ("tied", left)


def test_two_objectives_at_the_deciding_level_conflict():
    assert tied(verdict_of(BOTH, item(labels=("okr:ops", "okr:grow")))) == ("conflicting", ("GROW", "OPS"))


def test_on_conflict_split_ties_to_both():
    file = goals(GROW, OPS, tying=Tying(on_conflict="split"))
    assert tied(verdict_of(file, item(labels=("okr:ops", "okr:grow")))) == ("tied", ("GROW", "OPS"))


def test_on_conflict_first_ties_to_the_first_in_the_file():
    file = goals(OPS, GROW, tying=Tying(on_conflict="first"))
    assert tied(verdict_of(file, item(labels=("okr:grow.kr1", "okr:ops")))) == ("tied", ("OPS",))


def test_all_evidence_is_kept_for_the_explanation_what_decided_first():
    file = goals(GROW, OPS, rules=(rule("OPS", label="x"),))
    found = verdict_of(file, item(labels=("x", "okr:grow")))
    assert [(one.level, one.goal, one.rule, one.text) for one in found.evidence] == [
        ("explicit", "GROW", None, 'label "okr:grow"'),
        ("rule", "OPS", "rules[1]", 'label "x"'),
    ]


def test_an_untied_item_has_no_evidence():
    found = verdict_of(BOTH, item())
    assert (found.verdict, found.goals, found.evidence) == ("untied", (), ())


# Incomplete


def test_a_link_to_where_nobody_could_look_makes_the_item_incomplete():
    one = pull_request(closing_keys=("ONB-1",))
    assert verdict_of(BOTH, one, unreachable={"jira"}).incomplete == ("jira",)
    assert verdict_of(BOTH, one, unreachable={"jira:ONB-1"}).incomplete == ("jira",)
    assert verdict_of(BOTH, one, unreachable={"jira:ONB-2"}).incomplete == ()


def test_an_item_whose_links_were_not_all_told_is_incomplete_and_so_is_what_it_leads_to():
    parent = item(ref="github:acme/web#9")
    child = item(parent="github:acme/web#9")
    assert verdict_of(BOTH, parent, unreachable={"github:acme/web#9"}).incomplete == ("github",)
    assert verdict_of(BOTH, child, parent, unreachable={"github:acme/web#9"}).incomplete == ("github",)


def test_an_unreachable_grandparent_makes_the_item_incomplete():
    one = pull_request(closes=("github:acme/web#3",))
    issue = item("acme/web#3", parent="github:acme/secret#1")
    assert verdict_of(BOTH, one, issue, unreachable={"github:acme/secret#1"}).incomplete == ("github",)


# Links and names that are not those of today


def test_a_link_leads_up_as_a_parent_does():
    goal = item("ACME-1", labels=("okr:grow",))
    linked = verdict_of(BOTH, item(contributes_to=("jira:ACME-1",)), goal)
    assert tied(linked) == ("tied", ("GROW",))
    assert linked.evidence[0].path == ("jira:ONB-1", "jira:ACME-1")


def test_what_the_file_says_of_an_item_holds_after_it_moved():
    moved = item("OPS-4", aliases=("jira:ONB-1",))
    assert tied(verdict_of(goals(GROW, objective("OPS", items=("jira:ONB-1",))), moved)) == ("tied", ("OPS",))
    file = goals(GROW, waivers=(Waiver("JIRA:ONB-1", "why"),))
    assert verdict_of(file, moved).verdict == "exempt"
    assert tied(verdict_of(goals(GROW, decisions=(Decision("jira:ONB-1", "GROW"),)), moved))[1] == ("GROW",)
