# ruff: noqa: E501 (each case stands on its line)
from __future__ import annotations

import pytest

from tests.config.files import GOAL, loaded, mistakes


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[teams]]\nid = 'a'\nwhen = { team = 'b' }", ["3: teams[0].when: a team cannot be recognised by its team; use label or project"]),
        ("[[teams]]\nid = 'a'\nwhen = [{ label = 'x' }, { team = 'b' }]", ["3: teams[0].when: a team cannot be recognised by its team; use label or project"]),
        ("[[teams]]\ntitle = ''", ["1: teams[0].id: missing", "2: teams[0].title: must not be empty"]),
        ("[[cycles]]\nid = 'x'\nstart = 2026-10-01\nend = 2026-09-30", ["4: cycles[0].end: the cycle ends before it starts"]),
        ("[[cycles]]\nid = 'x'\nstart = 'soon'\nend = 2026-09-30", ["3: cycles[0].start: should be a day like 2026-10-20, without quotes or time"]),
        ("[[cycles]]\nid = 'x'", ["1: cycles[0].end: missing", "1: cycles[0].start: missing"]),
        ("[[rules]]\nname = 'x'", ["1: rules[0].goal: missing", "1: rules[0].when: missing"]),
        ("[[exempt]]\nname = 'x'\nwhen = { label = 'x' }\nbudget = 25", ["4: exempt[0].budget: should be a share from 0 to 1: 35 % is 0.35"]),
        ("[[decisions]]\nitem = 'jira:A-1'", ["1: decisions[0].goal: missing"]),
        ("[[decisions]]\nitem = 'jira:A-1'\ngoal = 'GROW'\non = 2026-10-20T10:00:00Z", ["4: decisions[0].on: should be a day like 2026-10-20, without quotes or time"]),
        ("[[waivers]]\nitem = 'A-1'\nreason = 'x'\nuntill = 2026-12-01", ['2: waivers[0].item: name the item with its source, for example "jira:ONB-7" or "github:acme/web#12"', '4: waivers[0].untill: unknown key; did you mean "until"?']),
        ("[[waivers]]\nitem = 'jira:A-1'", ["1: waivers[0].reason: missing"]),
    ],
)  # fmt: skip
def test_a_mistake_in_an_entry_has_its_place_and_its_cure(tmp_path, text, told):
    assert mistakes(tmp_path, f"{text}\n{GOAL}") == told


def test_a_cycle_may_last_one_day(tmp_path):
    text = "[[cycles]]\nid = 'hackday'\nstart = 2026-10-01\nend = 2026-10-01"
    assert loaded(tmp_path, text).file.cycles[0].id == "hackday"


def test_decisions_and_waivers_keep_who_when_and_why(tmp_path):
    text = f"""{GOAL}
[[decisions]]
item = "jira:OPS-31"
goal = "grow"
by = "coo@acme.example"
on = 2026-10-20
reason = "Signup depends on it"
[[waivers]]
item = "github:acme/web#40"
reason = "Spike"
until = 2026-12-01
"""
    file = loaded(tmp_path, text).file
    assert (file.decisions[0].by, file.decisions[0].on.isoformat()) == ("coo@acme.example", "2026-10-20")
    assert (file.waivers[0].reason, file.waivers[0].until.isoformat()) == ("Spike", "2026-12-01")
