"""Findings about what was settled: decisions and waivers that ran out, or contradict themselves."""

from datetime import timedelta

from okrsync.core.goals import Team
from okrsync.core.rules import Decision, Waiver
from tests.builders.world import Q3, TODAY, goals, item, key_result, objective, report_of, when
from tests.core.adjusting.finding import found

YESTERDAY = TODAY - timedelta(days=1)
GROW = objective("GROW", key_result(current=5))


def settled(*decisions, waivers=(), items=("ONB-1",)):
    file = goals(GROW, objective("CALM"), objective("OLD", cycle=Q3), decisions=decisions, waivers=waivers)
    return found(file, *(item(key) for key in items))


def test_a_team_is_told_of_decisions_about_its_own_work_alone():
    teams = (Team("web", None, when(project="WEB")), Team("ops", None, when(project="OPS")))
    expired = tuple(Decision(f"jira:{ref}", "GROW", until=YESTERDAY) for ref in ("WEB-1", "OPS-1"))
    file = goals(objective("GROW", team="web"), teams=teams, decisions=expired)
    (told,) = (one for one in report_of(file, item("WEB-1"), item("OPS-1"), team="ops").findings if one.items)
    assert (told.id, told.items) == ("decision_expired", ("jira:OPS-1",))


def test_expired_decisions_and_waivers_of_work_that_counts_are_told():
    told = settled(
        Decision("jira:ONB-1", "GROW", until=YESTERDAY),
        Decision("jira:ONB-2", "GROW", until=YESTERDAY),
        Decision("jira:ONB-3", "GROW", until=YESTERDAY),
        waivers=(Waiver("jira:onb-1", "x", until=YESTERDAY), Waiver("jira:ONB-2", "x", until=TODAY)),
        items=("ONB-1", "ONB-2"),
    )
    assert told["decision_expired"].items == ("jira:ONB-1", "jira:ONB-2")
    assert told["decision_expired"].message == "2 decisions have run out on work that still counts"
    assert told["waiver_expired"].items == ("jira:ONB-1",)
    assert told["waiver_expired"].message == "1 waiver has run out on work that still counts"


def test_an_item_decided_twice_is_told():
    told = settled(Decision("jira:ONB-1", "GROW.KR1"), Decision("jira:ONB-1", "calm"))[
        "decision_contradicted"
    ]
    assert (told.level, told.message) == ("error", "jira:ONB-1 was decided twice: for CALM and for GROW")
    both = settled(Decision("jira:ONB-1", "GROW"), waivers=(Waiver("jira:ONB-1", "x"),))
    assert "for GROW and for a waiver" in both["decision_contradicted"].message


def test_a_decision_for_a_goal_that_is_no_more_is_told():
    told = settled(Decision("jira:ONB-1", "OLD"))["decision_contradicted"]
    assert told.message == "jira:ONB-1 was decided to serve OLD, which takes no work any more"
    assert "GONE" in settled(Decision("jira:ONB-1", "GONE"))["decision_contradicted"].message


def test_what_is_settled_once_and_holds_is_no_finding():
    told = settled(
        Decision("jira:ONB-1", "GROW"),
        Decision("jira:ONB-1", "GROW.KR1"),
        Decision("jira:ONB-1", "CALM", until=YESTERDAY),
        Decision("jira:ONB-9", "CALM"),
        waivers=(Waiver("jira:ONB-9", "x"), Waiver("jira:ONB-9", "y")),
    )
    assert "decision_contradicted" not in told


def test_a_waiver_on_work_that_names_a_goal_itself_is_told():
    waivers = (Waiver("jira:ONB-1", "a spike"), Waiver("jira:ONB-2", "a spike"))
    file = goals(GROW, waivers=waivers, rules=())
    named = item("ONB-1", labels=("okr:grow", "okr:gone"))
    finding = found(file, named, item("ONB-2", labels=("okr:gone",)))["waiver_contradicted"]
    assert finding.message == "jira:ONB-1 is waived in the file, and names GROW itself"
    assert finding.items == ("jira:ONB-1",)
