from hypothesis import given
from hypothesis import strategies as st

from okrsync.render.tree import standing, tree
from tests.builders.nesting import DEEP, calls_nest_less_than_deep
from tests.builders.report import objective, report

parents = st.lists(st.one_of(st.none(), st.integers(0, 9)), max_size=10)


def walked(*objectives):
    made = report(objectives=objectives)
    return [(branch.objective.id, branch.depth) for root in tree(made) for branch in root.walk()]


def test_objectives_stand_under_their_parents():
    assert walked(objective("B", parent="A.KR1"), objective("A"), objective("C", parent="B")) == [
        *(("A", 0), ("B", 1), ("C", 2)),
    ]


def test_a_parent_out_of_sight_makes_a_root():
    assert walked(objective("B", parent="ELSEWHERE")) == [("B", 0)]


def test_each_objective_has_its_key_results():
    branches = {branch.objective.id: branch for root in tree(report()) for branch in root.walk()}
    assert [one.id for one in branches["GROW"].key_results] == ["GROW.KR1", "GROW.KR2"]


def test_an_id_used_in_two_cycles_has_its_children_once():
    assert walked(objective("A"), objective("A"), objective("B", parent="A")) == [
        ("A", 0),
        ("B", 1),
        ("A", 0),
    ]


@given(parents)
def test_every_objective_is_shown_once_even_in_a_loop_of_parents(above):
    objectives = [
        objective(f"O{number}", parent=None if parent is None else f"O{parent}")
        for number, parent in enumerate(above)
    ]
    assert sorted(name for name, _ in walked(*objectives)) == sorted(one.id for one in objectives)


def test_a_tree_may_be_deeper_than_calls_may_nest():
    chain = [objective(f"G{n}", parent=f"G{n - 1}" if n else None) for n in range(DEEP)]
    with calls_nest_less_than_deep():
        found = walked(*chain)
    assert found == [(f"G{n}", n) for n in range(DEEP)]


def test_a_goal_that_is_not_pursued_now_says_so():
    assert standing(objective("A", status="behind", state="active")) == "behind"
    assert standing(objective("A", status="pending", state="draft")) == "pending (draft)"


def test_what_a_goal_serves_is_said_where_its_place_does_not_say_it():
    made = report(
        objectives=(
            objective("A"),
            objective("B", parent="A"),
            objective("C", parent="A.KR1"),
            objective("D", parent="A", relation="supports"),
            objective("E", parent="ELSEWHERE"),
        )
    )
    told = {branch.objective.id: branch.above for root in tree(made) for branch in root.walk()}
    assert (told["A"], told["B"]) == ("", "")
    assert (told["C"], told["D"]) == ("contributes to A.KR1", "supports A")
    assert told["E"] == "contributes to ELSEWHERE"
