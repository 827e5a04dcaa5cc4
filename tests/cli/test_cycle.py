from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.cli.conftest import FILE
from tests.fakes.work import item


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
        made = company.goals("okrs-2027-Q1.toml")
        assert {name: one["team"] for name, one in made.items()} == {
            "COMPANY-1": "company",
            "PRODUCT-1": "product",
            "OPERATIONS-1": "operations",
        }
        assert {(one["cycle"], one["state"]) for one in made.values()} == {("2027-Q1", "draft")}

    def test_or_only_some(self, company):
        result = company.run("cycle", "open", "2027-Q1", "--team", "Product", "-o", "okrs/next.toml")
        assert list(company.goals("okrs/next.toml")) == ["PRODUCT-1"]
        assert "Name okrs/next.toml in `include`" in result.stderr

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
        assert 'a"b\\\\c # [[' in {one["team"] for one in company.goals("okrs-2027-Q1.toml").values()}

    def test_nothing_is_overwritten_and_no_team_is_made_up(self, company):
        assert (
            "known are product, operations" in company.run("cycle", "open", "2027-Q1", "--team", "x").stderr
        )
        company.write("mine", "okrs-2027-Q1.toml")
        assert company.run("cycle", "open", "2027-Q1").exit_code == 2
        assert (company.folder / "okrs-2027-Q1.toml").read_text() == "mine"
