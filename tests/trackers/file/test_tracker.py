from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from okrsync.errors import TrackerError, WriteRefused
from okrsync.ports import Comment, Page
from okrsync.trackers.file import FileTracker
from okrsync.trackers.file.tracker import PAGE
from tests.trackers.file.exports import items, json_lines, only, tracker, write

ONE = {"key": "A-1", "title": "One", "state": "open"}


def walked(plan: FileTracker, last: Page | None = None, *, is_full: bool = False) -> list[Page]:
    marks = {last.place: last.mark} if last and last.mark is not None else {}
    return list(plan.walk(json.loads(json.dumps(marks)), is_full=is_full))


def warnings(folder: Path, *rows: dict[str, object], **settings: object) -> tuple[str, ...]:
    write(folder / "work.jsonl", json_lines(*rows))
    return walked(tracker(folder, **settings))[-1].warnings


def test_only_the_last_page_says_that_the_walk_was_complete(tmp_path: Path) -> None:
    rows = [{"key": f"A-{number}", "title": "One of many"} for number in range(2 * PAGE + 1)]
    write(tmp_path / "work.jsonl", json_lines(*rows))
    *pages, last = walked(tracker(tmp_path))
    assert [len(page.items) for page in pages] == [PAGE, PAGE, 1]
    assert not any(page.is_full or page.mark for page in pages)
    assert last.is_full
    assert last.mark
    assert len({page.place for page in (*pages, last)}) == 1


def test_a_file_that_did_not_change_is_not_read_again(tmp_path: Path) -> None:
    write(tmp_path / "work.jsonl", json_lines({**ONE, "state": "odd"}))
    before = walked(tracker(tmp_path))[-1]
    [again] = walked(tracker(tmp_path), before)
    assert again == Page(before.place, mark=before.mark, warnings=before.warnings)
    assert before.warnings
    assert len(walked(tracker(tmp_path), before, is_full=True)) == 2


def test_a_file_that_changed_is_read_whole(tmp_path: Path) -> None:
    write(tmp_path / "work.jsonl", json_lines(ONE))
    before = walked(tracker(tmp_path))[-1]
    write(tmp_path / "work.jsonl", json_lines({**ONE, "title": "Another"}))
    [page, last] = walked(tracker(tmp_path), before)
    assert [item.title for item in page.items] == ["Another"]
    assert last.is_full


def test_other_settings_read_the_same_file_again(tmp_path: Path) -> None:
    write(tmp_path / "work.jsonl", json_lines(ONE))
    before = walked(tracker(tmp_path))[-1]
    assert len(walked(tracker(tmp_path, states={"doing": ["open"]}), before)) == 2


def test_a_file_that_moved_is_the_same_place(tmp_path: Path) -> None:
    write(tmp_path / "work.jsonl", json_lines(ONE))
    before = walked(tracker(tmp_path))[-1]
    (tmp_path / "work.jsonl").rename(tmp_path / "export.jsonl")
    [again] = walked(tracker(tmp_path, "export.jsonl"), before)
    assert again.place == before.place


def test_compressed_files_are_read_as_they_are(tmp_path: Path) -> None:
    [item] = items(tmp_path, gzip.compress(json_lines(ONE).encode()), "work.jsonl.gz")
    assert item.ref == "plan:A-1"
    [item] = items(tmp_path, gzip.compress(b"key,title\r\nA-2,Two\r\n"), "work.csv.gz")
    assert item.ref == "plan:A-2"


def test_every_line_that_cannot_be_used_is_named_and_the_walk_fails(tmp_path: Path) -> None:
    content = json_lines(
        ONE, {"key": "A-2"}, {"title": "no key"}, {**ONE, "effort": "many"}, {**ONE, "closed": "soon"}
    )
    with pytest.raises(TrackerError) as failure:
        items(tmp_path, content + "{\n")
    assert str(failure.value).splitlines() == [
        "work.jsonl has 5 lines that cannot be used; mend them and sync again, what was known stays.",
        "  line 2: it has no title; every item needs one.",
        "  line 3: it has no key; every item needs one.",
        '  line 4: `effort` is "many", which is no number of zero or more; write it like 3 or 2.5.',
        '  line 5: `closed` is "soon", which is no time; write it like 2026-10-01 or 2026-10-01T09:30:00Z.',
        "  line 6: it is no JSON object (Expecting property name enclosed in double quotes at character 2).",
    ]


