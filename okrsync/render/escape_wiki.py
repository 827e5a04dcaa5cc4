"""Other people's words in Jira's wiki markup: nothing in them is markup, nobody is called."""

from __future__ import annotations

import re

from okrsync.render.one_line import one_line

# Jira reads a backslash as an escape only where no other backslash stands before it, and two as a line
# break. An invisible character after each of the text's own keeps them apart from ours and from each other.
_BREAK = "\u200b"
_BREAKS = re.compile(
    r"""(?<=[\\<])            # C:\temp, <b>
      | (?<=:)(?=//)          # https://…
      | (?<=mailto:)
      | (?<=www)(?=\.)
      | (?<=[:;])(?=[DP]\b)   # the smiles that need no bracket
    """,
    re.VERBOSE | re.IGNORECASE,
)
_MARKUP = str.maketrans({character: f"\\{character}" for character in "-#*_+?^~|%{}[]()!@"})
_LINE_START = re.compile(r"^(h[1-6]|bq)(?=\.)", re.IGNORECASE)


def escape_wiki(text: str) -> str:
    """The words as they are, on one line: no macro, link, image, mention or emphasis is left in them."""
    line = _BREAKS.sub(_BREAK, one_line(text)).translate(_MARKUP)
    return _LINE_START.sub(rf"\1{_BREAK}", line)


def monospaced(text: str) -> str:
    """A name to be copied, set like code."""
    return f"{{{{{escape_wiki(text)}}}}}" if one_line(text) else ""
