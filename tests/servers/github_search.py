"""The words of GitHub's search that tests use; any other is refused."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.servers.github_world import Issue, World


class Refused(Exception):
    pass


def search(world: World, query: str) -> list[Issue]:
    """The issues and pull requests for which every word holds, in the order they were made."""
    words = [_word(word) for word in shlex.split(query)]
    issues = [
        issue for repository in world.repositories if not repository.is_hidden for issue in repository.issues
    ]
    return [issue for issue in issues if all(holds(issue) for holds in words)]


def _word(word: str) -> Callable[[Issue], bool]:
    name, colon, value = word.partition(":")
    if not colon:
        return lambda issue: name.casefold() in issue.title.casefold()
    match name, value:
        case "repo", _:
            return lambda issue: issue.repository.name.casefold() == value.casefold()
        case "is", "open" | "closed":
            return lambda issue: issue.state == value
        case "is", "issue" | "pr":
            return lambda issue: (issue.branch is not None) == (value == "pr")
        case "label", _:
            return lambda issue: value.casefold() in (label.casefold() for label in issue.labels)
    raise Refused(f"unknown qualifier {word}")
