"""Signing in as a GitHub App: its installation's token, renewed when it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import jwt
from github import Auth, Github, GithubException

from okrsync.errors import TrackerError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from okrsync.config.sources import GitHubSource


def app_signature(
    source: GitHubSource, environ: Mapping[str, str], base_url: str, seconds: int
) -> Callable[[], str]:
    """What gives the header of each request. UsageError when a fact of the App is missing or wrong."""
    github = Github(auth=_installation(source, environ), base_url=base_url, timeout=seconds, retry=None)

    def signature() -> str:
        headers: dict[str, str] = {}
        try:
            github.requester.auth.authentication(headers)  # type: ignore[union-attr]  # it has the one above
        except GithubException as error:
            raise TrackerError(
                f"{urlsplit(base_url).netloc.removeprefix('api.')} gives App {source.app_id} no token "
                f"({error.status} {error.message or ''}): "
                "check `app_id`, `installation_id` and the private key."
            ) from error
        return headers["Authorization"]

    return signature


def _installation(source: GitHubSource, environ: Mapping[str, str]) -> Auth.Auth:
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
