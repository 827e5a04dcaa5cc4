"""Take away what a writer did not say in their own voice: comments, quotes and code."""

from __future__ import annotations

import re

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_MACRO = re.compile(r"\{(code|noformat|quote)(?::[^}\n]*)?\}.*?(?:\{\1\}|\Z)", re.DOTALL | re.IGNORECASE)
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_SPAN = re.compile(r"(?<!`)(`+)(?!`)([^\n]+?)(?<!`)\1(?!`)")
_QUOTE = re.compile(r"\s*(?:>|bq\. )")
_INDENTED = re.compile(r"(?: {4}|\t)\s*(?![-*+]\s|\d+[.)]\s)\S")
_LEAD = re.compile(r"\s*(?:#{1,6}\s+|h[1-6]\.\s+|[-*+•#]+\s+|\d+[.)]\s+)*(?:\[[ xX]\]\s+)?")
_EMPHASIS = re.compile(r"[*~]+|(?<![^\W_])_+|_+(?![^\W_])")


def own_words(text: str) -> list[str]:
    """The lines a writer said themselves: without HTML comments, quotes and code, Jira's macros included."""
    lines = _without_fences(_COMMENT.sub("", text).splitlines())
    whole = _MACRO.sub("", "\n".join(lines))
    spoken = [line for line in whole.split("\n") if not _QUOTE.match(line)]
    return [_SPAN.sub("", line) for line in _without_indented(spoken)]


def plain(line: str) -> str:
    """A line without its bullet, heading marks, checkbox and emphasis."""
    return _EMPHASIS.sub("", _LEAD.sub("", line, count=1)).strip()


def _without_fences(lines: list[str]) -> list[str]:
    kept, fence = [], ""
    for line in lines:
        mark = _FENCE.match(line)
        if fence:
            if mark and mark[1].startswith(fence) and not line[mark.end() :].strip():
                fence = ""
        elif mark and "`" not in line[mark.end() :]:
            fence = mark[1]
        else:
            kept.append(line)
    return kept


def _without_indented(lines: list[str]) -> list[str]:
    kept, may_be_code = [], True
    for line in lines:
        if may_be_code and _INDENTED.match(line):
            continue
        kept.append(line)
        may_be_code = not line.strip()
    return kept
