import pytest

from okrsync.core.judging import Judgement
from okrsync.core.verdicts import Evidence
from okrsync.render.why import why
from tests.fakes.work import item

REF = "github:acme/web#12"


def judged(verdict, **facts):
    known = {"goals": (), "evidence": (), "suggestions": (), "incomplete": (), "team": None}
    return Judgement(item(REF), verdict, **{**known, "is_draft_only": False, "not_counted": None, **facts})


def evidence(goal, text, level="explicit", rule=None, path=(REF,)):
    return Evidence(level, goal, rule, text, path)


def test_a_tied_item_is_told_by_the_evidence_that_decided():
    found = (
        evidence("GROW.KR1", 'label "onboarding"', "inherited", "labels of GROW.KR1", (REF, "jira:ONB-7")),
        evidence("GROW", "OKR: GROW"),
    )
    assert why(judged("tied", goals=("GROW.KR1",), evidence=found)) == (
        'It serves GROW.KR1: rule "labels of GROW.KR1", label "onboarding", from jira:ONB-7.'
    )


def test_an_exempt_item_is_told_by_its_rule_or_waiver():
    ruled = (evidence(None, 'label "ktlo"', "exempt", "Keeping the lights on"),)
    waived = (evidence(None, "Spike", "waiver", "waiver"),)
    assert why(judged("exempt", evidence=ruled)) == (
        'It need not serve a goal: rule "Keeping the lights on", label "ktlo".'
    )
    assert why(judged("exempt", evidence=waived)) == "It need not serve a goal: Spike."


def test_a_conflict_names_each_claim():
    found = (
        evidence("GROW", 'label "okr:grow"'),
        evidence("BRAND", "OKR: BRAND"),
        evidence("OLD", "OKR: OLD"),
    )
    assert why(judged("conflicting", goals=("GROW", "BRAND"), evidence=found)) == (
        'More than one goal claims it: GROW (label "okr:grow"); BRAND (OKR: BRAND).'
    )


def test_a_stale_item_names_what_it_names():
    found = (evidence("GRWO", 'label "okr:grwo" (GRWO names no goal; did you mean GROW?)'),)
    assert why(judged("stale", evidence=found)) == (
        "It names only goals that have ended or do not exist: "
        'label "okr:grwo" (GRWO names no goal; did you mean GROW?).'
    )


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({}, "Neither the item nor anything above it says"),
        ({"is_draft_only": True}, "only goals that are still drafts"),
        ({"incomplete": ("jira",)}, "could not look into jira."),
    ],
)
def test_an_untied_item_is_told_by_what_is_missing(facts, told):
    assert told in why(judged("untied", **facts))


def test_strangers_read_no_words_from_elsewhere():
    found = (
        evidence("GROW", 'label "secret plan"', "inherited", "labels of GROW", (REF, "jira:ONB-7")),
        evidence("BRAND", "Because the board said so", "decision", "decision"),
    )
    told = why(judged("conflicting", goals=("GROW", "BRAND"), evidence=found), is_public=True)
    claims = "GROW (by way of jira:ONB-7); BRAND (a decision in the file)"
    assert told == f"More than one goal claims it: {claims}."


def test_an_endless_label_is_cut_short():
    assert len(why(judged("stale", evidence=(evidence("X", "label " * 2000),)))) < 300


def test_of_endlessly_many_names_a_few_are_told():
    found = tuple(evidence(f"X{number}", f"OKR: X{number}") for number in range(7000))
    told = why(judged("stale", evidence=found))
    assert told.endswith("OKR: X3; OKR: X4; and 6995 more.")
    assert "6995 more" in why(
        judged("conflicting", goals=tuple(f"X{n}" for n in range(7000)), evidence=found)
    )
