"""Texts no longer than a tracker takes, cut where it hurts least."""

from __future__ import annotations

import re

GITHUB_LIMIT = 60_000  # of 65,536; whether emoji count once or twice is not settled, so they count twice
JIRA_LIMIT = 32_767
CHECK_LIMIT = 60_000  # of 65,535, as above

_FENCE = re.compile(r" {0,3}(`{3,20}|~{3,20})")
_MACRO = re.compile(r"(?<!\\)\{(code|noformat|quote|panel|color)(?::[^}\n]*)?\}")
_ROOM = 200  # for what the cut leaves open
_CUT = "… (cut here)"
_CUT_OF_MANY = "\n… (cut here: GitHub shows no more in one summary)"


def capped_markdown(text: str, limit: int) -> str:
    """At most `limit` UTF-16 units, cut at the end of a line; fences and folds left open are closed."""
    if _units(text) <= limit:
        return text
    return _closed(_lines_within(text, limit - _ROOM), _CUT)


def capped_wiki(text: str, limit: int) -> str:
    """At most `limit` UTF-16 units, cut at the end of a line; macros left open are closed."""
    if _units(text) <= limit:
        return text
    kept = _lines_within(text, limit - _ROOM)
    last = ""
    for macro in _MACRO.finditer(kept):
        last = "" if last == macro[1] else last or macro[1]
    return "\n".join(filter(None, [kept, f"{{{last}}}" if last else "", _CUT])) + "\n"


def capped_bytes(text: str, limit: int) -> str:
    """At most `limit` bytes of Markdown, cut as above; nothing where there is no room for anything."""
    whole = text.encode("utf-8", "replace")
    if len(whole) <= limit:
        return text
    if limit <= _ROOM:
        return ""
    cut = whole[: limit - _ROOM].decode("utf-8", "ignore")
    return _closed(cut.rpartition("\n")[0] or cut, _CUT_OF_MANY)


def _closed(kept: str, said: str) -> str:
    """The kept part, with what it leaves open closed, and the sentence that it was cut."""
    folds = max(0, kept.count("<details") - kept.count("</details>"))
    parts = [kept, _open_fence(kept), "</details>" * min(folds, 10)]
    return "\n".join([*filter(None, parts), said]) + "\n"


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _lines_within(text: str, limit: int) -> str:
    """Whole lines as long as they fit; of a first line that is longer than everything, its beginning."""
    cut = text.encode("utf-16-le", "surrogatepass")[: limit * 2].decode("utf-16-le", "ignore")
    return cut.rpartition("\n")[0] or cut


def _open_fence(text: str) -> str:
    fence = ""
    for line in text.splitlines():
        mark = _FENCE.match(line)
        if mark and not fence:
            fence = mark[1]
        elif mark and mark[1].startswith(fence) and not line[mark.end() :].strip():
            fence = ""
    return fence
