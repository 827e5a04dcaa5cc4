from __future__ import annotations

import json

import pytest

SOURCE = """
[[sources]]
name = "plan"
type = "file"
path = "work.jsonl"

[[objectives]]
id = "GROW"
title = "New teams reach value in their first week"
labels = ["onboarding"]
"""
OTHER = """
[[sources]]
name = "other"
type = "file"
path = "other.csv"
"""
OTHER_WORK = "key,title,state,labels\nB-1,Sign up,open,onboarding;web\nB-2,Log out,open,\n"
FORMATS = ("markdown", "html", "json", "csv")


@pytest.fixture
def plan(desk):
    """A desk with one source, and a way to say what its export holds."""

    def export(*rows, broken=""):
        desk.write("".join(json.dumps(row) + "\n" for row in rows) + broken, "work.jsonl")

    desk.write(SOURCE)
    desk.export = export
    return desk


def task(number, **cells):
    return {"key": f"A-{number}", "title": f"Task {number}", "state": "open", "created": "2026-10-05"} | cells


def reported(desk):
    return desk.json("report", "--cycle", "2026-Q4", "--as-of", "2026-12-31")


class TestBadInput:
    def test_a_broken_line_fails_the_sync_and_loses_nothing(self, plan):
        plan.export(task(1, labels=["onboarding"]), task(2))
        assert plan.run("sync").code == 0
        plan.export(task(1), broken='{"key": "A-2", ')
        done = plan.run("sync")
        assert done.code == 3
        assert "work.jsonl has 1 line that cannot be used" in done.stderr
        assert "line 2: it is no JSON object" in done.stderr
        report = reported(plan)
        assert (report["coverage"]["counted"], report["coverage"]["tied"]) == (2, 1)
        assert any("failed the last time" in one["message"] for one in report["data_quality"])

    def test_the_other_sources_go_on(self, plan):
        plan.write(SOURCE + OTHER)
        plan.export(broken="oops\n")
        plan.write(OTHER_WORK, "other.csv")
        synced = plan.json("sync", code=3)["sources"]
        assert [(source["name"], source["items"], bool(source["error"])) for source in synced] == [
            ("plan", 0, True),
            ("other", 2, False),
        ]

    def test_a_csv_with_a_missing_column_is_told_with_the_cure(self, plan):
        plan.write(SOURCE.replace("work.jsonl", "work.csv"))
        plan.write("Issue key,Summary,Status\nA-1,One,Open\n", "work.csv")
        done = plan.run("sync")
        assert done.code == 3
        assert 'write `columns = { key = "Issue key" }`' in done.stderr

    def test_an_export_in_another_encoding_is_told_with_line_and_byte(self, plan):
        (plan.folder / "work.jsonl").write_bytes('{"key": "A-1", "title": "Müll"}\n'.encode("cp1252"))
        done = plan.run("sync")
        assert done.code == 3
        assert "work.jsonl is not UTF-8: line 1 has the byte 0xfc" in done.stderr

    def test_a_missing_export_is_told(self, plan):
        done = plan.run("sync")
        assert done.code == 3
        assert "work.jsonl is not there" in done.stderr

    def test_odd_labels_and_titles_pass_through_every_view(self, plan):
        odd = task(
            1, title="Bell \x07, escape \x1b[31m and \u202eturned\ud83d", labels=["x" * 10_000, "a\x00b"]
        )
        plan.export(odd, task(2, title="<script>alert(1)</script> | @everyone #1"))
        assert plan.run("sync").code == 0
        formats = [word for name in FORMATS for word in ("--format", name)]
        done = plan.run("report", "--cycle", "2026-Q4", "--as-of", "2026-12-31", "-o", "out", *formats)
        assert done.code == 0, done.stderr
        written = "".join(path.read_text() for path in (plan.folder / "out").iterdir())
        assert not {"\x07", "\x1b", "\x00"} & set(written)
        assert "<script>alert" not in (plan.folder / "out" / "report.html").read_text()
        assert plan.run("explain", "plan:A-1").code == 0


class TestWork:
    def test_what_left_the_export_is_removed(self, plan):
        plan.export(task(1), task(2))
        plan.run("sync")
        plan.export(task(2))
        assert plan.json("sync")["sources"][0]["removed"] == 1
        assert reported(plan)["coverage"]["counted"] == 1

    def test_new_words_for_states_re_read_the_same_export(self, plan):
        plan.export(task(1, state="Shelved"))
        assert 'The state "Shelved" (1 item) is unknown' in plan.run("sync").stderr
        plan.write(SOURCE.replace('work.jsonl"', 'work.jsonl"\nstates = { dropped = ["shelved"] }'))
        done = plan.run("sync")
        assert (done.code, done.stderr) == (0, "")
        assert reported(plan)["coverage"]["not_counted"]["dropped"] == 1

    def test_work_is_judged_live_from_the_export(self, plan):
        plan.export(task(1, labels=["onboarding"]), task(2, type="Pull request", closes=["A-1"]))
        [judged] = plan.json("check", "plan:A-2")["items"]
        assert (judged["verdict"], judged["goals"]) == ("tied", ["GROW"])
        assert judged["evidence"][0]["path"] == ["plan:A-2", "plan:A-1"]

    def test_a_comment_on_an_export_is_refused_and_no_failure(self, plan):
        plan.export(task(1, created="2026-11-01"))
        done = plan.run("check", "plan:A-1", "--comment", "--format", "json")
        assert done.code == 0, done.stderr
        assert json.loads(done.stdout)["items"][0]["comment"] in ("refused", "none")

    def test_a_ref_the_export_does_not_have_is_told(self, plan):
        plan.export(task(1))
        done = plan.run("check", "plan:A-99")
        assert done.code == 3
        assert "plan:A-99" in done.stderr
