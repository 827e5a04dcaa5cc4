"""As much of JQL as okrsync's questions and a user's narrowing need; what Jira would refuse is refused."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.servers.jira_world import Issue, World

    Test = Callable[[Issue], bool]

_TOKEN = re.compile(r'\s*(?:"((?:[^"\\]|\\.)*)"|(>=|<=|!=|[=<>(),])|(cf\[\d+\]|[\w.\-]+))')
_KEYS = ("key", "issuekey", "issue", "id")
_TYPES = {
    *("epic", "story", "task", "bug", "sub-task", "initiative", "test", "service request"),
    *("objective", "key result", "goal"),
}
_CATEGORIES = {"To Do": "To Do", "In Progress": "In Progress"}
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
}


class Refused(Exception):
    """What Jira answers with 400."""


class Query:
    """A parsed question: `matches`, and `order`, by which its answers are sorted."""

    def __init__(self, world: World, jql: str, *, is_validated: bool = True) -> None:
        self._world = world
        self._is_validated = is_validated
        wanted, _, order = (
            re.compile(r"\s*\border\s+by\b", re.IGNORECASE).sub("\0", jql, count=1).partition("\0")
        )
        self._tokens = _tokens(wanted)
        self.is_bounded = bool(self._tokens)
        self.matches: Test = self._any_of() if self._tokens else lambda _: True
        if self._tokens:
            raise Refused(
                f"Error in the JQL Query: Expecting either 'OR' or 'AND' but got '{self._tokens[0][1]}'."
            )
        self._order = [_sorting(part) for part in order.split(",")] if order else [("created", True)]

    def answers(self) -> list[tuple[tuple[Any, ...], Issue]]:
        """The issues that match, each after what it is sorted by."""
        return sorted((self._rank(issue), issue) for issue in self._world.seen() if self.matches(issue))

    def _rank(self, issue: Issue) -> tuple[Any, ...]:
        values = [_rankable(issue, name) for name, _ in self._order]
        signs = [-1 if falls else 1 for _, falls in self._order]
        return (*(sign * value for sign, value in zip(signs, values, strict=True)), issue.id)

    def _any_of(self) -> Test:
        tests = [self._all_of()]
        while self._takes("or"):
            tests.append(self._all_of())
        return tests[0] if len(tests) == 1 else lambda issue: any(test(issue) for test in tests)

    def _all_of(self) -> Test:
        tests = [self._clause()]
        while self._takes("and"):
            tests.append(self._clause())
        return tests[0] if len(tests) == 1 else lambda issue: all(test(issue) for test in tests)

    def _clause(self) -> Test:
        if self._takes("("):
            inner = self._any_of()
            self._next()
            return inner
        name, operator = self._next().lower(), self._next().lower()
        if operator == "not":
            operator = f"not {self._next().lower()}"
        if operator == "is":
            return self._about_emptiness(name)
        values = self._values() if operator.endswith("in") else [self._next()]
        if name in _KEYS:
            return self._about_key(operator, values)
        if name in ("updated", "created"):
            return self._about_time(name, operator, values[0])
        return self._about_words(name, operator, [value.casefold() for value in values])

    def _about_emptiness(self, name: str) -> Test:
        is_negative = self._takes("not")
        if self._next().lower() not in ("empty", "null"):
            raise Refused("Error in the JQL Query: Expecting 'EMPTY' or 'NULL' after 'is'.")
        field_id = f"customfield_{name[3:-1]}"
        if field_id not in [field["id"] for field in self._world.fields]:
            raise Refused(f"Field '{name}' does not exist or you do not have permission to view it.")
        return lambda issue: (self._world.value(issue, field_id) is None) != is_negative

    def _values(self) -> list[str]:
        self._next()
        values = [self._next()]
        while self._takes(","):
            values.append(self._next())
        self._next()
        return values

    def _about_key(self, operator: str, values: list[str]) -> Test:
        """Jira looks the issue up, by an old key too, and compares numbers in the project it is in now."""
        found = [self._world.find_seen(value) for value in values]
        missing = [value for value, issue in zip(values, found, strict=True) if issue is None]
        if missing and self._is_validated:
            raise Refused(f"An issue with key '{missing[0]}' does not exist for field 'key'.")
        known = [issue for issue in found if issue]
        if operator in ("=", "in") or not self._world.compares_keys:
            return lambda issue: issue in known
        if operator not in _COMPARE or len(values) > 1 or not known:
            return lambda _: False
        bound, compare = known[0], _COMPARE[operator]
        project, number = bound.project, bound.number
        return lambda issue: issue.project == project and compare(issue.number, number)

    def _about_time(self, name: str, operator: str, value: str) -> Test:
        if value.isdecimal():
            if not self._world.takes_instants:
                raise Refused(f"Date value '{value}' for field '{name}' is invalid.")
            bound = datetime.fromtimestamp(int(value) / 1000, UTC)
        else:
            try:
                local = datetime.strptime(value, "%Y-%m-%d %H:%M")  # noqa: DTZ007 (the account's zone is meant)
            except ValueError as error:
                raise Refused(f"Date value '{value}' for field '{name}' is invalid.") from error
            bound = local.replace(tzinfo=ZoneInfo(self._world.zone))
        return lambda issue: _COMPARE[operator](getattr(issue, name), bound)

    def _about_words(self, name: str, operator: str, values: list[str]) -> Test:
        if name == "project" and not {value.upper() for value in values} <= set(self._world.projects):
            raise Refused(f"The value '{values[0].upper()}' does not exist for the field 'project'.")
        read: dict[str, Callable[[Issue], list[str | None]]] = {
            "project": lambda issue: [issue.project],
            "issuetype": lambda issue: [issue.type],
            "type": lambda issue: [issue.type],
            "status": lambda issue: [issue.status],
            "labels": lambda issue: list(issue.labels),
            "statuscategory": lambda issue: [_CATEGORIES.get(issue.status, "Done")],
        }
        if name not in read:
            raise Refused(f"Field '{name}' does not exist or you do not have permission to view it.")
        if name == "project" and operator == "=":
            key = values[0].upper()
            return lambda issue: issue.key.startswith(f"{key}-")
        if name in ("issuetype", "type") and not set(values) <= _TYPES:
            raise Refused(f"The value '{min(set(values) - _TYPES)}' does not exist for the field '{name}'.")
        is_negative = operator in ("!=", "not in")
        return lambda issue: any(str(word).casefold() in values for word in read[name](issue)) != is_negative

    def _takes(self, word: str) -> bool:
        is_next = bool(self._tokens) and self._tokens[0] in ((False, word), (False, word.upper()))
        if is_next:
            self._tokens.pop(0)
        return is_next

    def _next(self) -> str:
        if not self._tokens:
            raise Refused("Error in the JQL Query: The query is incomplete.")
        return self._tokens.pop(0)[1]


def _tokens(jql: str) -> list[tuple[bool, str]]:
    """Each with whether it was quoted."""
    found, at = [], 0
    while at < len(jql.rstrip()):
        match = _TOKEN.match(jql, at)
        if match is None:
            raise Refused(f"Error in the JQL Query: The character '{jql[at]}' is a reserved JQL character.")
        quoted = match[1] is not None
        found.append((quoted, match[1] if quoted else match[2] or match[3]))
        at = match.end()
    return found


def _sorting(part: str) -> tuple[str, bool]:
    name, _, direction = part.strip().lower().partition(" ")
    if name not in (*_KEYS, "updated", "created"):
        raise Refused(f"Not able to sort using field '{name}'.")
    return name, direction.strip() == "desc"


def _rankable(issue: Issue, name: str) -> float:
    return issue.number if name in _KEYS else getattr(issue, name).timestamp()
