"""Whose word we give, and why Jira does not take it, as far as it says."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from okrsync.errors import TrackerError
from okrsync.trackers.jira.refusals import messages

if TYPE_CHECKING:
    from requests import Response

_FAILED = ("AUTHENTICATED_FAILED", "AUTHENTICATION_DENIED", "AUTHORISATION_FAILED")
_SCOPES = "read:jira-work and read:jira-user, to comment write:jira-work too"
_NEW_TOKENS = "https://id.atlassian.com/manage-profile/security/api-tokens"


class Credentials(NamedTuple):
    """The names of the variables that hold them, for sentences."""

    token_env: str
    email_env: str | None = None
    user_env: str | None = None


class NotAccepted(TrackerError):
    """Jira does not let these credentials in. It may go on as nobody then, and find nothing."""


def is_login_failure(response: Response) -> bool:
    reason = response.headers.get("X-Seraph-LoginReason", "")
    return response.status_code == 401 or any(word in reason for word in _FAILED)  # noqa: PLR2004 (HTTP)


def lacks_scope(response: Response) -> bool:
    """Whether the gateway knows the token, which was made for less than this."""
    return response.status_code in (401, 403) and "scope" in messages(response).casefold()


def not_accepted(response: Response, host: str, credentials: Credentials) -> NotAccepted:
    """The error for a login that failed: a missing scope or right, a CAPTCHA, or a wrong or old secret."""
    token, reason = f"${credentials.token_env}", response.headers.get("X-Seraph-LoginReason", "")
    if lacks_scope(response):
        return NotAccepted(f"{host} says that {token} lacks a scope: make a token with {_SCOPES}.")
    if "AUTHORISATION_FAILED" in reason:
        return NotAccepted(
            f"{host} knows the account behind {token} but does not let it use Jira: "
            "ask an administrator for access to the product."
        )
    if "AUTHENTICATION_DENIED" in reason or "X-Authentication-Denied-Reason" in response.headers:
        return NotAccepted(
            f"{host} wants the account behind {token} to solve a CAPTCHA after failed logins: "
            "sign in with a browser once, then try again."
        )
    return NotAccepted(_wrong(host, credentials, is_expired=_says_expired(response)))


def _wrong(host: str, credentials: Credentials, *, is_expired: bool) -> str:
    token, email, user = credentials
    if is_expired:
        return f"{host} says that ${token} has expired: make a new token and put it there."
    if email:
        return (
            f"{host} does not accept ${email} with ${token}. Cloud tokens expire, after a year at "
            f"most: make a new one at {_NEW_TOKENS}."
        )
    if user:
        return (
            f"{host} does not accept ${user} with the password in ${token}. It may take no passwords at all: "
            "then make a personal access token and leave out `user_env`."
        )
    return (
        f"{host} does not accept ${token}: a personal access token may have expired or been "
        "revoked. A Jira Cloud token works only together with `email_env`."
    )


def _says_expired(response: Response) -> bool:
    said = f"{messages(response)} {response.headers.get('WWW-Authenticate', '')}"
    return "expired" in said.casefold()
