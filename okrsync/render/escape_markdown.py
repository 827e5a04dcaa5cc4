"""Other people's words in Markdown that GitHub shows: nothing in them is markup, nobody is called."""

from __future__ import annotations

import re

from okrsync.render.one_line import lines, one_line

# Mentions and references are found in the finished page, where a backslash or an entity is long gone; only
# an invisible character inside them keeps GitHub from seeing one. Markup itself is escaped as ever.
_BREAK = "\u200b"
_BREAKS = re.compile(
    r"""(?<=[@\#])            # @team, #1, acme/web#1, a@b.example
      | (?<=:)(?=//)          # https://…
      | (?<=www)(?=\.)        # www.…
      | (?<=gh-)(?=\d)        # GH-1
    """,
    re.VERBOSE | re.IGNORECASE,
)
_HASH = re.compile(r"(?<![0-9A-Za-z])[0-9A-Fa-f]{7,}(?![0-9A-Za-z])")
_MARKUP = str.maketrans(
    {character: f"\\{character}" for character in r"\`*_[]|~$"} | {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
)
_LINE_START = re.compile(r"^\d+(?=[.)](?:\s|$))|^(?=[-+=](?:[-=\s]|$))")
_NO_CODE = re.compile(r"[`|<>&\\]")


def escape_markdown(text: str) -> str:
    """The words as they are, on one line: no markup, tag, link, mention or reference is left in them."""
    line = _HASH.sub(_broken_up, _BREAKS.sub(_BREAK, one_line(text)))
    return _LINE_START.sub(r"\g<0>\\", line.translate(_MARKUP))


def code(text: str) -> str:
    """A name to be copied, as code; escaped words where code could not hold it."""
    line = one_line(text)
    return f"`{line}`" if line and not _NO_CODE.search(line) else escape_markdown(text)


def code_block(text: str) -> str:
    """Lines to be copied, between fences nothing in them can close."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return "\n".join((fence, *lines(text), fence))


def _broken_up(digits: re.Match[str]) -> str:
    """Six at a time: seven name a commit."""
    return _BREAK.join(re.findall(".{1,6}", digits[0]))
