"""The report as Markdown: a page for a repository, a job summary or an e-mail."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from okrsync.render.page import page
from okrsync.render.templates import fill

if TYPE_CHECKING:
    from pathlib import Path

    from okrsync.core.report import Report


def to_markdown(report: Report, templates: Path | None = None) -> str:
    """The report by `report.md`, from the user's folder of templates where it has one."""
    text = fill("report.md", templates, **page(report))
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"
