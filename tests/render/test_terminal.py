import pytest

from okrsync.render.terminal import to_short
from tests.builders.golden import golden
from tests.builders.report import HOSTILE, coverage, empty_report, listed, report


def test_the_short_form_is_as_it_was_last_read():
    text = to_short(report(), 100, color=False)
    assert text == golden("report.txt", text)


def test_it_is_plain_without_colour():
    assert "\x1b" not in to_short(report(), 80, color=False)
    assert "\x1b[" in to_short(report(), 80, color=True)


def test_colours_of_the_environment_change_nothing(monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b" not in to_short(report(), 80, color=False)
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" in to_short(report(), 80, color=True)


@pytest.mark.parametrize("width", [1, 40, 80, 200])
def test_lines_keep_to_the_width(width):
    many = tuple(listed(f"github:acme/a-repository-of-some-length#{n}", title="word " * 50) for n in range(9))
    text = to_short(report(untied=many), width, color=False)
    assert max(map(len, text.splitlines())) <= max(width, 40)


def test_nothing_in_a_title_moves_the_cursor_or_is_markup():
    text = to_short(report(untied=(listed("jira:ONB-1", title=f"[bold]x[/] {HOSTILE}"),)), 120, color=False)
    assert "[bold]x[/]" in text
    assert "\x1b" not in text


def test_a_long_list_says_how_many_it_leaves_out():
    many = tuple(listed(f"jira:ONB-{n}") for n in range(4326))
    text = to_short(report(untied=many, coverage=coverage(untied=4326)), 80, color=False)
    assert "4,326 items without a goal" in text
    assert "and 4,321 more in report.json and untied.csv" in text


def test_data_quality_and_the_definition_are_there():
    text = to_short(report(), 100, color=False)
    assert text.index("jira was last read") < text.index("70%") < text.index("coverage = tied")


def test_a_report_of_nothing_reads_as_no_data():
    text = to_short(empty_report(), 80, color=False)
    assert "no coverage" in text
    assert "None" not in text
