"""The HTML report in a real browser: read by machines, on paper, on a phone, by day and by night."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from okrsync.render.html import to_html
from tests.builders.report import HOSTILE, empty_report, listed, report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from okrsync.core.report import Report

    Shown = Callable[..., Page]

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
PAPER = {"width": 718, "height": 1047}  # A4 between its margins
LONG = listed("jira:ONB-1", title="ein" * 60, project="A" * 60, team="platform-and-" * 6)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        assert not os.environ.get("CI"), "these tests need Chromium: see .ci/run"
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        # A container's root has no sandbox; and nothing but the page is wanted of it.
        alone = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]
        launched = playwright.chromium.launch(executable_path=found, args=alone)
        yield launched
        launched.close()


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Shown]:
    """Open a report as a file, and hold what the page asked for and complained about."""
    opened: list[Page] = []

    def shown(made: Report, **facts: Any) -> Page:
        path = tmp_path / f"{len(opened)}.html"
        path.write_text(to_html(made), encoding="utf-8")
        page = browser.new_context(**{"viewport": DESK, **facts}).new_page()
        opened.append(page)
        page.asked, page.complaints = [], []  # type: ignore[attr-defined]
        page.on("request", lambda request: page.asked.append(request.url))  # type: ignore[attr-defined]
        page.on("console", lambda said: page.complaints.append(said.text))  # type: ignore[attr-defined]
        page.on("dialog", lambda dialog: page.complaints.append(dialog.message))  # type: ignore[attr-defined]
        page.goto(path.as_uri())
        return page

    yield shown
    for page in opened:
        page.context.close()


def overflow(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.mark.parametrize(("viewport", "scheme"), [(DESK, "light"), (PHONE, "dark")], ids=["desk", "phone"])
def test_axe_finds_nothing_that_keeps_anybody_from_reading_it(show, viewport, scheme):
    page = show(report(), color_scheme=scheme, viewport=viewport, bypass_csp=True)
    for closed in page.locator("details").all():
        closed.evaluate("one => one.open = true")
    found = Axe().run(page)
    assert found.response["passes"], "axe looked at nothing"
    assert found.violations_count == 0, found.generate_report()


def test_axe_would_find_a_grey_nobody_can_read(show):
    page = show(report(), bypass_csp=True)
    page.add_style_tag(content=".quiet { color: #bbb !important }")
    assert [one["id"] for one in Axe().run(page).response["violations"]] == ["color-contrast"]


@pytest.mark.parametrize("made", [report(), report(untied=(LONG,)), empty_report()])
@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_a_page_scrolls_in_one_direction_only(show, made, viewport):
    assert overflow(show(made, viewport=viewport)) <= 0


def test_nothing_sticks_out_of_the_paper(show):
    page = show(report(untied=(LONG,)), viewport=PAPER)
    page.emulate_media(media="print")
    assert overflow(page) <= 0
    wide = "[...document.querySelectorAll('table')].filter(one => one.scrollWidth > innerWidth).length"
    assert page.evaluate(wide) == 0


def test_the_page_asks_for_nothing_and_runs_nothing(show):
    hostile = f'{HOSTILE}"><script>alert(1)</script><img src=https://evil.example onerror=alert(2)>'
    page = show(report(untied=(listed("jira:ONB-1", title=hostile),)))
    assert page.asked == [page.url]
    assert page.complaints == []


def test_a_click_leads_to_the_chapter(show):
    page = show(report(), reduced_motion="reduce")
    bar = page.get_by_role("navigation")
    for chapter in ("Measurement", "Strategy", "Execution", "Planning"):
        bar.get_by_role("link", name=chapter).click()
        place = page.get_by_role("heading", name=chapter, exact=True).bounding_box()
        above = bar.bounding_box()
        assert above["y"] + above["height"] - 1 <= place["y"] < DESK["height"] / 3, chapter


def test_what_to_paste_opens_with_a_click_and_with_a_key(show):
    page = show(report())
    entry = page.locator("details").first
    assert not entry.locator("pre").is_visible()
    entry.locator("summary").click()
    assert "[[decisions]]" in entry.locator("pre").inner_text()
    entry.locator("summary").press("Enter")
    assert not entry.locator("pre").is_visible()


def test_the_first_key_leads_past_the_navigation(show):
    page = show(report())
    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.className")
    assert first == "skip"
