from __future__ import annotations

import json
from datetime import timedelta

import pytest

from tests.builders.past import Commit, past
from tests.cli.conftest import FILE
from tests.fakes.work import NOW, item


@pytest.fixture
def synced(company):
    company.run("sync")
    return company


def test_the_report_is_json_on_request(synced):
    report = synced.json("report")
    assert report["schema"] == "okrsync.report/1"
    assert report["cycle"]["id"] == "2026-Q4"
    assert report["scope"] == {"as_of": "2026-11-20", "team": None}
    assert report["coverage"]["tied"] == 1
    assert report["generated_at"].startswith("2026-11-20T09:30:00")


def test_the_same_input_and_day_give_the_same_bytes(synced):
    first = synced.json("report")
    synced.now += timedelta(hours=3)
    again = synced.json("report")
    assert first.pop("generated_at") != again.pop("generated_at")
    assert first == again


def test_it_is_markdown_when_piped(synced):
    assert synced.run("report").stdout.startswith("# ")


def test_it_is_html_on_request(synced):
    assert synced.run("report", "--format", "html").stdout.lstrip().lower().startswith("<!doctype html>")


def test_a_file_is_written_in_the_format_of_its_name(synced):
    for name in ("a.html", "b.json", "c.md", "d.txt"):
        assert synced.run("report", "-o", str(synced.folder / name)).exit_code == 0
    assert "<html" in (synced.folder / "a.html").read_text()
    assert json.loads((synced.folder / "b.json").read_text())["schema"] == "okrsync.report/1"
    assert (synced.folder / "c.md").read_text() == (synced.folder / "d.txt").read_text()


def test_several_formats_go_into_a_folder_that_is_made(synced):
    folder = synced.folder / "out" / "reports"
    formats = ("--format", "markdown", "--format", "html", "--format", "json", "--format", "csv")
    result = synced.run("report", *formats, "-o", str(folder))
    assert result.exit_code == 0
    assert result.stdout == ""
    names = {path.name for path in folder.iterdir()}
    assert {"report.md", "report.html", "report.json", "untied.csv"} <= names


def test_one_format_goes_into_a_folder_that_is_there(synced):
    synced.run("report", "--format", "json", "-o", str(synced.folder))
    assert (synced.folder / "report.json").exists()


@pytest.mark.parametrize("formats", [("csv",), ("json", "html")])
def test_what_needs_a_folder_is_refused_without_one(synced, formats):
    asked = [part for form in formats for part in ("--format", form)]
    assert synced.run("report", *asked).exit_code == 2
    (synced.folder / "file").write_text("kept")
    assert synced.run("report", *asked, "-o", str(synced.folder / "file")).exit_code == 2
    assert (synced.folder / "file").read_text() == "kept"


def test_low_coverage_fails_the_policy_and_the_report_is_still_printed(synced):
    result = synced.run("report", "--format", "json", "--min-coverage", "0.8")
    assert result.exit_code == 5
    assert json.loads(result.stdout)["coverage"]["share"] < 0.8
    assert "below the 80.0% asked for" in result.stderr


def test_enough_coverage_passes(synced):
    assert synced.run("report", "--min-coverage", "0.1").exit_code == 0


def test_a_share_over_nothing_fails_no_policy(company):
    company.github.items.clear()
    company.jira.items.clear()
    company.run("sync")
    assert company.json("report", "--min-coverage", "1")["coverage"]["share"] is None


def test_without_a_store_it_says_to_sync_first(company):
    result = company.run("report")
    assert result.exit_code == 4
    assert "run `okrsync sync` first" in result.stderr


def test_an_unknown_cycle_is_refused(synced):
    assert synced.run("report", "--cycle", "2026-Q5").exit_code == 2


def test_an_unknown_team_is_refused_with_the_nearest(synced):
    result = synced.run("report", "--team", "prodct")
    assert result.exit_code == 2
    assert "did you mean product?" in result.stderr


def test_a_team_may_be_asked_for_in_any_case(synced):
    assert synced.json("report", "--team", "Product")["scope"]["team"] == "product"


def test_a_team_that_is_only_named_as_a_parent_has_a_report(synced):
    synced.write(f'{FILE}\n[[teams]]\nid = "product"\nparent = "makers"\n')
    report = synced.json("report", "--team", "makers")
    assert "GROW" in [row["id"] for row in report["objectives"]]


def test_a_team_and_a_cycle_can_be_chosen(synced):
    report = synced.json("report", "--team", "product", "--cycle", "2026")
    assert report["scope"]["team"] == "product"
    assert report["cycle"]["id"] == "2026"


def test_confidential_titles_are_shown_only_on_request(synced):
    synced.write(FILE.replace('id = "GROW"', 'id = "GROW"\nconfidential = true'))
    assert "first week" not in synced.run("report", "--format", "json").stdout
    assert "first week" in synced.run("report", "--format", "json", "--confidential").stdout


