"""A small Jira to ask: projects, issues, fields and comments that tests change while okrsync reads them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

EPIC_LINK, EPIC_NAME, POINTS, GOALS, REGION, PARENT_LINK = (
    f"customfield_{n}" for n in (10014, 10011, 10016, 10050, 10060, 10070)
)
BASELINE, TARGET, CURRENT = (f"customfield_{n}" for n in (10071, 10072, 10073))
FIELDS = [
    *({"id": name, "name": name.title(), "schema": {"type": "user"}} for name in ("assignee", "status")),
    {"id": "duedate", "name": "Due date", "schema": {"type": "date"}, "clauseNames": ["due", "duedate"]},
    *(
        {"id": id_, "name": name, "schema": {"custom": "x:float"}}
        for id_, name in ((BASELINE, "Baseline"), (TARGET, "Target"), (CURRENT, "Current"))
    ),
    *({"id": name, "name": name.title(), "schema": {"type": "string"}} for name in ("summary", "priority")),
    {"id": EPIC_LINK, "name": "Epos-Link", "schema": {"custom": "com.pyxis.greenhopper.jira:gh-epic-link"}},
    {"id": EPIC_NAME, "name": "Eposname", "schema": {"custom": "com.pyxis.greenhopper.jira:gh-epic-label"}},
    {"id": POINTS, "name": "Schätzung", "schema": {"custom": "com.pyxis.greenhopper.jira:jsw-story-points"}},
    {
        "id": GOALS,
        "name": "Goals",
        "schema": {"custom": "com.atlassian.jira.plugin.system.customfieldtypes:goals"},
    },
    {
        "id": REGION,
        "name": "Region",
        "schema": {"custom": "x:select"},
        "clauseNames": ["cf[10060]", "Region"],
    },
]
ROADMAPS = {  # of those Data Centers that have it
    "id": PARENT_LINK,
    "name": "Übergeordnet",
    "schema": {"custom": "com.atlassian.jpo:jpo-custom-field-parent"},
}
CATEGORIES = {"To Do": "new", "In Progress": "indeterminate", "Done": "done"}
LEVELS = {"Sub-task": -1, "Epic": 1, "Initiative": 2}


@dataclass
class Issue:
    id: int
    key: str
    summary: str
    created: datetime
    updated: datetime
    type: str = "Story"
    status: str = "To Do"
    resolution: str | None = None
    description: str | None = None
    labels: list[str] = field(default_factory=list)
    components: list[str] = field(default_factory=list)  # ids
    versions: list[str] = field(default_factory=list)  # ids
    parent: str | None = None  # a key
    done: datetime | None = None
    security: str | None = None
    more: dict[str, Any] = field(default_factory=dict)  # further fields, as sent

    @property
    def project(self) -> str:
        return self.key.rpartition("-")[0]

    @property
    def number(self) -> int:
        return int(self.key.rpartition("-")[2])


@dataclass
class Project:
    key: str
    type: str = "software"
    components: dict[str, dict[str, Any]] = field(default_factory=dict)
    versions: dict[str, dict[str, Any]] = field(default_factory=dict)
    last_number: int = 0


class World:
    """Every change takes a second of the world's own clock."""

    def __init__(self, *, is_cloud: bool = True) -> None:
        self.is_cloud = is_cloud
        self.url = ""
        self.now = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
        self.zone = "Asia/Kolkata"  # of the account: half an hour off, as some are
        self.projects: dict[str, Project] = {}
        self.issues: dict[int, Issue] = {}
        self.comments: dict[int, list[dict[str, Any]]] = {}
        self.fields: list[dict[str, Any]] = list(FIELDS)
        self.hidden: set[str] = set()  # keys of issues and projects
        self.read_only: set[str] = set()  # projects
        self.archived: set[str] = set()  # projects
        self.lacking: set[str] = set()  # permissions, in every project
        self.page_cap = 100
        self.ids_cap = 5_000 if is_cloud else 1_000  # of a page with nothing but ids
        self.counts_more = 0  # than a search finds
        self.ends_early_after: int | None = None  # so many issues, once
        self.search_hides_parents = False  # Parent Link stands only in single issues
        self.window = 10_000  # rows a Data Center's search counts through at most
        self.takes_instants = True
        self.compares_keys = True
        self.reads_one_of_a_list: int | None = None  # in an address: which one
        self.keeps_properties = True  # of comments
        self.expands_properties = True
        self.keeps_comments_internal = True  # where that is asked for
        self.counts_comments = True
        self.most_characters = 32_767  # of a comment
        self.sends_whole_projects = True
        self.may_edit_quietly = True
        self._keys: dict[str, Issue] = {}  # those of today, and those an issue had before it moved
        self._last_id = 10000

    def add_project(self, key: str, type_: str = "software") -> Project:
        self.projects[key] = Project(key, type_)
        return self.projects[key]

    def add_component(self, project: str, name: str) -> str:
        id_ = str(self._next_id())
        self.projects[project].components[id_] = {"id": id_, "name": name}
        return id_

    def add_version(self, project: str, name: str, **facts: Any) -> str:
        id_ = str(self._next_id())
        self.projects[project].versions[id_] = {"id": id_, "name": name, "released": False, **facts}
        return id_

    def add(self, project: str, summary: str = "Work", **facts: Any) -> Issue:
        self.tick()
        issue = Issue(self._next_id(), self._next_key(project), summary, self.now, self.now, **facts)
        self.issues[issue.id] = self._keys[issue.key] = issue
        return issue

    def edit(self, issue: Issue, **facts: Any) -> None:
        for name, value in facts.items():
            assert hasattr(issue, name), name
            setattr(issue, name, value)
        self._touch(issue)

    def move(self, issue: Issue, project: str) -> None:
        """The old key goes on leading to it."""
        issue.key = self._next_key(project)
        issue.components, issue.versions = [], []
        self._keys[issue.key] = issue
        self._touch(issue)

    def delete(self, issue: Issue) -> None:
        del self.issues[issue.id]

    def comment(
        self, issue: Issue, body: str, *, author: dict[str, Any] | None = None, properties: Any = ()
    ) -> dict[str, Any]:
        comment = {
            "id": str(self._next_id()),
            "author": author or self.me(),
            "body": body,
            "properties": list(properties) if self.keeps_properties else [],
        }
        self.comments_on(issue).append(comment)
        self._touch(issue)  # as in Jira: whoever comments changes the issue
        return comment

    def comments_on(self, issue: Issue) -> list[dict[str, Any]]:
        return self.comments.setdefault(issue.id, [])

    def find(self, key: str) -> Issue | None:
        """By its key, by one it had once, or by its id."""
        found = self._keys.get(key.upper()) or self.issues.get(int(key) if key.isdecimal() else 0)
        return found if found and found.id in self.issues else None

    def find_seen(self, key: str) -> Issue | None:
        issue = self.find(key)
        return issue if issue and not {issue.key, issue.project} & self.hidden else None

    def seen(self) -> list[Issue]:
        return [issue for issue in self.issues.values() if not {issue.key, issue.project} & self.hidden]

    def tick(self, **span: int) -> None:
        self.now += timedelta(**(span or {"seconds": 1}))

    def me(self) -> dict[str, Any]:
        return self.user("robot", "OKR Robot")

    def user(self, name: str, shown: str) -> dict[str, Any]:
        known = {"accountId": f"id:{name}"} if self.is_cloud else {"name": name, "key": f"JIRAUSER-{name}"}
        return {**known, "displayName": shown, "timeZone": self.zone}

    def time(self, moment: datetime) -> str:
        """As Jira writes it: in the account's zone, with its offset."""
        local = moment.astimezone(ZoneInfo(self.zone))
        return f"{local:%Y-%m-%dT%H:%M:%S}.{local.microsecond // 1000:03d}{local:%z}"

    def value(self, issue: Issue, field_id: str) -> Any:
        return self._facts(issue).get(field_id)

    def found(self, issue: Issue, fields: list[str]) -> dict[str, Any]:
        """An issue as a search sends it."""
        sent = self.payload(issue, fields)
        if self.search_hides_parents and PARENT_LINK in sent["fields"]:
            sent["fields"][PARENT_LINK] = None
        return sent

    def payload(self, issue: Issue, fields: list[str]) -> dict[str, Any]:
        known = self._facts(issue)
        asked = {name: known.get(name) for name in fields if name in known or name.startswith("customfield")}
        return {"id": str(issue.id), "key": issue.key, "fields": asked}

    def _facts(self, issue: Issue) -> dict[str, Any]:
        project = self.projects[issue.project]
        type_: dict[str, Any] = {"name": issue.type, "subtask": issue.type == "Sub-task"}
        if self.is_cloud:
            type_["hierarchyLevel"] = LEVELS.get(issue.type, 0)
        above = self.find(issue.parent) if issue.parent else None
        has_parent_field = self.is_cloud or issue.type == "Sub-task"
        facts = {
            "summary": issue.summary,
            "description": issue.description,
            "issuetype": type_,
            "project": {"key": project.key, "projectTypeKey": project.type},
            "status": {
                "name": issue.status,
                "statusCategory": {"key": CATEGORIES.get(issue.status, "done")},
            },
            "resolution": {"name": issue.resolution} if issue.resolution else None,
            "resolutiondate": self.time(issue.done) if issue.done else None,
            "created": self.time(issue.created),
            "updated": self.time(issue.updated),
            "labels": issue.labels,
            "components": [project.components[id_] for id_ in issue.components],
            "fixVersions": [project.versions[id_] for id_ in issue.versions],
            "reporter": self.user("dana", "Dana"),
            "security": {"name": issue.security} if issue.security else None,
            **({"parent": {"key": above.key}} if above and has_parent_field else {}),
            **({self._link(issue): above.key} if above and not has_parent_field else {}),
            **issue.more,
        }
        if self.is_cloud:
            facts["statuscategorychangedate"] = self.time(issue.updated)
        elif issue.type == "Epic":
            facts.setdefault(EPIC_NAME, issue.summary)
        return facts

    def _link(self, issue: Issue) -> str:
        return PARENT_LINK if issue.type in LEVELS else EPIC_LINK

    def _next_id(self) -> int:
        self._last_id += 1
        return self._last_id

    def _next_key(self, project: str) -> str:
        self.projects[project].last_number += 1
        return f"{project}-{self.projects[project].last_number}"

    def _touch(self, issue: Issue) -> None:
        self.tick()
        issue.updated = self.now
