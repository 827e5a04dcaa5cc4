from __future__ import annotations

from datetime import date

import pytest

from tests.config.files import GOAL, loaded, mistakes


def test_levels_and_silences_reach_the_rules(tmp_path):
    text = (
        f"{GOAL}lint_ignore = {{ K7 = 'a pilot' }}\n"
        "[[objectives.key_results]]\nid = 'KR1'\ntitle = 'x'\nlint_ignore = { K5 = 'once' }\n"
        "[lint]\nlevels = { O3 = 'error', K6 = 'off' }\nignore = { A4 = 'later' }\n"
    )
    goals = loaded(tmp_path, text).goals(date(2026, 11, 20))
    assert goals.objectives[0].lint_ignore == {"K7": "a pilot"}
    assert goals.objectives[0].key_results[0].lint_ignore == {"K5": "once"}
    assert (goals.lint.levels, goals.lint.ignore) == ({"O3": "error", "K6": "off"}, {"A4": "later"})


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("lint_ignore = { K77 = 'x' }", 'no rule of lint is called "K77"; did you mean K7?'),
        ("lint_ignore = { x = 'x' }", '"x"; `okrsync lint` names them with what they find'),
        ("lint_ignore = { K7 = '' }", 'gives no reason; write one: { K7 = "why" }'),
        ("lint_ignore = { K7 = true }", 'gives no reason; write one: { K7 = "why" }'),
        ("lint_ignore = ['K7']", 'is a table of rules with their reasons: { K7 = "why" }'),
        ("lint_ignore = 'K7'", 'is a table of rules with their reasons: { K7 = "why" }'),
    ],
)
def test_a_silence_names_a_rule_and_a_reason(tmp_path, line, told):
    (mistake,) = mistakes(tmp_path, GOAL + line)
    assert mistake.startswith("5: objectives[0].lint_ignore")
    assert mistake.endswith(told)


def test_a_level_is_one_of_four(tmp_path):
    (mistake,) = mistakes(tmp_path, f"{GOAL}[lint]\nlevels = {{ O3 = 'eror' }}")
    assert mistake == (
        '6: lint.levels.O3: "eror" is none of error, warning, info, off; did you mean "error"?'
    )


def test_included_files_hold_no_levels(tmp_path):
    (mistake,) = mistakes(tmp_path, "include = ['okrs/*.toml']", a="[lint]\nignore = { A4 = 'x' }")
    assert "belongs in the main file" in mistake