class TestAsOf:
    def test_a_past_day_is_judged_by_the_file_of_that_day(self, synced):
        synced.now += timedelta(days=10)
        synced.write(FILE.replace('id = "GROW"', 'id = "RISE"').replace('parent = "GROW"', 'parent = "RISE"'))
        synced.run("sync")
        then = synced.json("report", "--as-of", "2026-11-25")
        assert {one["id"] for one in then["objectives"]} == {"GROW", "CALM"}
        today = synced.json("report")
        assert {one["id"] for one in today["objectives"]} == {"RISE", "CALM"}

    def test_items_are_as_they_were_known(self, synced):
        synced.now += timedelta(days=10)
        synced.jira.holding(item("jira:ONB-9", title="Old idea", labels=("okr:grow",)))
        synced.run("sync")
        assert synced.json("report", "--as-of", "2026-11-25")["coverage"]["stale"] == 1
        assert synced.json("report")["coverage"]["stale"] == 0

    def test_before_the_first_sync_the_first_known_is_shown_and_said_so(self, synced):
        report = synced.json("report", "--as-of", "2026-11-10")
        assert report["coverage"]["counted"] == synced.json("report")["coverage"]["counted"]
        assert "before_first_sync" in {one["id"] for one in report["data_quality"]}

    def test_a_day_to_come_is_todays_knowledge(self, synced):
        assert synced.json("report", "--as-of", "2026-12-24")["scope"]["as_of"] == "2026-12-24"

    def test_a_day_that_is_none_is_a_usage_error(self, synced):
        assert synced.run("report", "--as-of", "yesterday").exit_code == 2


class TestTargetChanges:
    """The fixture's file is committed before and after its target moved."""

    OWNED = FILE.replace('team = "product"', 'team = "product"\nowner = "dana@acme.example"', 1)

    @pytest.fixture
    def moved(self, synced):
        file, why = (
            self.OWNED.replace("target = 3", "target = 5"),
            "Aim lower\n\nOKR-Reason: the price changed",
        )
        begun = Commit("2026-10-01", {"okrsync.toml": self.OWNED})
        past(synced.folder, begun, Commit("2026-11-02", {"okrsync.toml": file}, why))
        return synced

    def test_they_are_shown_with_commit_date_and_reason_and_by_both(self, moved):
        report = moved.json("report")
        (row,) = report["key_results"]
        (edit,) = row["edits"]
        assert len(edit.pop("commit")) == 40
        assert edit == {
            "key": "target",
            "before": "3",
            "after": "5",
            "on": "2026-11-02",
            "reason": "the price changed",
        }
        assert (row["progress"]["value"], row["original"]["progress"]["value"]) == (0.75, 0.5)
        assert "no_file_history" not in {line["id"] for line in report["data_quality"]}
        assert "by what it began with, 9 to 3: 50%" in moved.run("report").stdout

    def test_a_report_of_a_day_before_knows_nothing_of_them(self, moved):
        assert moved.json("report", "--as-of", "2026-11-01")["key_results"][0]["edits"] == []

    def test_every_view_shows_each_kind_of_change_with_commit_and_date(self, moved):
        """Also what is not committed yet."""
        now = self.OWNED.replace("target = 3", "target = 6").replace("dana@acme.example", "kim@acme.example")
        moved.write(now.replace('cycle = "2026-Q4"', 'cycle = "2026-H2"'))
        report = moved.json("report")
        objective, (row,) = report["objectives"][-1], report["key_results"]
        told = [
            (one["key"], one["before"], one["after"], one["commit"] is None) for one in objective["edits"]
        ]
        assert told == [
            ("cycle", "2026-Q4", "2026-H2", True),
            ("owner", "dana@acme.example", "kim@acme.example", True),
        ]
        assert [(one["before"], one["after"]) for one in row["edits"]] == [("3", "5"), ("5", "6")]
        assert row["original"]["expected"] < row["expected"]
        commit = row["edits"][0]["commit"][:7]
        why = moved.run("goals", "GROW.KR1", "--why").stdout
        for view in (moved.run("report").stdout, moved.run("report", "--format", "html").stdout, why):
            plain = view.replace("\u200b", "").replace("\u2060", "")
            assert commit in plain
            assert "2026-11-02" in plain
            assert "not committed yet" in plain
        assert [line.split()[1:3] for line in why.splitlines()[-3:-1]] == [["target", "5"], ["target", "6"]]

    def test_the_goals_are_explained_without_a_store_too(self, moved):
        (moved.folder / ".okrsync" / "store.db").unlink()
        assert "was 3 until 2026-11-02" in moved.run("goals", "GROW.KR1", "--why").stdout

    def test_without_git_it_says_that_it_could_not_look(self, synced):
        lines = {line["id"]: line for line in synced.json("report")["data_quality"]}
        assert lines["no_file_history"]["level"] == "info"
        assert "unknown: no git shows the whole history" in lines["no_file_history"]["message"]
        assert lines["no_file_history"]["message"].endswith("in a repository?")


class TestDataQuality:
    def quality(self, company) -> dict[str, dict]:
        lines = company.json("report")["data_quality"]
        return {f"{one['id']} {one['message'].split()[0]}": one for one in lines}

    def test_each_source_says_when_it_was_read(self, synced):
        assert set(self.quality(synced)) >= {"source_read github", "source_read jira"}

    def test_an_old_source_is_stale(self, synced):
        synced.now += timedelta(days=3)
        stale = self.quality(synced)["source_stale github"]
        assert stale["level"] == "warning"
        assert "3 days before this report" in stale["message"]

    def test_a_source_that_failed_is_an_error_and_keeps_its_age(self, synced):
        synced.github.fails_after = 0
        synced.run("sync")
        told = self.quality(synced)
        assert told["source_failed github"]["level"] == "error"
        assert "source_read github" in told

    def test_a_source_never_read_is_said_so(self, company):
        company.run("sync", "--source", "jira")
        assert "never_synced github" in self.quality(company)


def test_a_value_without_a_date_counts_from_the_day_it_was_first_seen(synced):
    synced.now += timedelta(days=10)
    synced.write(FILE.replace("current = 6", "current = 5"))
    (result,) = synced.json("report")["key_results"]
    seen = [(one["on"], one["value"]) for one in result["history"] if one["source"] == "manual"]
    assert seen == [(str(NOW.date()), 6), ("2026-11-30", 5)]