def test_a_csv_with_a_missing_column_is_one_sentence_with_the_cure(tmp_path: Path) -> None:
    with pytest.raises(TrackerError) as failure:
        items(tmp_path, "key,Summary\n" + "A-1,One\n" * 200, "work.csv")
    assert str(failure.value) == (
        "work.csv has 200 lines that cannot be used; mend them and sync again, what was known stays.\n"
        "  line 2 and 199 more: it has no `title`, only `key`, `Summary`; "
        'if `Summary` holds it, write `columns = { title = "Summary" }`.'
    )


def test_only_the_first_ten_kinds_of_mistakes_are_told(tmp_path: Path) -> None:
    rows = [{**ONE, "effort": f"about {number}"} for number in range(12)]
    with pytest.raises(TrackerError) as failure:
        items(tmp_path, json_lines(*rows))
    assert str(failure.value).splitlines()[-1] == "  2 more lines have other mistakes."
    assert len(str(failure.value).splitlines()) == 12


def test_an_empty_key_is_told_from_a_missing_column(tmp_path: Path) -> None:
    with pytest.raises(TrackerError, match="line 2: it has no key; every item needs one"):
        items(tmp_path, "key,title,state\n,One,open\n", "work.csv")


def test_an_item_without_a_title_counts_like_any_other(tmp_path: Path) -> None:
    assert [item.title for item in items(tmp_path, "key,title,state\nA-1,,open\n", "work.csv")] == [
        "(no title)"
    ]
    rows = [{**ONE, "key": f"A-{number}", "title": " "} for number in range(5)]
    assert warnings(tmp_path, *rows) == ("There is no title in A-0, A-1, A-2 and 2 more.",)


def test_pages_before_a_mistake_stay_and_no_mark_is_given(tmp_path: Path) -> None:
    rows = [{"key": f"A-{number}", "title": "One"} for number in range(PAGE + 1)]
    write(tmp_path / "work.jsonl", json_lines(*rows) + "oops\n")
    walk = tracker(tmp_path).walk({}, is_full=False)
    assert next(walk).mark is None
    with pytest.raises(TrackerError, match=f"line {PAGE + 2}: it is no JSON object"):
        next(walk)


@pytest.mark.parametrize("content", ["", "\n\n", "key,title\n"])
def test_a_file_without_any_work_fails_and_takes_nothing_away(tmp_path: Path, content: str) -> None:
    with pytest.raises(TrackerError, match=r"work.csv names no work at all, .* what was known of it stays"):
        items(tmp_path, content, "work.csv")


def test_a_key_repeated_on_another_page_is_told_and_nothing_else_twice(tmp_path: Path) -> None:
    rows = [{"key": f"A-{number}", "title": "One", "state": "odd"} for number in range(PAGE)]
    said = warnings(tmp_path, *rows, {**ONE, "key": "A-0"})
    assert said == (
        'The state "odd" (1,000 items) is unknown and was read as todo; `states` of the source can say more.',
        "Several rows have the same key: A-0; of each the last was taken.",
    )


def test_of_rows_with_one_key_the_last_is_taken_and_told(tmp_path: Path) -> None:
    write(tmp_path / "work.jsonl", json_lines(ONE, {**ONE, "title": "Newer"}))
    [page, last] = walked(tracker(tmp_path))
    assert [item.title for item in page.items] == ["Newer"]
    assert last.warnings == ("Several rows have the same key: A-1; of each the last was taken.",)


def test_an_unknown_state_is_told_once_with_how_often(tmp_path: Path) -> None:
    odd = [{**ONE, "key": f"A-{number}", "state": "Parked"} for number in range(2)]
    assert warnings(tmp_path, *odd, {**ONE, "key": "A-9", "state": "Limbo"}) == (
        'The state "Parked" (2 items) is unknown and was read as todo; `states` of the source can say more.',
        'The state "Limbo" (1 item) is unknown and was read as todo; `states` of the source can say more.',
    )


def test_a_column_the_configuration_names_in_vain_is_told(tmp_path: Path) -> None:
    [said] = warnings(tmp_path, ONE, columns={"closed": "resolvd"})
    assert said == "No row has the column `resolvd` that `columns.closed` names."


def test_a_file_that_says_nothing_of_progress_is_told(tmp_path: Path) -> None:
    [said] = warnings(tmp_path, {"key": "A-1", "title": "One", "status": "done"})
    assert said.startswith("No column says how far work has come, so all of it counts as open")


