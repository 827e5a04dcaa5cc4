"""Links between items, in any case, and the epics they lead to."""

from okrsync.core.work import Work
from tests.builders.world import item, pull_request


def work(*items):
    return Work(items, {"ONB": "jira"})


def test_refs_are_found_in_any_case():
    assert work(item("acme/web#3")).find("GitHub:Acme/Web#3").ref == "github:acme/web#3"
    assert work().find("github:acme/web#3") is None


def test_a_dangling_link_is_known():
    one = pull_request(closes=("github:acme/api#1",), closing_keys=("ONB-1", "CVE-2024"), parent="jira:ONB-2")
    assert work(one, item("ONB-2")).dangling(one) == ["github:acme/api#1", "jira:ONB-1"]


def test_mentions_are_resolved_like_links():
    one = pull_request(mentions=("github:acme/api#1",), mentioned_keys=("ONB-1", "UTF-8"))
    assert work(one).mentioned_refs(one) == ["github:acme/api#1", "jira:ONB-1"]


def test_rings_come_by_distance_and_every_ancestor_once():
    one = pull_request(closes=("jira:ONB-1", "jira:ONB-2"))
    rings = list(
        work(
            one, item("ONB-1", parent="jira:ONB-2"), item("ONB-2", parent="jira:ONB-3"), item("ONB-3")
        ).rings(one)
    )
    assert [[ancestor.ref for ancestor, _ in ring] for ring in rings] == [
        ["jira:ONB-1", "jira:ONB-2"],
        ["jira:ONB-3"],
    ]
    assert rings[1][0][1] == ("github:acme/web#7", "jira:ONB-2", "jira:ONB-3")


def test_an_items_epic_has_a_ref_a_key_and_a_title():
    epic = item("ONB-9", kind="epic", title="Faster")
    one, leaf = item("ONB-2", parent="jira:ONB-9"), item(parent="jira:ONB-2", kind="subtask")
    assert work(epic, one, leaf).epics(leaf) == ("jira:ONB-9", "ONB-9", "Faster")
    assert work(epic).epics(epic) == ("jira:ONB-9", "ONB-9", "Faster")


def test_a_parent_nobody_has_read_may_be_the_epic():
    assert work().epics(item(parent="jira:ONB-9")) == ("jira:ONB-9", "ONB-9")


def test_without_an_epic_there_is_none_and_loops_end():
    loop = item(parent="jira:ONB-2"), item("ONB-2", parent="jira:ONB-1")
    assert (work().epics(item()), work(*loop).epics(loop[0])) == ((), ())


def test_an_item_is_found_by_a_ref_it_had_unless_another_bears_it_now():
    moved = item("OPS-4", aliases=("jira:ONB-1", "jira:ONB-2"))
    assert work(moved).find("jira:onb-1") is moved
    assert work(moved, item("ONB-2")).find("JIRA:ONB-2").key == "ONB-2"


def test_what_an_item_contributes_to_is_above_it_and_each_once():
    one = item(parent="jira:ACME-1", contributes_to=("jira:ACME-1", "jira:ACME-2", "jira:ACME-3"))
    known = work(one, item("ACME-1"), item("ACME-2"))
    assert [above.key for above in known.above(one)] == ["ACME-1", "ACME-2"]
    assert known.dangling(one) == ["jira:ACME-3"]
