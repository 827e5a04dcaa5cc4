"""What Jira says when it says no, in one sentence with the cure."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from requests import Timeout, exceptions

from okrsync.errors import NotVisible, TrackerError, WriteRefused

if TYPE_CHECKING:
    from requests import RequestException, Response

_LONGEST = 300


class QueryRejected(TrackerError):
    """Jira read the request and did not accept it: an unknown field, a key that is gone, a wrong date."""


class Refusal(WriteRefused):
    """A write Jira refused, with its HTTP status and Jira's own words."""

    def __init__(self, sentence: str, status: int, said: str = "") -> None:
        super().__init__(sentence)
        self.status = status
        self.said = said

    def longest(self, length: int) -> int | None:
        """The most characters Jira takes, where it refused `length` as too many, in whatever language."""
        if self.status != 400:  # noqa: PLR2004 (HTTP)
            return None
        numbers = (int(re.sub(r"\D", "", found)) for found in re.findall(r"\d[\d.,'\u202f\xa0]*", self.said))
        return next((number for number in numbers if number < length), None)


def refused_read(response: Response, host: str, what: str) -> TrackerError:
    """The error for an answer that will not get better by asking again. `what` was asked for."""
    said = messages(response)
    match response.status_code:
        case 400:
            return QueryRejected(
                f"{host} did not accept the request for {what}: {said or 'it gave no reason'}"
            )
        case 403:
            return TrackerError(f"{host} does not let this account read {what}{_after(said)}.")
        case 404:
            return NotVisible(f"{host} shows no {what}: it is missing, or this account may not see it.")
        case 410:
            return TrackerError(f"{host} no longer offers what okrsync asked for {what}{_after(said)}.")
        case status:
            return TrackerError(f"{host} answered HTTP {status} when asked for {what}{_after(said)}.")


def refused_write(response: Response, host: str, what: str) -> Refusal:
    """The error for a write that had no effect."""
    said = messages(response)
    if response.status_code in (401, 403) and "scope" in said.casefold():
        said = f"{said.rstrip('.')} (its token needs the scope write:jira-work)"
    return Refusal(
        f"{host} did not let us {what} (HTTP {response.status_code}){_after(said)}.",
        response.status_code,
        said,
    )


def unreachable(error: RequestException, host: str) -> str:
    """What to say of a server that did not answer."""
    if isinstance(error, exceptions.SSLError):
        return (
            f"{host} has a certificate that is not trusted here; "
            "name the file with your authority's in `ca_file`, or in REQUESTS_CA_BUNDLE."
        )
    if isinstance(error, exceptions.ProxyError):
        return f"The proxy on the way to {host} cannot be reached, or lets nobody through; see HTTPS_PROXY."
    if isinstance(error, Timeout):
        return f"{host} did not answer in time."
    return f"{host} cannot be reached, or cut the connection."


def web_page(response: Response, host: str) -> TrackerError:
    """The error for HTML where data was asked for."""
    shown = response.content.decode(errors="replace")
    found = re.search(r"<title[^>]*>(.*?)</title>", shown, re.DOTALL | re.IGNORECASE)
    title = f" titled “{_one_line(found[1])[:80]}”" if found and found[1].strip() else ""
    return TrackerError(
        f"{host} answered with a web page{title} instead of data (HTTP {response.status_code}): check `url`, "
        "and whether a login page or proxy stands in between."
    )


def is_web_page(response: Response) -> bool:
    start = response.content[:200].lstrip().lower()
    return start.startswith((b"<!doctype html", b"<html"))


def messages(response: Response) -> str:
    """Jira's own words of an error, on one line; empty when it gave none."""
    if denied := response.headers.get("X-Authentication-Denied-Reason"):
        return f"the account has to sign in with a browser once ({_one_line(denied)})"
    try:
        said: Any = json.loads(response.content)
    except (ValueError, RecursionError):
        return ""
    if not isinstance(said, dict):
        return ""
    listed = said.get("errorMessages") or []
    named = said.get("errors") or {}
    texts = [
        *(listed if isinstance(listed, list) else [listed]),
        *(named.values() if isinstance(named, dict) else []),
        said.get("errorMessage"),
        said.get("message"),
    ]
    return _one_line("; ".join(text for text in texts if isinstance(text, str)))


def _after(said: str) -> str:
    return f": {said.rstrip('.')}" if said else ""


def _one_line(text: str) -> str:
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