def test_an_odd_label_does_no_harm(tmp_path: Path) -> None:
    item = only(tmp_path, labels=["android,", r"C:\temp\new", "x" * 10_000, "tab\there", "\ud800"])
    assert item.labels[:2] == ("android,", r"C:\temp\new")
    assert len(item.labels[2]) == 1_000
    assert item.labels[3:] == ("tab here", "\ufffd")


LINEAGE = [
    {"key": "A-1", "title": "Initiative", "type": "Initiative"},
    {"key": "A-2", "title": "Epic", "type": "Epic", "parent": "A-1"},
    {"key": "A-3", "title": "Story", "parent": "A-2", "milestone": "Beta"},
    {"key": "A-4", "title": "Change", "type": "Pull request", "closes": ["A-3", "jira:OPS-1"]},
    {"key": "A-5", "title": "Another", "parent": "A-4"},
    {"key": "A-6", "title": "beta", "type": "Milestone"},
    {"key": "A-7", "title": "Beta", "parent": "A-7"},
]


def test_reading_brings_the_item_and_what_it_leads_to(tmp_path: Path) -> None:
    write(tmp_path / "work.jsonl", json_lines(*LINEAGE))
    found = tracker(tmp_path).read(["plan:a-4"])
    assert sorted(item.ref for item in found.items) == [
        "plan:A-1",
        "plan:A-2",
        "plan:A-3",
        "plan:A-4",
        "plan:A-6",
    ]
    assert found.unreachable == {}


def test_reading_a_ref_the_file_does_not_have_finds_nothing(tmp_path: Path) -> None:
    write(tmp_path / "work.jsonl", json_lines(*LINEAGE))
    assert tracker(tmp_path).read(["plan:A-99"]).items == ()


def test_reading_ends_where_a_lineage_loops(tmp_path: Path) -> None:
    write(tmp_path / "work.jsonl", json_lines(*LINEAGE))
    assert [item.ref for item in tracker(tmp_path).read(["plan:A-7"]).items] == ["plan:A-7"]


def test_reading_fails_on_a_line_that_cannot_be_used(tmp_path: Path) -> None:
    write(tmp_path / "work.jsonl", json_lines(*LINEAGE) + "oops\n")
    with pytest.raises(TrackerError, match="line 8: it is no JSON object"):
        tracker(tmp_path).read(["plan:A-4"])
    write(tmp_path / "work.jsonl", json_lines({**ONE, "effort": -1}))
    with pytest.raises(TrackerError, match="line 1: `effort` is"):
        tracker(tmp_path).read(["plan:A-1"])


def test_a_file_keeps_no_comments(tmp_path: Path) -> None:
    plan, comment = tracker(tmp_path), Comment("1", "text", is_ours=True)
    assert plan.comments("plan:A-1") == ()
    for write_it in (
        lambda: plan.create_comment("plan:A-1", "text"),
        lambda: plan.edit_comment("plan:A-1", comment, "text", is_resolved=False),
        lambda: plan.delete_comment("plan:A-1", comment),
    ):
        with pytest.raises(
            WriteRefused, match=r"plan:A-1 comes from a file, work.jsonl, which keeps no comments"
        ):
            write_it()


def test_the_doctor_reads_the_file_as_a_sync_would(tmp_path: Path) -> None:
    write(tmp_path / "work.jsonl", json_lines({**ONE, "state": "odd"}))
    ok, warning = tracker(tmp_path).diagnose()
    assert (ok.level, ok.message) == ("ok", "work.jsonl can be read: 1 items")
    assert warning.level == "warning"
    (tmp_path / "work.jsonl").unlink()
    [error] = tracker(tmp_path).diagnose()
    assert (error.level, error.subject) == ("error", "plan")
    assert "work.jsonl is not there" in error.message


def test_of_many_unknown_states_the_commonest_ten_are_told(tmp_path: Path) -> None:
    odd = [{**ONE, "key": f"A-{number}", "state": f"odd {number:02}"} for number in range(12)]
    *told, rest = warnings(tmp_path, *odd, {**ONE, "key": "A-99", "state": "odd 11"})
    assert told[0].startswith('The state "odd 11" (2 items)')
    assert len(told) == 10
    assert rest == "2 more states of 2 items are unknown too."
