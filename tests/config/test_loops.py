from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from okrsync.config.loops import _loops
from tests.config.files import loaded, mistakes


def objectives(*pairs, more=""):
    return "".join(
        f"[[objectives]]\nid = '{name}'\ntitle = 'x'\n{more}" + (f"parent = '{parent}'\n" if parent else "")
        for name, parent in pairs
    )


def test_a_goal_that_is_its_own_parent_is_a_mistake(tmp_path):
    assert mistakes(tmp_path, objectives(("A", "a"))) == [
        "4: objectives[0].parent: the parents run in a loop: A → A"
    ]


def test_a_loop_is_told_once_at_its_first_member(tmp_path):
    told = mistakes(tmp_path, objectives(("X", "A"), ("A", "B"), ("B", "C"), ("C", "A"), ("D", "D")))
    assert told == [
        "8: objectives[1].parent: the parents run in a loop: A → B → C → A",
        "20: objectives[4].parent: the parents run in a loop: D → D",
    ]


def test_a_loop_may_run_over_key_results(tmp_path):
    key_result = "[[objectives.key_results]]\nid = 'KR1'\ntitle = 'x'\n"
    text = objectives(("A", "B.KR1")) + objectives(("B", "A")) + key_result
    (told,) = mistakes(tmp_path, text)
    assert told.endswith("the parents run in a loop: A → B → A")


def test_a_loop_may_run_over_files(tmp_path):
    told = mistakes(
        tmp_path,
        "include = ['okrs/*.toml']\n" + objectives(("A", "B")),
        other=objectives(("B", "A")),
    )
    assert told == ["5: objectives[0].parent: the parents run in a loop: A → B → A"]


def test_parents_of_one_name_in_several_cycles_are_no_loop(tmp_path):
    company = objectives(("ACME", None), more="cycle = '2026'\n")
    quarter = objectives(("GROW", "ACME"), more="cycle = '2026-Q4'\n")
    later = objectives(("ACME", "GROW"), more="cycle = '2027'\n")
    assert loaded(tmp_path, company + quarter + later)


def test_a_name_means_the_goal_of_the_same_cycle_first(tmp_path):
    annual = objectives(("GROW", None), more="cycle = '2026'\n")
    quarter = objectives(("GROW", "GROW"), more="cycle = '2026-Q4'\n")
    (told,) = mistakes(tmp_path, annual + quarter)
    assert told.startswith("9: objectives[1].parent: the parents run in a loop")


def test_teams_that_are_part_of_each_other_are_a_mistake(tmp_path):
    text = "[[teams]]\nid = 'a.b'\nparent = 'C'\n[[teams]]\nid = 'c'\nparent = 'a.b'\n"
    assert mistakes(tmp_path, text) == ["3: teams[0].parent: the parents run in a loop: a.b → c → a.b"]


@given(st.dictionaries(st.integers(0, 12), st.integers(0, 12)))
def test_every_loop_is_found_once_and_starts_at_its_first_member(parents):
    found = list(_loops(parents))
    for loop in found:
        assert loop[0] == min(loop)
        assert [parents[one] for one in loop] == [*loop[1:], loop[0]]
    in_loops = {one for one in parents if _comes_back(one, parents)}
    assert sorted(one for loop in found for one in loop) == sorted(in_loops)


def _comes_back(start, parents):
    at = parents[start]
    for _ in parents:
        if at == start:
            return True
        if at not in parents:
            return False
        at = parents[at]
    return False
