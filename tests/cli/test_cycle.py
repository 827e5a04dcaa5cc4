from __future__ import annotations

import json
import tomllib
from datetime import UTC, datetime

import pytest

from tests.cli.conftest import FILE
from tests.fakes.work import item

AFTER = datetime(2027, 1, 4, 9, 30, tzinfo=UTC)


@pytest.fixture
def over(company):
    """The quarter is over, and everything was read."""
    company.now = AFTER
    company.run("sync")
    return company


def goals_of(company, name="okrsync.toml"):
    tables = tomllib.loads((company.folder / name).read_text())
    return {one["id"]: one for one in tables["objectives"]}


class TestClosing:
    def test_it_shows_what_it_would_write_and_writes_nothing(self, over):
        result = over.run("cycle", "close", "2026-Q4")
        assert result.exit_code == 0, result.stderr
        assert '+state = "closed"' in result.stdout
        assert "+  score = 0.5" in result.stdout
        assert '+  # cause = "…"  # it scored 0.5' in result.stdout
        assert "Nothing was written: --apply does." in result.stderr
        assert (over.folder / "okrsync.toml").read_text() == FILE
        assert not list(over.folder.glob("okrs*2027*"))

    def test_applied_the_goals_are_closed_where_they_stand(self, over):
        assert over.run("cycle", "close", "2026-Q4", "--apply").exit_code == 0
        grow = goals_of(over)["GROW"]
        assert (grow["state"], grow["score"], grow["cycle"]) == ("closed", 0.5, "2026-Q4")
        assert grow["key_results"][0]["score"] == 0.5
        assert '# cause = "…"' in (over.folder / "okrsync.toml").read_text()

    def test_what_goes_on_stands_in_the_next_cycles_file(self, over):
        result = over.run("cycle", "close", "2026-Q4", "--apply")
        assert "Name okrs-2027-Q1.toml in `include`" in result.stderr
        going = goals_of(over, "okrs-2027-Q1.toml")
        assert (going["GROW"]["cycle"], "state" in going["GROW"]) == ("2027-Q1", False)
        (part,) = going["GROW"]["key_results"]
        assert (part["baseline"], part["target"], "current" in part) == (6, 3, False)
        assert going["CALM"]["state"] == "draft"  # it never had a value

    def test_the_file_lies_where_an_include_finds_it_and_is_read(self, over):
        over.write('include = ["okrs/*.toml"]\n' + FILE)
        (over.folder / "okrs").mkdir()
        over.write("# ours", "okrs/own.toml")
        assert over.run("cycle", "close", "2026-Q4", "--apply").exit_code == 0
        assert (over.folder / "okrs" / "2027-Q1.toml").exists()
        assert over.run("lint", "--format", "json").exit_code in (0, 5)

    def test_people_say_what_goes_on(self, over):
        chosen = ("--abandon", "grow.kr1", "--modify", "GROW", "--abandon", "CALM")
        over.run("cycle", "close", "2026-Q4", *chosen, "--apply")
        going = goals_of(over, "okrs-2027-Q1.toml")
        assert list(going) == ["GROW"]
        assert going["GROW"]["state"] == "draft"
        assert "key_results" not in going["GROW"]

    def test_nothing_is_overwritten(self, over):
        over.write("mine", "next.toml")
        result = over.run("cycle", "close", "2026-Q4", "--apply", "-o", "next.toml")
        assert result.exit_code == 2
        assert "is there already, and stays as it is" in result.stderr
        assert (over.folder / "okrsync.toml").read_text() == FILE

    def test_a_file_that_could_not_be_read_afterwards_is_not_written(self, over):
        over.write('include = ["more/*.toml"]\n' + FILE)
        (over.folder / "more").mkdir()
        over.write('[[objectives]]\nid = "GROW"\ntitle = "x"\ncycle = "2027-Q1"\n', "more/a.toml")
        result = over.run("cycle", "close", "2026-Q4", "--apply")
        assert result.exit_code == 2
        assert "GROW" in result.stderr
        assert "closed" not in (over.folder / "okrsync.toml").read_text()

    def test_twice_is_once(self, over):
        over.run("cycle", "close", "2026-Q4", "--abandon", "GROW", "--abandon", "CALM", "--apply")
        result = over.run("cycle", "close", "2026-Q4", "--abandon", "GROW", "--abandon", "CALM", "--apply")
        before = (over.folder / "okrsync.toml").read_text()
        assert result.exit_code == 0
        assert before.count("score = 0.5") == 2

    def test_windows_line_ends_stay(self, over):
        (over.folder / "okrsync.toml").write_bytes(FILE.replace("\n", "\r\n").encode())
        over.run("cycle", "close", "2026-Q4", "--apply")
        content = (over.folder / "okrsync.toml").read_bytes()
        assert content.count(b"\n") == content.count(b"\r\n")

    def test_it_works_without_a_store(self, company):
        company.now = AFTER
        result = company.run("cycle", "close", "2026-Q4", "--apply")
        assert result.exit_code == 0
        assert "no store here" in result.stderr
        assert goals_of(company)["GROW"]["state"] == "closed"

    def test_before_its_end_it_says_so(self, company):
        assert "is not over before 2026-12-31" in company.run("cycle", "close", "2026-Q4").stderr

    def test_it_is_json_on_request(self, over):
        told = json.loads(over.run("cycle", "close", "2026-Q4", "--format", "json").stdout)
        assert (told["schema"], told["cycle"]) == ("okrsync.cycle/1", "2026-Q4")
        assert told["objectives"][0]["parts"][0]["score"] == 0.5
        assert len(told["files"]) == 2

    @pytest.mark.parametrize(
        ("args", "why"),
        [
            (("2026-Q4", "--keep", "GRWO"), "GRWO is no goal of this cycle"),
            (("2026-Q4", "--keep", "GROW", "--abandon", "grow"), "named twice"),
            (("2026-Q4", "--next", "2026-Q3"), "before 2026-Q4 is over"),
            (("2025-Q1",), "nothing to close"),
            (("2026-Q9",), "is no cycle"),
        ],
    )
    def test_what_cannot_be_meant_is_refused(self, over, args, why):
        result = over.run("cycle", "close", *args)
        assert result.exit_code == 2
        assert why in result.stderr

    def test_a_cycle_that_was_closed_can_be_closed_anew(self, over):
        over.run("cycle", "close", "2026-Q4", "--abandon", "GROW", "--abandon", "CALM", "--apply")
        text = (over.folder / "okrsync.toml").read_text()
        over.write(text.replace('id = "KR1"', 'id = "KR9"'))
        assert over.run("cycle", "close", "2026-Q4", "--abandon", "CALM", "--apply").exit_code == 0
        report = over.json("report", "--cycle", "2026-Q4")
        assert [row["id"] for row in report["key_results"]] == ["GROW.KR9"]


