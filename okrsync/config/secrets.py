"""Names of secrets. A secret itself never stands in the file, and never in a message about it."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

_NAME = r"[A-Za-z_][A-Za-z0-9_]*"
_LONGEST_NAME = 100
_TOKEN_LENGTH = 20
# How the tokens of GitHub, GitLab, Atlassian, Slack and the usual web tokens begin.
_BEGINNINGS = re.compile(
    r"(gh[oprsu]_|github_pat_|glpat-|ATATT|ATCTT|ATSTT|xox[a-z]-|eyJ|-----BEGIN)", re.IGNORECASE
)


def is_secret(text: str) -> bool:
    """Whether the text looks like a token. The names of environment variables do not."""
    if _BEGINNINGS.match(text):
        return True
    if len(text) < _TOKEN_LENGTH or not text.isalnum():
        return False
    has_digit = any(letter.isdigit() for letter in text)
    return has_digit or not (text.isupper() or text.islower())


def _checked(name: str) -> str:
    if is_secret(name) or len(name) > _LONGEST_NAME or not re.fullmatch(_NAME, name):
        raise PydanticCustomError(
            "secret",
            "takes the name of an environment variable, for example JIRA_TOKEN; "
            "the secret itself belongs in that variable, never in the file",
        )
    return name


EnvName = Annotated[
    str, AfterValidator(_checked), WithJsonSchema({"type": "string", "pattern": f"^{_NAME}$"})
]
