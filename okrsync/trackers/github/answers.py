"""What GitHub's answers mean: good, pause, ask again, or fail with one plain sentence. No I/O."""

from __future__ import annotations

import json
from base64 import b64decode
from typing import TYPE_CHECKING, Any, NamedTuple

from okrsync.errors import NotVisible, TrackerError

if TYPE_CHECKING:
    from collections.abc import Mapping

_LONGEST_MESSAGE = 200
# GraphQL's words for what goes well the next time; it says them with status 200, and sends half the data.
_PASSING = ("something went wrong", "resource limits", "timeout", "timed out", "try again", "temporar")


class ServerFailed(TrackerError):
    """No usable answer: cut off, timed out, out of order. Ask a read again; a write may have happened."""


class Missing(NotVisible):
    """Not there, or hidden from this account."""


class Gone(NotVisible):
    """Deleted, or issues are switched off in its repository."""


class QueryRefused(TrackerError):
    """GraphQL is there, but answers this query with nothing but errors."""


class NoGraphQL(QueryRefused):
    """There is no GraphQL on this host."""


class Forbidden(QueryRefused):
    """These credentials may not ask GraphQL this."""


class Request(NamedTuple):
    verb: str
    path: str
    what: str  # in words, for its failures: "acme/web", "the pull requests of acme/web"
    parameters: Mapping[str, Any] | None = None
    body: Mapping[str, Any] | None = None
    longest_pause: float = 300.0  # seconds
    is_raw: bool = False  # asks for a file's bytes, not for JSON about it


class Asked(NamedTuple):
    """What a request is about, in words for its failures."""

    what: str
    host: str
    credential: str


class Answer(NamedTuple):
    status: int
    headers: Mapping[str, str]  # names in lower case
    data: Any  # None when empty or not readable
    is_readable: bool = True
    is_web_page: bool = False
    is_redirected: bool = False

    @property
    def message(self) -> str:
        """What GitHub says is wrong, in its own words, or nothing."""
        said = self.data.get("message") if isinstance(self.data, dict) else None
        reasons = (str(error["message"]) for error in self.errors if error.get("message"))
        told = ": ".join(filter(None, (str(said or ""), "; ".join(reasons))))
        return " ".join(told.split())[:_LONGEST_MESSAGE].rstrip(".")

    @property
    def errors(self) -> list[dict[str, Any]]:
        """What GraphQL complains about."""
        found = self.data.get("errors") if isinstance(self.data, dict) else None
        return [error for error in found if isinstance(error, dict)] if isinstance(found, list) else []


def read_answer(status: int, headers: Mapping[str, str], text: str, *, is_redirected: bool = False) -> Answer:
    """The answer with its JSON read, once."""
    is_web_page = text.lstrip()[:1] == "<"
    try:
        data = json.loads(text) if text.strip() else None
    except (ValueError, RecursionError):
        return Answer(status, headers, None, is_readable=False, is_web_page=is_web_page)
    return Answer(status, headers, data, is_redirected=is_redirected)


def raw_answer(status: int, headers: Mapping[str, str], content: bytes) -> Answer:
    """The answer with a file's bytes; a folder is a list. Hosts that know no raw form wrap them into JSON."""
    if status < 300 and not headers.get("content-type", "").startswith("application/json"):  # noqa: PLR2004
        return Answer(status, headers, content)
    found = read_answer(status, headers, content.decode(errors="replace"))
    if not isinstance(found.data, dict) or found.data.get("encoding") != "base64":
        return found
    try:
        return found._replace(data=b64decode(str(found.data.get("content"))))
    except ValueError:
        return found._replace(data=None, is_readable=False)


