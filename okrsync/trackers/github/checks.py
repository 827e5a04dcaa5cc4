"""Check runs: a verdict shown on a commit, where the workflow's token may write one."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from okrsync.config.sources import GitHubSource
from okrsync.trackers.github.client import open_client

if TYPE_CHECKING:
    from okrsync.ports import Conclusion
    from okrsync.trackers.github.client import Client
    from okrsync.trackers.surroundings import Surroundings

_NAME = "okrsync"


def open_checks(surroundings: Surroundings) -> CheckRuns | None:
    """With the workflow's own token, which is an App's: personal ones may write none. None without it."""
    environ = surroundings.environ
    repo, token = environ.get("GITHUB_REPOSITORY", ""), environ.get("GITHUB_TOKEN", "").strip()
    if not repo or not token:
        return None
    source = GitHubSource(name="checks", type="github", repos=(repo,))
    return CheckRuns(open_client(source, surroundings), repo)


class CheckRuns:
    """The checks of one repository. The newest of a name is the one people see."""

    def __init__(self, client: Client, repo: str) -> None:
        self._client = client
        self._repo = repo

    def conclude(self, commit: str, conclusion: Conclusion) -> None:
        body = {
            "name": _NAME,
            "head_sha": commit,
            "status": "completed",
            "conclusion": conclusion.result,
            "output": {"title": conclusion.title, "summary": conclusion.summary},
        }
        path = f"/repos/{quote(self._repo)}/check-runs"
        self._client.write("POST", path, f"the checks of {self._repo}", body)
