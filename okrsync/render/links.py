"""Addresses that may be clicked."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

# Neither brackets nor bars: they end links and table cells.
_UNQUOTED = "/:?#@!$&'+,;=%~-._"


def safe_url(url: str | None) -> str | None:
    """The address, if it is a whole one of the web; None for anything else."""
    if url is None or re.search(r"[\x00-\x20\x7f\\]", url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    return quote(url.encode("utf-8", "replace"), safe=_UNQUOTED)
