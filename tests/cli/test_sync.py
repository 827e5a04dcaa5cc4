from __future__ import annotations

from datetime import timedelta

from tests.cli.conftest import FILE
from tests.fakes.work import NOW, item, pull_request


def test_every_source_is_read_and_counted(company):
    synced = company.json("sync")
    assert synced["schema"] == "okrsync.sync/1"
    github, jira = synced["sources"]
    assert github == {
        "name": "github",
        "items": 3,
        "changed": 3,
        "removed": 0,
        "requests": 1,
        "seconds": github["seconds"],
        "error": None,
    }
    assert jira["name"] == "jira"
    assert jira["items"] == 3


def test_nothing_changed_the_second_time(company):
    company.run("sync")
    again = company.json("sync")
    assert [(one["items"], one["changed"]) for one in again["sources"]] == [(3, 0), (3, 0)]


def test_a_full_sync_notices_what_disappeared(company):
    company.jira.holding(*(item(f"jira:ONB-{number}") for number in range(20, 40)))
    company.run("sync")
    del company.jira.items["jira:ONB-20"]
    assert company.json("sync", "--full")["sources"][1]["removed"] == 1


def test_a_source_that_fails_keeps_its_items_and_the_others_go_on(company):
    company.run("sync")
    company.github.fails_after = 0
    company.github.items.clear()
    company.jira.holding(item("jira:ONB-10"))
    synced = company.json("sync", code=3)
    github, jira = synced["sources"]
    assert "502" in github["error"]
    assert github["items"] == 3
    assert jira["changed"] == 1


def test_a_failure_is_one_sentence_without_a_traceback(company):
    company.github.fails_after = 0
    result = company.run("sync")
    assert result.exit_code == 3
    assert "error: github: github answered 502: try again later." in result.stderr
    assert "Traceback" not in result.stderr


def test_one_source_can_be_read_alone(company):
    assert [one["name"] for one in company.json("sync", "--source", "jira")["sources"]] == ["jira"]


def test_a_source_nobody_knows_is_refused_with_the_nearest(company):
    result = company.run("sync", "--source", "jria")
    assert result.exit_code == 2
    assert "did you mean jira?" in result.stderr


def test_every_missing_secret_is_named_at_once(company):
    company.without_secret = {"github", "jira"}
    result = company.run("sync")
    assert result.exit_code == 2
    assert "GITHUB_TOKEN" in result.stderr
    assert "JIRA_TOKEN" in result.stderr


def test_the_secret_of_a_source_not_asked_for_is_not_missed(company):
    company.without_secret = {"github"}
    assert company.run("sync", "--source", "jira").exit_code == 0


def test_lines_are_plain_when_piped(company):
    lines = company.run("sync").stdout.splitlines()
    assert lines[0].split() == ["source", "items", "changed", "removed", "requests", "seconds", "result"]
    assert lines[1].split()[:4] == ["github", "3", "3", "0"]


def test_a_store_that_is_a_folder_is_refused(company):
    (company.folder / ".okrsync" / "store.db").mkdir(parents=True)
    result = company.run("sync")
    assert result.exit_code == 4
    assert "is a folder" in result.stderr


def test_sources_read_one_after_the_other_give_the_same(company):
    assert [one["items"] for one in company.json("sync", "--jobs", "1")["sources"]] == [3, 3]


def test_a_file_without_sources_has_nothing_to_read(company):
    company.write('cycle = "2026-Q4"\n')
    result = company.run("sync")
    assert result.exit_code == 2
    assert "no [[sources]]" in result.stderr


MEASURED = """
  [[objectives.key_results]]
  id = "KR9"
  title = "Active teams rise from 120 to 200"
  baseline = 120
  target = 200
  measure = { path = "numbers.csv", column = "teams" }
"""


def with_measure(company):
    company.write(FILE.replace('\n[[objectives]]\nid = "CALM"', f'{MEASURED}\n[[objectives]]\nid = "CALM"'))
    company.write("teams\n140\n", "numbers.csv")


def key_result(company):
    (found,) = (one for one in company.json("report")["key_results"] if one["id"] == "GROW.KR9")
    return found


def test_measures_are_read_after_the_work_and_shown_with_their_day(company):
    with_measure(company)
    assert company.json("sync")["measures"] == [
        {"cycle": "2026-Q4", "goal": "GROW.KR9", "on": NOW.date().isoformat(), "value": 140, "error": None}
    ]
    shown = key_result(company)
    assert (shown["current"], shown["source"], shown["as_of"]) == (140, "auto", NOW.date().isoformat())


def test_a_failed_measure_keeps_the_last_value_and_says_so(company):
    with_measure(company)
    company.run("sync")
    company.write("nothing\n", "numbers.csv")
    company.now += timedelta(days=1)
    result = company.run("sync")
    assert result.exit_code == 3
    assert "error: GROW.KR9: numbers.csv has no column teams" in result.stderr
    report = company.json("report")
    assert key_result(company)["current"] == 140
    assert "not_measured" in [line["id"] for line in report["data_quality"]]


def test_measures_of_other_places_wait_when_one_source_is_read_alone(company):
    with_measure(company)
    assert company.json("sync", "--source", "jira")["measures"] == []


def test_each_day_of_a_sync_is_a_point_of_the_trend(company):
    company.now -= timedelta(days=14)
    company.run("sync")
    company.now += timedelta(days=14)
    company.run("sync")
    trend = company.json("report")["trend"]
    assert [point["date"] for point in trend] == [
        str((company.now - timedelta(days=days)).date()) for days in (14, 0)
    ]
    assert trend[0]["progress"]["GROW"] == 0.5
    assert trend[1]["coverage"] == company.json("report")["coverage"]["share"]


def test_a_point_follows_what_changes_that_day_and_nothing_else(company):
    company.run("sync")
    company.run("checkin", "GROW.KR1", "3")
    company.run("sync")
    company.now += timedelta(days=7)
    assert company.json("report")["trend"][0]["progress"]["GROW"] == 0.5
    company.now -= timedelta(days=7)
    company.github.holding(pull_request("github:acme/web#99"))
    company.run("sync")
    company.now += timedelta(days=7)
    assert company.json("report")["trend"][0]["progress"]["GROW"] == 1.0


def test_a_wrong_check_in_costs_no_sync(company):
    (company.folder / "checkins").mkdir()
    company.write("[[checkins]]", "checkins/a.toml")
    result = company.run("sync")
    assert result.exit_code == 0
    assert "checkins/a.toml" in result.stderr
