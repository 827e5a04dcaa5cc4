"""A file keeps its comments, order and style, whatever is set in it."""

import tomllib

from okrsync.config.editing import Change, with_changes

TEXT = """\
# Ours

[[objectives]]
id = "GROW"          # short
title = "New teams"
state = "active"     # since October
labels = [
  "a",   # one
]

  [[objectives.key_results]]
  id = "KR1"
  title = "Faster"
  phases = [
    [2026-11-15, 0.2],
  ]

  # The second
  [[objectives.key_results]]
  id = "KR2"
  title = "More"


# Rules
[[rules]]
goal = "GROW"
"""
GROW, KR1, KR2 = ("objectives", 0), ("objectives", 0, "key_results", 0), ("objectives", 0, "key_results", 1)


def test_each_table_gets_its_keys_beneath_its_own():
    changes = [
        Change(GROW, {"state": "closed", "score": 0.5}),
        Change(KR1, {"score": 0.4}, ['cause = "…"']),
        Change(KR2, {"score": 1.0, "cause": 'he said "no"\nand left'}),
    ]
    after = with_changes(TEXT, changes, "okrsync.toml")
    assert after == TEXT.replace('state = "active"     # since', 'state = "closed"     # since').replace(
        '  "a",   # one\n]\n', '  "a",   # one\n]\nscore = 0.5\n'
    ).replace("0.2],\n  ]\n", '0.2],\n  ]\n  score = 0.4\n  # cause = "…"\n').replace(
        '"More"\n', '"More"\n  score = 1.0\n  cause = "he said \\"no\\"\\nand left"\n'
    )


def test_tables_on_one_line_are_edited_too():
    text = '[[objectives]]\nid = "GROW"\nkey_results = [{ id = "KR1", title = "x" }]  # short\n'
    after = with_changes(text, [Change(KR1, {"score": 0.4}), Change(GROW, {"state": "closed"})], "f")
    (goal,) = tomllib.loads(after)["objectives"]
    assert (goal["state"], goal["key_results"][0]["score"]) == ("closed", 0.4)
    assert "# short" in after


def test_what_is_to_be_remarked_of_a_table_on_one_line_stands_beneath():
    goal = '[[objectives]]\nid = "GROW"\nkey_results = [{ id = "KR1", title = "x" }]\n'
    asked = [Change(KR1, {"score": 0.4}, ['cause = "…"']), Change(GROW, {"state": "closed"}, ["why?"])]
    assert with_changes(f'{goal}\n[[rules]]\ngoal = "GROW"\n', asked, "f") == (
        '[[objectives]]\nid = "GROW"\nkey_results = [{ id = "KR1", title = "x", score = 0.4}]\n'
        'state = "closed"\n'
        '# KR1: cause = "…"\n# why?\n\n[[rules]]\ngoal = "GROW"\n'
    )


def test_so_it_does_where_all_goals_are_on_one_line():
    text = 'objectives = [{ id = "GROW", title = "x" }]\n'
    assert with_changes(text, [Change(GROW, {"score": 0.4}, ["why?"])], "f").endswith("]\n# GROW: why?\n")


def test_a_text_over_several_lines_is_not_cut():
    text = '[[objectives]]\nid = "GROW"\ntitle = """New\n# teams\n"""\n'
    after = with_changes(text, [Change(GROW, {"state": "closed"})], "f")
    assert tomllib.loads(after)["objectives"][0] == {
        "id": "GROW",
        "title": "New\n# teams\n",
        "state": "closed",
    }


def test_a_file_that_ends_without_a_line_end_is_edited():
    after = with_changes(TEXT.partition("\n\n  [[")[0], [Change(GROW, {"score": 0.5})], "f")
    assert tomllib.loads(after)["objectives"][0]["score"] == 0.5


def test_the_mark_some_editors_begin_a_file_with_stays():
    marked = f"\ufeff{TEXT}"
    after = with_changes(marked, [Change(GROW, {"score": 0.5})], "f")
    assert after == "\ufeff" + with_changes(TEXT, [Change(GROW, {"score": 0.5})], "f")


def test_a_remark_that_stands_there_already_is_not_said_again():
    remarked = [Change(KR1, {"score": 0.3}, ("cause?",)), Change(GROW, {"score": 0.5}, ("why?",))]
    once = with_changes(TEXT, remarked, "f")
    assert with_changes(once, remarked, "f") == once