class TestTheReportOfAClosedCycle:
    """Whatever happens later, in the trackers or in the file."""

    def told(self, company, *more):
        report = company.json("report", "--cycle", "2026-Q4", *more)
        report.pop("generated_at")
        return report

    def change_everything(self, company):
        company.now = datetime(2027, 2, 1, tzinfo=UTC)
        company.jira.items.clear()
        company.jira.holding(item("jira:ONB-99", title="New", labels=("okr:grow",)))
        company.write(FILE.replace("target = 3", "target = 5").replace("GROW", "RISE"))
        company.run("sync", "--full")

    def test_it_stays_as_it_was(self, over):
        over.run("cycle", "close", "2026-Q4", "--apply")
        before = self.told(over)
        assert before["coverage"]["tied"] == 1
        assert before["objectives"][1]["grade"]["final"] == 0.5
        self.change_everything(over)
        assert self.told(over) == before
        assert self.told(over, "--as-of", "2027-01-20") == before
        assert self.told(over, "--team", "product")["scope"]["team"] == "product"

    def test_days_before_the_closing_stay_as_they_were_known_by_then(self, over):
        over.run("cycle", "close", "2026-Q4", "--apply")
        before = self.told(over, "--as-of", "2026-12-20")
        assert before["scope"]["as_of"] == "2026-12-20"
        self.change_everything(over)
        (over.folder / "checkins").mkdir()
        over.write(
            'checkins = [{key_result = "GROW.KR1", on = 2026-12-10, value = 3}]\n', "checkins/new.toml"
        )
        assert self.told(over, "--as-of", "2026-12-20") == before

    def test_it_says_so(self, over):
        over.run("cycle", "close", "2026-Q4", "--apply")
        first = self.told(over)["data_quality"][0]
        assert (first["id"], first["level"]) == ("cycle_closed", "info")
        assert "2026-Q4 was closed on 2027-01-04" in first["message"]

    def test_the_first_sync_that_finds_it_closed_keeps_it_too(self, over):
        closed = FILE.replace('team = "product"', 'team = "product"\nstate = "closed"')
        closed = closed.replace("current = 6", "current = 6\nscore = 0.5").replace(
            'team = "operations"', 'team = "operations"\nstate = "closed"'
        )
        over.write(closed)
        assert "2026-Q4 is closed: its report stays as it is" in over.run("sync").stderr
        before = self.told(over)
        self.change_everything(over)
        assert self.told(over) == before

    @pytest.mark.parametrize("text", ["state", "score"])
    def test_one_that_is_not_closed_or_not_scored_goes_on_changing(self, over, text):
        lines = {"state": "current = 6\nscore = 0.5", "score": "current = 6"}
        over.write(FILE.replace("current = 6", lines[text]))
        over.run("sync")
        before = self.told(over)
        self.change_everything(over)
        assert self.told(over) != before

    def test_reopened_it_changes_again(self, over):
        over.run("cycle", "close", "2026-Q4", "--apply")
        before = self.told(over)
        self.change_everything(over)
        assert over.run("cycle", "reopen", "2026-Q4").exit_code == 0
        assert self.told(over) != before
        assert "nothing kept" in over.run("cycle", "reopen", "2026-Q4").stderr


