from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from okrsync.core.goals import Lint
from tests.builders.lint import levels, linted, metric, sound
from tests.builders.world import item

BAD = sound("GROW", metric(title="Launch it"), metric("GROW.KR2"), title="Launch 3 new apps today")


def ids(*objectives, **more):
    return [one.id for one in linted(*objectives, **more).findings]


def silences(**reasons):
    return MappingProxyType(reasons)


def test_findings_stand_in_the_order_of_the_rules_with_their_words():
    found = linted(BAD).findings
    assert [one.id for one in found][:3] == ["O3", "O5", "K5"]
    assert all(one.why and one.example for one in found)


def test_a_level_can_be_changed():
    assert levels("O3", BAD, lint=Lint(levels={"O3": "error"})) == ["error"]


def test_a_changed_level_holds_for_the_milder_findings_too():
    one = replace(BAD, key_results=BAD.key_results[:1])
    assert levels("K1", one) == ["warning"]
    assert levels("K1", one, lint=Lint(levels={"K1": "error"})) == ["error"]


def test_a_rule_that_is_off_is_not_asked():
    made = linted(BAD, lint=Lint(levels={"O3": "off", "M2": "off"}))
    assert "O3" not in [one.id for one in made.findings]
    assert [rule.id for rule in made.unasked] == ["R3", "M4", "M5", "D1"]


def test_what_is_silenced_is_kept_with_its_reason():
    made = linted(replace(BAD, lint_ignore=silences(O3="a pilot", K5="it is a pilot")))
    assert not {"O3", "K5"} & {one.id for one in made.findings}
    assert [(left.finding.id, left.reason) for left in made.silenced] == [
        ("O3", "a pilot"),
        ("K5", "it is a pilot"),
    ]


def test_the_nearest_silence_gives_the_reason():
    part = replace(BAD.key_results[0], lint_ignore=silences(K5="the nearest"))
    goal = replace(BAD, lint_ignore=silences(K5="farther"), key_results=(part, BAD.key_results[1]))
    made = linted(goal, lint=Lint(ignore=silences(K5="for all")))
    assert [left.reason for left in made.silenced] == ["the nearest"]


def test_a_silence_of_one_key_result_leaves_the_others():
    part = replace(BAD.key_results[0], lint_ignore=silences(K5="this one"))
    again = replace(part, id="GROW.KR2", lint_ignore=silences())
    assert ids(replace(BAD, key_results=(part, again))).count("K5") == 1


def test_what_several_goals_do_together_is_silenced_where_it_stands():
    half = [sound(name, team="sales", unaligned="x", allocation=0.6) for name in ("A", "B")]
    assert "A6" in ids(*half)
    made = linted(half[0], replace(half[1], lint_ignore=silences(A6="two weeks only")))
    assert [(left.finding.id, left.reason) for left in made.silenced] == [("A6", "two weeks only")]


def test_the_whole_file_can_be_silenced():
    made = linted(sound(team="sales"), lint=Lint(ignore=silences(A4="in January")))
    assert "A4" in [left.finding.id for left in made.silenced]


def test_what_could_not_be_looked_at_is_said():
    assert [rule.id for rule in linted(BAD).unasked] == ["R3", "M2", "M4", "M5", "D1"]
    assert not linted(BAD, items=[item()], edits=()).unasked


def test_a_confidential_goal_keeps_its_words_to_itself():
    found = [one.message for one in linted(replace(BAD, is_confidential=True)).findings if one.goal]
    assert found
    assert not [message for message in found if "aunch" in message or "3" in message]