def failure(answer: Answer, asked: Asked) -> TrackerError | None:
    """The sentence for an answer that is no good, with its cure; None for a good one."""
    status = answer.status
    if status >= 500:  # noqa: PLR2004 (the server's own failure)
        return ServerFailed(
            f"{asked.host} is out of order for {asked.what} ({_said(answer)}). Try again later."
        )
    if answer.is_web_page:
        return TrackerError(
            f"{asked.host} answered with a web page instead of data for {asked.what}. "
            "Check `api_url` (Enterprise Server: https://HOST/api/v3) and any proxy on the way."
        )
    if status < 300:  # noqa: PLR2004 (success)
        broke_off = f"The answer of {asked.host} for {asked.what} broke off. Try again later."
        return None if answer.is_readable else ServerFailed(broke_off)
    if status == 401:  # noqa: PLR2004 (unknown credentials)
        return TrackerError(
            f"{asked.host} does not accept {asked.credential} ({_said(answer)}): "
            "it is mistyped, expired or revoked. Put a valid one there."
        )
    return _not_visible(answer, asked) or TrackerError(
        f"{asked.host} did not accept what was asked of {asked.what} ({_said(answer)})."
    )


def query_failure(answer: Answer, asked: Asked) -> TrackerError | None:
    """The same for GraphQL, whose answer is good as soon as it has data, whatever else it complains of.

    Unless it complains of trouble that passes: then even its data lack what nobody would miss.
    """
    if answer.status in (404, 405, 406, 410, 501) or (answer.is_web_page and answer.status < 500):  # noqa: PLR2004
        return NoGraphQL(f"{asked.host} has no GraphQL ({answer.status}).")
    if answer.status == 200 and _is_passing(answer):  # noqa: PLR2004
        return ServerFailed(
            f"{asked.host} broke off a query for {asked.what} ({_complaints(answer)}). Try again later."
        )
    has_data = isinstance(answer.data, dict) and isinstance(answer.data.get("data"), dict)
    if answer.status in (400, 403, 422) or (answer.status == 200 and answer.is_readable and not has_data):  # noqa: PLR2004
        is_forbidden = any(error.get("type") == "FORBIDDEN" for error in answer.errors)
        refused = Forbidden if is_forbidden or answer.status == 403 else QueryRefused  # noqa: PLR2004
        return refused(f"{asked.host} refuses a GraphQL query for {asked.what}: {_complaints(answer)}.")
    return failure(answer, asked)


def write_failure(answer: Answer, asked: Asked) -> str | None:
    """Why a write was refused, in one sentence; None when it was not."""
    if answer.status not in (403, 410, 422, 451):
        return None
    cure = _missing_right(answer)
    return f"GitHub does not let {asked.credential} write on {asked.what} ({_said(answer)}).{cure}"


def _not_visible(answer: Answer, asked: Asked) -> NotVisible | None:
    match answer.status:
        case 403:
            cure = _missing_right(answer) or " Give it the right to read there."
            return NotVisible(
                f"GitHub does not let {asked.credential} read {asked.what} ({_said(answer)}).{cure}"
            )
        case 404:
            return Missing(
                f"{asked.what} does not exist on {asked.host}, or {asked.credential} may not see it. "
                "Check the spelling, and which repositories it may read."
            )
        case 410:
            return Gone(f"{asked.what} is gone ({_said(answer)}): deleted, or issues are switched off there.")
        case 451:
            return NotVisible(f"{asked.what} is blocked for legal reasons ({_said(answer)}).")
    return None


def _is_passing(answer: Answer) -> bool:
    said = [f"{error.get('type')} {error.get('message')}".casefold() for error in answer.errors]
    return any(words in one for one in said for words in (*_PASSING, "resource_limits"))


def _complaints(answer: Answer) -> str:
    complaints = (str(error.get("message") or error.get("type") or "") for error in answer.errors[:3])
    said = "; ".join(filter(None, complaints)) or _said(answer)
    return " ".join(said.split())[:_LONGEST_MESSAGE].rstrip(".")


def _missing_right(answer: Answer) -> str:
    if answer.status not in (403, 404):
        return ""
    _, _, sign_on = answer.headers.get("x-github-sso", "").partition("url=")
    if sign_on:
        return f" Authorise it for the organisation's single sign-on: {sign_on}"
    needed = answer.headers.get("x-accepted-github-permissions")
    return f" It needs the permission {needed}." if needed else ""


def _said(answer: Answer) -> str:
    return f"{answer.status} {answer.message}".strip()
