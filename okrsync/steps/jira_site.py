"""Which Jira, and which of its projects, an address copied from a browser names."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

_KEY = re.compile(r"/(?:browse|projects)/(?P<key>[a-z][a-z0-9_]+)(?:-[0-9]+)?(?=/|$)", re.IGNORECASE)
# Where a page begins below the address of a site; what stands before may be a Data Center's own path.
_PAGE = re.compile(r"/(?:browse|projects|secure|issues|plugins|rest|login\.jsp|software|servicedesk)(?:/|$)")
_CLOUD = (".atlassian.net", ".jira.com", ".jira-dev.com", ".atlassian-us-gov-mod.net")
_OTHERS = ("github", "gitlab", "bitbucket")  # a token for Jira is none of their business


class JiraSite(NamedTuple):
    """A site's address; no projects where the address names none."""

    url: str
    projects: tuple[str, ...] = ()

    @property
    def is_cloud(self) -> bool:
        return (urlsplit(self.url).hostname or "").endswith(_CLOUD)

    @property
    def name(self) -> str:
        """How people call what is read."""
        return ", ".join(self.projects) or self.url.partition("://")[2]


def jira_site(text: str) -> JiraSite | None:
    """What the address of a site, a project, a board or an issue names; None for anything else."""
    try:
        parts = urlsplit(text.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or any(other in host for other in _OTHERS):
        return None
    site = JiraSite(f"{parts.scheme}://{host}{f':{port}' if port else ''}")
    page = _PAGE.search(parts.path)
    path = parts.path[: page.start()] if page else parts.path
    key = _KEY.search(parts.path)
    named = [key["key"]] if key else parse_qs(parts.query).get("projectKey", [])
    url = site.url if site.is_cloud else f"{site.url}{path.rstrip('/')}"
    return JiraSite(url, tuple(one.upper() for one in named[:1]))
