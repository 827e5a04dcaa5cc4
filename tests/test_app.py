from __future__ import annotations

from datetime import date, timedelta

import pytest

from okrsync.app import App, World
from okrsync.errors import ConfigError, UsageError

FILE = """
[[sources]]
name = "jira"
type = "jira"
url = "https://acme.atlassian.net"
projects = ["ONB"]

[[sources]]
name = "plan"
type = "file"
path = "work.csv"

[[objectives]]
id = "GROW"
title = "New teams reach value"
confidential = true

[[rules]]
goal = "GROW"
when = { "field.Severity" = "high" }

[[exempt]]
name = "Routine"
when = { "field.Routine" = "yes" }

[tying]
fields = ["Goal"]
label_prefix = "goal/"

[comments]
after = "5d"
authors = ["old-bot"]
on_resolved = "delete"
"""


@pytest.fixture
def app(tmp_path):
    (tmp_path / "okrsync.toml").write_text(FILE)
    opened = []
    app = App(None, World({}, tmp_path, date(2026, 11, 20), print, print, lambda *args: opened.append(args)))
    app.opened = opened
    return app


def test_a_tracker_is_told_what_the_file_asks_of_it(app):
    app.tracker(app.configuration.sources[0])
    ((source, surroundings),) = app.opened
    assert source.name == "jira"
    assert surroundings.fields == ("Goal", "Routine", "Severity")
    assert surroundings.comment_authors == ("old-bot",)
    assert surroundings.folder == app.configuration.folder


def test_real_trackers_miss_their_secrets_all_at_once(tmp_path):
    (tmp_path / "okrsync.toml").write_text(FILE)
    app = App(None, World({}, tmp_path, date(2026, 11, 20), print, print))
    with pytest.raises(UsageError, match="JIRA_TOKEN"):
        app.trackers()
    places = app.places()
    assert list(places.trackers) == ["plan"]
    assert "JIRA_TOKEN" in places.closed["jira"]
    assert places.projects["ONB"] == "jira"


def test_comments_follow_the_file(app):
    policy = app.comment_policy
    assert policy.after == timedelta(days=5)
    assert policy.deletes_resolved
    assert policy.snooze_label == "goal/snooze"
    assert policy.is_on


def test_confidential_goals_are_judged_without_their_words(app):
    assert app.frame.goals.objectives[0].title == "GROW"
    assert app.goals.objectives[0].title == "New teams reach value"


def test_a_missing_store_is_not_made_to_be_read(app):
    with pytest.raises(Exception, match="no store yet"), app.store(must_exist=True):
        pass
    assert not (app.configuration.folder / ".okrsync").exists()


def test_a_file_with_mistakes_opens_nothing(tmp_path):
    (tmp_path / "okrsync.toml").write_text("sources = 3\nteams = 4\n")
    with pytest.raises(ConfigError) as error:
        App(None, World({}, tmp_path, date(2026, 11, 20), print, print))
    assert len(str(error.value).splitlines()) == 2
