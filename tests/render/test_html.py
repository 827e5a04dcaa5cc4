import re
from html.parser import HTMLParser

import pytest

from okrsync.render.html import to_html
from tests.builders.golden import golden
from tests.builders.report import HOSTILE, coverage, empty_report, listed, objective, report
from tests.render.test_markdown import noted

VOID = {"meta", "br", "path", "polyline"}


class Page(HTMLParser):
    """What a browser would find: tags in order, attributes, words."""

    def __init__(self, text):
        super().__init__()
        self.open, self.tags, self.attributes, self.headings = [], [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.attributes += attributes
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.tags.append(tag)
        self.attributes += attributes

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] == "h2":
            self.headings.append(data)

    def all(self, name):
        return [value for attribute, value in self.attributes if attribute == name]


def test_the_report_is_as_it_was_last_read():
    text = to_html(report())
    assert text == golden("report.html", text)


@pytest.mark.parametrize("made", [report(), empty_report()])
def test_every_tag_is_closed_where_it_was_opened(made):
    assert Page(to_html(made)).open == []


def test_it_has_four_chapters_in_this_order():
    assert Page(to_html(report())).headings == ["Strategy", "Planning", "Execution", "Measurement"]


def test_data_quality_comes_before_any_number_of_the_report():
    text = to_html(report())
    assert text.index("jira was last read") < text.index("70%")


def test_one_file_is_all_of_it():
    text, found = to_html(report()), Page(to_html(report()))
    assert not {"script", "link", "img", "iframe", "object", "base"} & set(found.tags)
    assert found.all("src") == []
    assert "url(" not in text
    assert "@import" not in text
    assert "default-src 'none'" in text


def test_every_link_leads_within_the_page_or_to_the_web():
    links = Page(to_html(report())).all("href")
    assert len(links) > 4
    assert all(re.match(r"#\w+$|https?://", link) for link in links)


def test_every_link_within_the_page_arrives():
    found = Page(to_html(report(findings=report().findings * 2)))
    assert {link[1:] for link in found.all("href") if link.startswith("#")} <= set(found.all("id"))


def test_hostile_titles_leave_the_page_as_it_was():
    calm = Page(to_html(report(untied=(listed("jira:ONB-1", title="calm"),))))
    hostile = Page(to_html(report(untied=(listed("jira:ONB-1", title=HOSTILE + '" onload="x'),))))
    assert hostile.tags == calm.tags
    assert [name for name, _ in hostile.attributes] == [name for name, _ in calm.attributes]


def test_it_follows_the_readers_colours_and_prints():
    text = to_html(report())
    assert "prefers-color-scheme: dark" in text
    assert "@media print" in text


def test_thousands_of_untied_items_stay_a_page():
    many = tuple(listed(f"jira:P{n % 40}-{n}") for n in range(1, 4372))
    text = to_html(report(untied=many, coverage=coverage(untied=4371)))
    assert "… and 4,321 more in" in text
    assert len(text) < 100_000


def test_a_report_of_nothing_reads_as_no_data():
    text = to_html(empty_report())
    assert "No objectives in this cycle yet." in text
    assert "None" not in text


def test_who_coordinates_a_shared_goal_is_named_beside_its_owner():
    shared = objective("ACME", owner="ceo", coordinator="chief-of-staff")
    assert "coordinated by chief-of-staff" in to_html(report(objectives=(shared,)))


def test_the_values_before_and_the_last_note_stand_beside_the_current_one():
    page = to_html(noted(*range(9)))
    assert "<q>The page is |live</q>" in page
    assert re.search(r"before: 3 \(2026-11-04\), .*, 7 \(2026-11-08\) and 3 more</span>", page)
    assert "before:" not in to_html(noted(1))
