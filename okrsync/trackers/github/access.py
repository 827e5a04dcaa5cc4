"""How to reach a GitHub host, and as whom: a token, or an App's installation."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from okrsync.errors import UsageError
from okrsync.trackers.github.line import Line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from okrsync.config.sources import GitHubSource

_SECONDS = 30  # for one request
_VERSION = "2022-11-28"


class Access(NamedTuple):
    base_url: str
    signature: Callable[[], str]  # the value of the header Authorization
    line: Line
    host: str
    credential: str  # in words: "the token in $GITHUB_TOKEN"
    app_id: int | None = None
    sign_in: Callable[[], Callable[[], str]] | None = None  # of an App, whose tokens last an hour

    def renewed(self) -> Access | None:
        """The same with a new token; None where there is none to be had."""
        if self.sign_in is None:
            return None
        return self._replace(signature=self.sign_in())

    @property
    def graphql_url(self) -> str:
        """On Enterprise Server beside the REST API, not below it."""
        return f"{self.base_url.removesuffix('/v3')}/graphql"

    def headers(self) -> dict[str, str]:
        """Of each request."""
        return {
            "Authorization": self.signature(),
            "User-Agent": "okrsync",
            "Accept": "application/vnd.github+json",
            "Content-Type": "application/json",
            "X-GitHub-Api-Version": _VERSION,
        }


def open_access(source: GitHubSource, environ: Mapping[str, str]) -> Access:
    """Prepare requests without making any. UsageError when a secret is missing or the address is none."""
    base_url = _base_url(source, environ)
    line, host = Line(base_url, _SECONDS), urlsplit(base_url).netloc.removeprefix("api.")
    if source.app_id is None and source.installation_id is None and not source.private_key_env:
        token = _token(source, environ)
        return Access(base_url, lambda: f"token {token}", line, host, f"the token in ${source.token_env}")
    from okrsync.trackers.github.app import app_signature  # noqa: PLC0415 (a fifth of a second, for few)

    sign_in = partial(app_signature, source, environ, base_url, _SECONDS)
    return Access(base_url, sign_in(), line, host, f"App {source.app_id}", source.app_id, sign_in)


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


def _token(source: GitHubSource, environ: Mapping[str, str]) -> str:
    token = environ.get(source.token_env, "").strip()
    if not token:
        raise UsageError(
            f"Source {source.name} needs a GitHub token, also for public repositories: "
            f"put one into the environment variable {source.token_env}."
        )
    if not token.isascii() or not token.isprintable() or " " in token:
        raise UsageError(f"What is in {source.token_env} is no token: it has characters no token has.")
    return token
