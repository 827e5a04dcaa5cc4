import re
from datetime import date

from markdown_it import MarkdownIt

from okrsync.core.goals import Value
from okrsync.core.history import CheckIn
from okrsync.render.markdown import to_markdown
from tests.builders.golden import golden
from tests.builders.report import HOSTILE, coverage, empty_report, listed, objective, report
from tests.builders.world import goals, key_result, report_of
from tests.builders.world import objective as objective_of


def page(text):
    return MarkdownIt("commonmark").enable("table").render(text)


def test_the_report_is_as_it_was_last_read():
    text = to_markdown(report())
    assert text == golden("report.md", text)


def test_it_has_four_chapters_in_this_order():
    chapters = re.findall("^## (.*?)(?::|$)", to_markdown(report()), re.MULTILINE)
    assert chapters == ["Strategy", "Planning", "Execution", "Measurement"]


def test_data_quality_comes_before_any_number_of_the_report():
    text = to_markdown(report())
    assert text.index("jira was last read") < text.index("70%")


def test_the_definition_of_coverage_is_printed_beside_the_number():
    text = to_markdown(report())
    assert text.index("**70%** of the work") < text.index("coverage = tied") < text.index("## Strategy")


def test_a_report_of_nothing_reads_as_no_data():
    text = to_markdown(empty_report())
    assert "no coverage to show" in text
    assert "No objectives in this cycle yet." in text
    assert "None" not in text
    assert "nan" not in text


def test_hostile_titles_leave_the_page_as_it_was():
    calm = to_markdown(report(untied=(listed("jira:ONB-1", title="calm"),)))
    hostile = to_markdown(report(untied=(listed("jira:ONB-1", title=HOSTILE),)))
    assert re.findall("<[^>]+>", page(hostile)) == re.findall("<[^>]+>", page(calm))


def test_thousands_of_untied_items_stay_a_page():
    many = tuple(
        listed(f"jira:P{n % 40}-{n}", title=f"Title {n}" + " and more" * 900) for n in range(1, 4372)
    )
    text = to_markdown(report(untied=many, coverage=coverage(untied=4371)))
    assert "_and 4,321 more in `report.json` and `untied.csv`._" in text
    assert "### Untied: 4,371 items" in text
    assert "- by project: P1 110 · P10 110 · " in text
    assert len(text.splitlines()) < 250
    assert len(text) < 40_000


def test_a_team_is_named_in_its_report():
    made = report()
    scoped = to_markdown(report(scope=type(made.scope)(made.scope.as_of, "product_team")))
    assert r"As of 2026-11-20, team product\_team." in scoped


def test_who_coordinates_a_shared_goal_is_named_beside_its_owner():
    shared = objective("ACME", owner="ceo", coordinator="chief-of-staff")
    assert "| ceo, coordinated by chief-of-staff |" in to_markdown(report(objectives=(shared,)))


def test_a_users_template_takes_its_place(tmp_path):
    (tmp_path / "report.md").write_text("# {{ report.cycle.id }}: {{ report.coverage.share|percent }}\n")
    assert to_markdown(report(), tmp_path) == "# 2026-Q4: 70%\n"


def noted(*values):
    """A report of one key result that had these values, a day each; the last with a note."""
    days = [date(2026, 11, 1 + number) for number in range(len(values))]
    found = [
        CheckIn("GROW.KR1", Value(day, value, "check-in", note="The page\nis |live"))
        for day, value in zip(days, values, strict=True)
    ]
    return report_of(goals(objective_of("GROW", key_result("GROW.KR1"))), checkins=found)


def test_the_values_before_stand_beside_the_current_one():
    (row,) = [line for line in to_markdown(noted(1, 2, 3)).splitlines() if "GROW.KR1 |" in line]
    assert row.endswith('; "The page is \\|live"; before: 1 (2026-11-01), 2 (2026-11-02) |')


def test_of_many_values_the_last_ones_stand_there():
    (row,) = [line for line in to_markdown(noted(*range(9))).splitlines() if "GROW.KR1 |" in line]
    assert "before: 3 (2026-11-04), 4 (2026-11-05), 5 (2026-11-06)" in row
    assert row.endswith("7 (2026-11-08) and 3 more |")
    assert "before" not in to_markdown(noted(1))
