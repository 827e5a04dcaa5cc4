from hypothesis import given
from hypothesis import strategies as st

from okrsync.core.verdicts import Suggestion
from okrsync.render.digest import Group, digest
from tests.builders.report import listed

numbers = st.lists(st.integers(1, 400), unique=True, max_size=80)


def test_open_items_come_before_closed_ones_and_new_before_old():
    items = [
        listed("jira:A-1", age_days=1, state="done"),
        listed("jira:A-2", age_days=90),
        listed("jira:A-3", age_days=2, state="doing"),
        listed("jira:A-4", age_days=None),
    ]
    assert [item.ref for item in digest(items).shown] == ["jira:A-3", "jira:A-2", "jira:A-4", "jira:A-1"]


def test_a_long_list_says_how_many_it_leaves_out():
    short = digest([listed(f"jira:A-{n}") for n in range(4371)])
    assert len(short.shown) == 50
    assert short.more == 4321


def test_groups_are_counted_over_the_whole_list():
    likely = (Suggestion("GROW", 0.5, "why"),)
    items = [listed(f"jira:A-{n}", suggestions=likely) for n in range(70)] + [listed("jira:B-1", type="Bug")]
    short = digest(items)
    assert short.projects == (Group("A", 70), Group("B", 1))
    assert short.types == (Group("Story", 70), Group("Bug", 1))
    assert short.likely == (Group("GROW", 70),)


def test_many_small_groups_are_put_together():
    groups = digest([listed(f"jira:P{n}-1") for n in range(30)]).projects
    assert len(groups) == 10
    assert groups[-1] == Group("21 others", 21)


@given(numbers, st.randoms())
def test_the_order_of_the_list_does_not_matter(found, random):
    items = [listed(f"jira:A-{n}", age_days=n % 7) for n in found]
    other = random.sample(items, len(items))
    assert digest(items, 10) == digest(other, 10)
