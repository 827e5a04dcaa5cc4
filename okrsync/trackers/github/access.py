"""How to reach a GitHub host, and as whom: a token, or an App's installation."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

import jwt
from github import Auth, Github

from okrsync.errors import UsageError
from okrsync.trackers.github.line import Line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from github.Requester import Requester

    from okrsync.config.sources import GitHubSource

_SECONDS = 30  # for one request
_VERSION = "2022-11-28"


class Access(NamedTuple):
    requester: Requester
    line: Line
    host: str
    credential: str  # in words: "the token in $GITHUB_TOKEN"
    app_id: int | None = None
    sign_in: Callable[[], Auth.Auth] | None = None  # of an App, whose tokens last an hour

    def renewed(self) -> Access | None:
        """The same with a new token; None where there is none to be had."""
        if self.sign_in is None:
            return None
        return self._replace(requester=self.requester.withAuth(self.sign_in()))


def open_access(source: GitHubSource, environ: Mapping[str, str]) -> Access:
    """Prepare requests without making any. UsageError when a secret is missing or the address is none."""
    base_url = _base_url(source, environ)
    is_app = source.app_id is not None or source.installation_id is not None or source.private_key_env
    sign_in = partial(_app, source, environ) if is_app else None
    auth = sign_in() if sign_in else _token(source, environ)
    github = Github(
        auth=auth,
        base_url=base_url,
        timeout=_SECONDS,
        per_page=100,
        user_agent="okrsync",
        retry=None,  # it would post a comment again after a timeout
        seconds_between_requests=0,
        seconds_between_writes=None,  # it takes GraphQL queries for writes
        api_version=_VERSION,
    )
    line = Line(base_url, _SECONDS)
    host = urlsplit(base_url).netloc.removeprefix("api.")
    credential = f"App {source.app_id}" if is_app else f"the token in ${source.token_env}"
    return Access(github.requester, line, host, credential, source.app_id if is_app else None, sign_in)


def _base_url(source: GitHubSource, environ: Mapping[str, str]) -> str:
    url = source.api_url or environ.get("GITHUB_API_URL") or "https://api.github.com"
    try:
        parts = urlsplit(url)
        is_address = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        is_address = False
    if not is_address:
        raise UsageError(
            f"`{url}` is no address of a GitHub API. Source {source.name} needs `api_url` like "
            "https://api.github.com, or https://HOST/api/v3 for Enterprise Server."
        )
    if parts.hostname in ("github.com", "www.github.com"):
        raise UsageError(f"`{url}` is GitHub's web page; its API is at https://api.github.com.")
    return url.rstrip("/")


def _token(source: GitHubSource, environ: Mapping[str, str]) -> Auth.Auth:
    token = environ.get(source.token_env, "").strip()
    if not token:
        raise UsageError(
            f"Source {source.name} needs a GitHub token, also for public repositories: "
            f"put one into the environment variable {source.token_env}."
        )
    if not token.isascii() or not token.isprintable() or " " in token:
        raise UsageError(f"What is in {source.token_env} is no token: it has characters no token has.")
    return Auth.Token(token)


def _app(source: GitHubSource, environ: Mapping[str, str]) -> Auth.Auth:
    if source.app_id is None or source.installation_id is None or not source.private_key_env:
        raise UsageError(
            f"Source {source.name} signs in as a GitHub App: "
            "that takes all of `app_id`, `installation_id` and `private_key_env`."
        )
    key = environ.get(source.private_key_env, "").strip().replace("\\n", "\n")
    if not key:
        raise UsageError(
            f"Source {source.name} needs the private key of App {source.app_id}: "
            f"put its PEM text into the environment variable {source.private_key_env}."
        )
    app = Auth.AppAuth(source.app_id, key)
    try:
        app.create_jwt()
    except (ValueError, TypeError, jwt.PyJWTError) as error:
        raise UsageError(
            f"What is in {source.private_key_env} is no private key of a GitHub App: "
            "it must be the whole PEM text, from -----BEGIN to END-----."
        ) from error
    return app.get_installation_auth(source.installation_id)
