"""What a pretended GitHub holds: repositories, issues, comments. Each change takes a second."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

Json = dict[str, Any]


@dataclass
class Clock:
    now: datetime = datetime(2026, 10, 1, 8, 0, 0, tzinfo=UTC)

    def tick(self, seconds: float = 1) -> str:
        self.now += timedelta(seconds=seconds)
        return self.text()

    def text(self) -> str:
        return f"{self.now:%Y-%m-%dT%H:%M:%SZ}"


@dataclass
class Comment:
    id: int
    body: str
    author: str
    is_minimized: bool = False
    reactions: list[Json] = field(default_factory=list)  # id, content, login


@dataclass
class Issue:
    """An issue, or with a `branch` a pull request. `change()` touches it, plain assignment does not."""

    repository: Repository
    number: int
    id: int
    title: str
    body: str | None = None
    state: str = "open"
    state_reason: str | None = None
    labels: list[str] = field(default_factory=list)
    milestone: Json | None = None
    author: str | None = "dana"
    type: str | None = None
    parent: Issue | None = None
    points: float | None = None
    on_board: Json = field(default_factory=dict)  # fields of a project, by name, as GraphQL tells them
    draft: bool = False
    locked: bool = False
    branch: str | None = None
    base: str = "main"
    closes: list[Issue] = field(default_factory=list)  # linked on GitHub, by keyword or by hand
    merged_at: str | None = None
    created_at: str = ""
    updated_at: str = ""
    closed_at: str | None = None
    comments: list[Comment] = field(default_factory=list)
    moved_to: Issue | None = None  # transferred
    is_deleted: bool = False

    @property
    def key(self) -> str:
        return f"{self.repository.name}#{self.number}"

    def change(self, **facts: Any) -> Issue:
        for name, value in facts.items():
            assert hasattr(self, name), name
            setattr(self, name, value)
        self.updated_at = self.repository.world.clock.tick()
        return self

    def close(self, reason: str = "completed") -> Issue:
        at = self.repository.world.clock.tick()
        return self.change(state="closed", state_reason=reason, closed_at=at)

    def merge(self) -> Issue:
        at = self.repository.world.clock.tick()
        return self.change(state="closed", merged_at=at, closed_at=at)

    def comment(self, body: str, author: str = "dana") -> Comment:
        comment = Comment(self.repository.world.new_id(), body, author)
        self.comments.append(comment)
        self.change()
        return comment


@dataclass
class Repository:
    """`is_hidden`: answers 404. `is_private`: not in a public list. `has_issues=False`: issues are 410."""

    world: World
    name: str
    id: int
    labels: list[Json] = field(default_factory=list)
    milestones: list[Json] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    is_hidden: bool = False
    is_private: bool = False
    is_archived: bool = False
    has_issues: bool = True
    was_called: list[str] = field(default_factory=list)
    roles: dict[str, str] = field(default_factory=dict)  # by login; everybody else may read
    files: dict[str, str | bytes] = field(default_factory=dict)  # of its default branch
    knows_raw: bool = True  # whether files come as they are
    is_vast: bool = False  # more files than a tree lists
    refs: dict[str, dict[str, str | bytes]] = field(default_factory=dict)  # files at other branches and tags
    checks: list[Json] = field(default_factory=list)  # check runs, as they were sent

    def label(self, name: str, **looks: Any) -> Json:
        self.labels.append({"id": self.world.new_id(), "name": name, "color": "ededed"} | looks)
        return self.labels[-1]

    def find_label(self, name: str) -> Json | None:
        """Names that differ by case only are one."""
        return next((label for label in self.labels if label["name"].casefold() == name.casefold()), None)

    def rename_label(self, old: str, new: str) -> None:
        """Touches no issue, as on GitHub."""
        next(label for label in self.labels if label["name"] == old)["name"] = new
        for issue in self.issues:
            issue.labels = [new if name == old else name for name in issue.labels]

    def milestone(self, title: str, description: str | None = None, state: str = "open") -> Json:
        milestone = {
            "id": self.world.new_id(),
            "number": len(self.milestones) + 1,
            "title": title,
            "description": description,
            "state": state,
            "created_at": self.world.clock.text(),
            "updated_at": self.world.clock.text(),
            "closed_at": None,
        }
        self.milestones.append(milestone)
        return milestone

    def issue(self, title: str = "Something to do", **facts: Any) -> Issue:
        at = self.world.clock.tick()
        facts = {"created_at": at, "updated_at": at} | facts
        issue = Issue(self, len(self.issues) + 1, self.world.new_id(), title, **facts)
        self.issues.append(issue)
        for name in issue.labels:
            if name not in [label["name"] for label in self.labels]:
                self.label(name)
        return issue

    def pull(self, title: str = "Something done", branch: str = "topic", **facts: Any) -> Issue:
        return self.issue(title, branch=branch, **facts)

    def rename(self, name: str) -> None:
        self.was_called.append(self.name)
        self.name = name

    def find(self, number: int) -> Issue | None:
        return next((issue for issue in self.issues if issue.number == number), None)


@dataclass
class World:
    """`viewer` is the account behind the token; `viewer_is_app`: one that may not ask for its own name."""

    clock: Clock = field(default_factory=Clock)
    repositories: list[Repository] = field(default_factory=list)
    organisations: list[str] = field(default_factory=lambda: ["acme"])
    viewer: str = "okr-bot"
    viewer_is_app: bool = False
    last_id: int = 1000

    def repository(self, name: str = "acme/web") -> Repository:
        self.repositories.append(Repository(self, name, self.new_id()))
        return self.repositories[-1]

    def find(self, name: str) -> Repository | None:
        return next((r for r in self.repositories if r.name.casefold() == name.casefold()), None)

    def find_former(self, name: str) -> Repository | None:
        return next((r for r in self.repositories if name in r.was_called), None)

    def new_id(self) -> int:
        self.last_id += 1
        return self.last_id
