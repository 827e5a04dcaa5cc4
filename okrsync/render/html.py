"""The report as one HTML file that needs nothing else: no script, no network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrsync.render.page import page
from okrsync.render.templates import fill

if TYPE_CHECKING:
    from pathlib import Path

    from okrsync.core.report import Report


def to_html(report: Report, templates: Path | None = None) -> str:
    """The report by `report.html`, from the user's folder of templates where it has one."""
    return fill("report.html", templates, **page(report))
