"""The sources of the file: where work is read from. Secrets are named here, never written."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class Strict(BaseModel):
    """Frozen, and no key passes unnoticed."""

    model_config = ConfigDict(frozen=True, extra="forbid")


SourceName = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_-]*$")]


class GitHubSource(Strict):
    """Repositories of one GitHub host."""

    name: SourceName
    type: Literal["github"]
    repos: tuple[str, ...] = Field(min_length=1, description="owner/name; globs are expanded over the owner")
    token_env: str = Field("GITHUB_TOKEN", description="the environment variable that holds the token")
    api_url: str | None = Field(
        None, description="GitHub Enterprise Server; default: $GITHUB_API_URL or github.com"
    )
    app_id: int | None = None
    installation_id: int | None = None
    private_key_env: str | None = None


class JiraSource(Strict):
    """Projects of one Jira site, Cloud or Data Center."""

    name: SourceName
    type: Literal["jira"]
    url: str
    projects: tuple[str, ...] = Field(min_length=1)
    email_env: str | None = Field(None, description="Cloud: e-mail and API token; Data Center: token alone")
    token_env: str = "JIRA_TOKEN"  # noqa: S105 (a variable's name)
    jql: str | None = Field(None, description="narrows what is read")
    points_field: str | None = Field(None, description="the field with the estimate, by name or id")


class FileSource(Strict):
    """An export of any other tracker: JSON Lines or CSV, plain or .gz."""

    name: SourceName
    type: Literal["file"]
    path: str
    columns: dict[str, str] = Field(default_factory=dict, description="ours = theirs, where they differ")
    states: dict[Literal["todo", "doing", "done", "dropped"], tuple[str, ...]] = Field(default_factory=dict)


Source = Annotated[GitHubSource | JiraSource | FileSource, Field(discriminator="type")]
