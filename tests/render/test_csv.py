import csv
from dataclasses import fields
from io import StringIO

import pytest

from okrsync.core.report import Report
from okrsync.render.csv import to_csv
from tests.builders.golden import golden
from tests.builders.report import empty_report, key_result, listed, report


def rows(text):
    return list(csv.DictReader(StringIO(text, newline="")))


@pytest.mark.parametrize("name", ["objectives.csv", "key_results.csv", "untied.csv", "coverage_by_team.csv"])
def test_a_table_is_as_it_was_last_read(name):
    text = to_csv(report())[name]
    assert text == golden(name, text)


def test_every_list_of_the_report_has_a_file():
    lists = [part.name for part in fields(Report) if isinstance(getattr(report(), part.name), tuple)]
    others = ["report", "coverage", "history", "nudges"]
    assert set(to_csv(report())) == {f"{name}.csv" for name in [*lists, *others]}


def test_the_lists_are_complete():
    many = tuple(listed(f"jira:ONB-{n}") for n in range(5000))
    assert len(rows(to_csv(report(untied=many))["untied.csv"])) == 5000


def test_an_empty_list_still_has_its_columns():
    tables = to_csv(empty_report())
    assert tables["untied.csv"].startswith("ref,title,url,")
    assert tables["trend.csv"] == "date,coverage,effort_share\r\n"


@pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1+1", "＝1+1", "\r=1"])
def test_no_text_is_a_formula(title):
    told = rows(to_csv(report(untied=(listed("jira:ONB-1", title=title),)))["untied.csv"])
    assert told[0]["title"].startswith("'")


def test_numbers_below_zero_stay_numbers():
    told = rows(to_csv(report())["objectives.csv"])
    assert [row["progress_raw"] for row in told] == ["0.41", "0.26", "-0.2"]


def test_absent_values_are_empty_cells():
    told = rows(to_csv(report(key_results=(key_result("GROW.KR1", baseline=None),)))["key_results.csv"])
    assert told[0]["baseline"] == told[0]["current"] == told[0]["as_of"] == ""


def test_a_lists_cell_holds_all_of_it():
    told = rows(to_csv(report())["conflicting.csv"])
    assert told[0]["evidence"] == 'GROW (explicit: label "okr:grow"); BRAND (explicit: OKR: BRAND)'


def test_the_trend_has_a_column_for_each_goal():
    columns, first, *_ = to_csv(report())["trend.csv"].splitlines()
    assert columns == "date,coverage,effort_share,progress_ACME,progress_BRAND,progress_GROW"
    assert first == "2026-11-06,0.58,0.55,0.3,,0.2"
