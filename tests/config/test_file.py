from __future__ import annotations

import pytest
from pydantic import ValidationError

from okrsync.config.file import File, Included
from tests.config.files import loaded

DESIGN = """
cycle = "2026-Q4"                      # optional: default is the cycle that contains today
store = "sqlite:///.okrsync/store.db"  # any SQLite or PostgreSQL URL; $OKRSYNC_STORE wins
include = ["okrs/*.toml"]

[[sources]]
name = "github"
type = "github"
repos = ["acme/web", "acme/mobile-*"]
token_env = "GITHUB_TOKEN"

[[sources]]
name = "jira"
type = "jira"
url = "https://acme.atlassian.net"
projects = ["ONB", "OPS"]
email_env = "JIRA_EMAIL"
token_env = "JIRA_TOKEN"

[[sources]]
name = "plan"
type = "file"
path = "work.jsonl"
columns = { title = "summary", closed = "resolved", milestone = "fix_versions" }
states = { doing = ["In Review"], done = ["Resolved"], dropped = ["Rejected"] }

[[teams]]
id = "marketing"
parent = "company"
when = [{ project = "MKT" }, { label = "team/marketing" }]

[[objectives]]
id = "GROW"
title = "New teams reach value in their first week"
cycle = "2026-Q4"
team = "product"
owner = "dana@acme.example"
parent = "ACME"
relation = "contributes"
commitment = "committed"
state = "active"
weight = 1
allocation = 0.35
labels = ["onboarding", "growth/*"]
items = ["jira:ONB-7"]

  [[objectives.key_results]]
  id = "KR1"
  title = "Median time to first report falls from 9 to 3 days"
  baseline = 9
  target = 3
  unit = "days"
  current = 6.5
  weight = 2
  labels = ["kr/first-report"]
  measure = { source = "jira", jql = "project = ONB and labels = slow-start and resolution is EMPTY" }

[[kpis]]
id = "uptime"
title = "Availability"
healthy = 99.9
watch = 99.5
current = 99.95

[[rules]]
goal = "GROW.KR1"
when = { project = "ONB", component = ["Signup*"], type = ["Story", "Bug"] }

[[exempt]]
name = "Keeping the lights on"
when = { label = ["ktlo", "security", "dependencies"] }
budget = 0.25

[[decisions]]
item = "jira:OPS-31"
goal = "GROW"
by = "coo@acme.example"
on = 2026-10-20
reason = "Signup depends on it this quarter"

[[waivers]]
item = "github:acme/web#40"
reason = "Spike, thrown away by design"
until = 2026-12-01

[effort]
unit = "points"
default_points = 1

[comments]
mode = "comment"
max_per_run = 20
after = "2d"
start = 2026-10-01
skip_authors = ["dependabot[bot]"]
"""
COMPANY = '[[objectives]]\nid = "ACME"\ntitle = "Small teams stay"\ncycle = "2026"\n'


def test_the_format_as_it_was_promised_loads(tmp_path):
    file = loaded(tmp_path, DESIGN, company=COMPANY).file
    assert [source.name for source in file.sources] == ["github", "jira", "plan"]
    assert [objective.id for objective in file.objectives] == ["GROW", "ACME"]


def test_an_include_holds_goals_but_no_source_store_or_comments():
    assert set(Included.model_fields) == {
        *("cycles", "teams", "objectives", "kpis", "rules", "exempt", "decisions", "waivers")
    }


def test_the_whole_file_is_frozen(tmp_path):
    file = loaded(tmp_path, DESIGN, company=COMPANY).file
    with pytest.raises(ValidationError):
        file.cycle = "2027"
    with pytest.raises(ValidationError):
        file.objectives[0].title = "x"


def test_everything_is_optional():
    assert File().store == "sqlite:///.okrsync/store.db"