class TestOpening:
    def test_every_team_gets_a_draft(self, company):
        assert company.run("cycle", "open", "2027-Q1").exit_code == 0
        made = goals_of(company, "okrs-2027-Q1.toml")
        assert {name: one["team"] for name, one in made.items()} == {
            "COMPANY-1": "company",
            "PRODUCT-1": "product",
            "OPERATIONS-1": "operations",
        }
        assert {(one["cycle"], one["state"]) for one in made.values()} == {("2027-Q1", "draft")}

    def test_or_only_some(self, company):
        company.run("cycle", "open", "2027-Q1", "--team", "Product", "-o", "next.toml")
        assert list(goals_of(company, "next.toml")) == ["PRODUCT-1"]

    def test_the_template_is_the_users_where_there_is_one(self, company):
        company.write('templates = "words"\n' + FILE)
        (company.folder / "words").mkdir()
        company.write(
            "# {% for team in teams %}{{ team.id }} {% endfor %}for {{ cycle.id }}", "words/cycle.toml"
        )
        company.run("cycle", "open", "2027-Q1")
        assert (company.folder / "okrs-2027-Q1.toml").read_text() == "# product operations for 2027-Q1"

    def test_a_hostile_team_stays_a_text(self, company):
        company.write(FILE.replace('team = "product"', "team = 'a\"b\\\\c # [['"))
        assert company.run("cycle", "open", "2027-Q1").exit_code == 0
        assert 'a"b\\\\c # [[' in {one["team"] for one in goals_of(company, "okrs-2027-Q1.toml").values()}

    def test_nothing_is_overwritten_and_no_team_is_made_up(self, company):
        assert (
            "known are product, operations" in company.run("cycle", "open", "2027-Q1", "--team", "x").stderr
        )
        company.write("mine", "okrs-2027-Q1.toml")
        assert company.run("cycle", "open", "2027-Q1").exit_code == 2
        assert (company.folder / "okrs-2027-Q1.toml").read_text() == "mine"
