"""What GitHub makes of a comment: its own Markdown, then its search for mentions and references.

The second step is imitated from what GitHub documents: people and teams, issues, commits and addresses
become links wherever a text is no code. No cleaning of HTML takes place, so that what GitHub would have to
clean away is seen.
"""

from __future__ import annotations

import html
import re

import cmarkgfm
from cmarkgfm.cmark import Options

_SPLIT = re.compile(r"(<(code|pre|a)\b.*?</\2>|<[^>]*>)", re.DOTALL)
_NOT_WITHIN = r"(?<![\w`/&;.-])"
_CALLS = re.compile(
    "|".join(
        (
            rf"{_NOT_WITHIN}@[a-z\d][a-z\d-]*(?:/[\w.-]+)?",  # @dana, @acme/team
            r"(?<![\w&/-])(?:[\w.-]+/[\w.-]+|[\w.-]+)?\#\d+\b",  # #1, acme/web#1
            r"\bGH-\d+\b",
            r"\b[\da-f]{7,40}\b",  # a commit
            r"\b(?:https?|ftp)://\S+",
            r"\bwww\.\S+",
            r"[\w.+-]+@[\w-]+\.\w+",  # an address to write to
        )
    ),
    re.IGNORECASE | re.ASCII,
)


def github_page(markdown: str) -> str:
    """The HTML of a comment, with `<a class="call">` around what calls or refers to something."""
    options = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_HARDBREAKS
    page = cmarkgfm.github_flavored_markdown_to_html(markdown, options)
    return "".join(_called(part) for part in _parts(page))


def tags(page: str) -> list[str]:
    """The tags of a page in their order, the comment that marks ours included."""
    return re.findall(r"<!--|</?\w+", page)


def words(page: str) -> str:
    """What a reader sees of it."""
    return html.unescape(re.sub("<[^>]*>", "", page))


def _parts(page: str) -> list[str]:
    return [part for part in re.split(r"(<!--.*?-->)", page, flags=re.DOTALL) for part in _split(part)]


def _split(page: str) -> list[str]:
    if page.startswith("<!--"):
        return [page]
    at, found = 0, []
    for match in _SPLIT.finditer(page):
        found += [page[at : match.start()], match[0]]
        at = match.end()
    return [*found, page[at:]]


def _called(part: str) -> str:
    if part.startswith("<"):
        return part
    seen = html.unescape(part)
    marked = _CALLS.sub(lambda call: f"\0{call[0]}\1", seen)
    return html.escape(marked, quote=False).replace("\0", '<a class="call">').replace("\1", "</a>")
