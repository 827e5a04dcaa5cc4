"""The report of today, as far as there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrsync.core.assessing import assess
from okrsync.errors import NoStoreYet
from okrsync.steps.report import ReportOptions, report

if TYPE_CHECKING:
    from okrsync.app import App
    from okrsync.cli.session import Session
    from okrsync.core.report import Report


def current_report(session: Session, app: App, name: str | None = None) -> Report:
    """From the store, or the file and its check-ins alone; of a named cycle even where it is closed."""
    options = ReportOptions(session.now, session.now.date(), name, is_fresh=name is not None)
    try:
        with app.store(must_exist=True) as store:
            return report(store, app.configuration, options)
    except NoStoreYet:
        session.voice.info("Nothing was synced yet: the goals are shown without the work for them.")
        day = app.frame.as_of
        cycle = app.configuration.cycle(day, name)
        checkins = app.configuration.checkins(day)
        return assess((), app.goals, cycle=cycle, as_of=day, generated_at=session.now, checkins=checkins)
