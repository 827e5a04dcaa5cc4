"""The report of today, as far as there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrsync.core.assessing import assess
from okrsync.errors import NoStoreYet
from okrsync.steps.edits import Found, edits_of
from okrsync.steps.report import ReportOptions, report

if TYPE_CHECKING:
    from okrsync.app import App
    from okrsync.cli.session import Session
    from okrsync.config.commits import Git
    from okrsync.core.report import Report


def current_report(session: Session, app: App, name: str | None = None, *, git: Git | None = None) -> Report:
    """From the store, or the file and its check-ins alone; of a named cycle even where it is closed.

    With git, what was changed in the file after the cycle began is in it.
    """
    options = ReportOptions(session.now, session.now.date(), name, is_fresh=name is not None, git=git)
    try:
        with app.store(must_exist=True) as store:
            return report(store, app.configuration, options)
    except NoStoreYet:
        session.voice.info("Nothing was synced yet: the goals are shown without the work for them.")
        return _without_work(app, options)


def _without_work(app: App, options: ReportOptions) -> Report:
    file, day = app.configuration, options.as_of
    looked = edits_of(file, app.goals, options.git, today=day) if options.git else Found(())
    return assess(
        (),
        app.goals,
        cycle=file.cycle(day, options.cycle),
        as_of=day,
        generated_at=options.now,
        checkins=file.checkins(day),
        edits=looked.edits or (),
    )
