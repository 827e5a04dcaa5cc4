from __future__ import annotations

from datetime import timedelta


def checks(company, code: int = 0) -> dict[str, tuple[str, str]]:
    told = company.json("doctor", code=code)
    assert told["schema"] == "okrsync.doctor/1"
    return {one["subject"]: (one["level"], one["message"]) for one in told["checks"]}


def test_everything_is_tested_with_one_line_each(company):
    company.run("sync")
    told = checks(company)
    assert set(told) == {"clock", "file", "goals", "github", "jira", "store"}
    assert {level for level, _ in told.values()} == {"ok"}
    assert told["store"][1].startswith("6 items")


def test_a_single_item_is_counted_as_one(company):
    company.github.items.clear()
    company.jira.items.pop("jira:ONB-7")
    company.jira.items.pop("jira:ONB-9")
    company.run("sync")
    assert checks(company)["store"][1].startswith("1 item,")


def test_a_missing_secret_exits_with_2_and_names_the_variable(company):
    company.without_secret = {"jira"}
    level, message = checks(company, code=2)["jira"]
    assert level == "error"
    assert "JIRA_TOKEN" in message


def test_a_tracker_that_cannot_be_reached_exits_with_3(company):
    company.github.fails_after = 0
    assert checks(company, code=3)["github"][0] == "error"


def test_a_store_that_cannot_be_read_exits_with_4(company):
    company.github.fails_after = 0
    (company.folder / ".okrsync" / "store.db").mkdir(parents=True)
    assert checks(company, code=4)["store"][0] == "error"


def test_a_store_that_is_not_there_yet_is_no_error(company):
    level, message = checks(company)["store"]
    assert level == "warning"
    assert "okrsync sync" in message


def test_every_mistake_of_the_file_is_a_line(company):
    company.write('cyle = "2026-Q4"\n[[objectives]]\nid = "A"\n')
    result = company.run("doctor")
    assert result.exit_code == 2
    assert result.stdout.count("error") >= 2


def test_a_clock_behind_the_store_is_an_error(company):
    company.run("sync")
    company.now -= timedelta(days=1)
    assert "set the clock" in checks(company, code=2)["clock"][1]


def test_a_file_without_live_goals_or_sources_is_warned_about(company):
    company.write('cycle = "2030-Q1"\n')
    told = company.run("doctor").stdout
    assert "none is active in 2030-Q1" in told
    assert "no [[sources]]" in told
