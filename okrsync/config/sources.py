"""The sources of the file: where work is read from. Secrets are named here, never written."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticKnownError

from okrsync.config.secrets import EnvName
from okrsync.config.values import Count, Repo, SourceName, Strict, Text, Url

# The fields of a `file` source, ours, which `columns` maps to theirs.
COLUMNS = (
    *("key", "title", "body", "url", "type", "project", "state", "resolution", "labels", "components"),
    *("milestone", "parent", "closes", "author", "bot", "created", "updated", "closed", "effort"),
)


def _known(column: str) -> str:
    if column not in COLUMNS:
        expected = ", ".join(f"'{name}'" for name in COLUMNS)
        raise PydanticKnownError("literal_error", {"expected": expected})
    return column


class GitHubSource(Strict):
    """Repositories of one GitHub host."""

    name: SourceName = Field(description="how refs to its items begin: github:acme/web#12")
    type: Literal["github"]
    repos: tuple[Repo, ...] = Field(min_length=1, description="owner/name; globs are expanded over the owner")
    token_env: EnvName = Field("GITHUB_TOKEN", description="the environment variable that holds the token")
    api_url: Url | None = Field(
        None, description="GitHub Enterprise Server; default: $GITHUB_API_URL or github.com"
    )
    app_id: Count | None = Field(None, description="sign in as a GitHub App instead of with a token")
    installation_id: Count | None = Field(None, description="the App's installation at the owner")
    private_key_env: EnvName | None = Field(
        None, description="the environment variable that holds the App's private key"
    )
    project_fields: tuple[Text, ...] = Field(
        default=(), description="fields of projects (boards) to read as well, by name: Story points"
    )


class GoalFields(Strict):
    """What the fields of goals that live as issues are called, by name or id."""

    baseline: Text = Field("Baseline", description="a key result's value at the beginning")
    target: Text = Field("Target", description="the value to reach")
    current: Text = Field("Current", description="the value now; it is as old as the issue's last change")
    unit: Text = Field("Unit", description="of the three")
    owner: Text = Field("assignee", description="the one person who answers for it")
    team: Text | None = Field(None, description="who carries it; default: the team of the issue")
    cycle: Text | None = Field(None, description="names the cycle; default: a fix version, else the dates")
    start: Text = Field("Start date", description="the first day")
    due: Text = Field("duedate", description="the last day")


class JiraSource(Strict):
    """Projects of one Jira site, Cloud or Data Center."""

    name: SourceName = Field(description="how refs to its items begin: jira:ONB-7")
    type: Literal["jira"]
    url: Url = Field(description="the site's address, as in the browser")
    projects: tuple[Text, ...] = Field(min_length=1, description="the keys of the projects to read")
    email_env: EnvName | None = Field(
        None, description="Cloud: e-mail and API token; Data Center: token alone"
    )
    user_env: EnvName | None = Field(
        None,
        description="Data Center without tokens: the variable with the user name; token_env: the password",
    )
    token_env: EnvName = Field("JIRA_TOKEN", description="the environment variable that holds the token")
    jql: Text | None = Field(None, description="narrows what is read")
    points_field: Text | None = Field(None, description="the field with the estimate, by name or id")
    ca_file: Text | None = Field(
        None, description="certificates (PEM) of your own authority, relative to this file"
    )
    gateway_url: Url = Field(
        "https://api.atlassian.com",
        description="where Cloud lets tokens with scopes in; government clouds differ",
    )
    epic_field: Text | None = Field(None, description="the field with the epic, by name or id")
    parent_field: Text | None = Field(None, description="the field with what stands above an epic")
    sprint_field: Text | None = Field(None, description="the field behind the condition field.Sprint")
    link_types: tuple[Text, ...] = Field(
        default=(),
        description="issue links that lead up as a parent does, in the words of an issue: contributes to",
    )
    goal_types: tuple[Text, ...] = Field(
        default=(), description="types of issues that are goals, objectives first: Objective, Key Result"
    )
    goal_fields: GoalFields = Field(
        default_factory=GoalFields, description="the fields of such issues, where they have other names"
    )

    @property
    def goal_field_names(self) -> dict[str, str]:
        """By meaning, what the fields of goals are called; nothing where no issue is a goal."""
        named = self.goal_fields.model_dump(exclude_none=True) if self.goal_types else {}
        return named | {"status": "status"} if named else {}


class FileSource(Strict):
    """An export of any other tracker: JSON Lines or CSV, plain or .gz."""

    name: SourceName = Field(description="how refs to its items begin: plan:7")
    type: Literal["file"]
    path: Text = Field(description="where the export lies, relative to this file")
    columns: dict[Annotated[str, AfterValidator(_known)], Text] = Field(
        default_factory=dict,
        description="ours = theirs, where they differ",
        json_schema_extra={"propertyNames": {"enum": list(COLUMNS)}},
    )
    states: dict[Literal["todo", "doing", "done", "dropped"], tuple[Text, ...]] = Field(
        default_factory=dict, description="words for a state, beyond the usual ones"
    )


Source = Annotated[GitHubSource | JiraSource | FileSource, Field(discriminator="type")]
