"""Where a site is asked: at its own address, or through the gateway that lets tokens with scopes in."""

from __future__ import annotations

import json
import re
from urllib.parse import urlsplit

import requests

_CLOUD_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{7,63}")
_BELOW_GATEWAY = "/ex/jira/"


class Address:
    """One site. `gateway` is the gateway's own address; None where none can stand before it."""

    def __init__(self, site: str, gateway: str | None = None) -> None:
        self.site = site.rstrip("/")
        self.host = urlsplit(site).netloc or site
        self.cloud_id: str | None = None  # while the site is asked through the gateway
        self._gateway = gateway.rstrip("/") if gateway and not is_gateway(site) else None
        self._has_searched = False

    @property
    def is_unsearched(self) -> bool:
        """Whether the next search for another way sends a request."""
        return bool(self._gateway) and not (self._has_searched or self.cloud_id)

    def to(self, path: str) -> str:
        """The address of a path below /rest/api/2."""
        base = f"{self._gateway}{_BELOW_GATEWAY}{self.cloud_id}" if self.cloud_id else self.site
        return f"{base}/rest/api/2/{path}"

    def recall(self, cloud_id: object) -> None:
        """Go through the gateway, as an earlier run found out."""
        if self._gateway and isinstance(cloud_id, str) and _CLOUD_ID.fullmatch(cloud_id):
            self.cloud_id = cloud_id

    def find_other_way(self, *, ca_file: str | None, timeout: tuple[float, float]) -> bool:
        """After a login failed: whether there is a way not tried yet. The site itself tells its cloud id."""
        if self._has_searched:
            return False
        if self.cloud_id:  # recalled, and true no more: perhaps the token has no scopes now
            self.cloud_id = None
            return True
        self._has_searched = True
        if self._gateway:
            self.recall(_ask(f"{self.site}/_edge/tenant_info", ca_file, timeout))
        return self.cloud_id is not None


def is_gateway(url: str) -> bool:
    """Whether an address is the gateway's: no browser can open what lies below it."""
    return _BELOW_GATEWAY in f"{urlsplit(url).path}/"


def _ask(url: str, ca_file: str | None, timeout: tuple[float, float]) -> object:
    try:
        # The answer is the same for everybody, so nobody's secret is sent, not even one from a .netrc.
        answer = requests.get(
            url, auth=lambda asked: asked, verify=ca_file, timeout=timeout, allow_redirects=False
        )
        found = json.loads(answer.content)
    except (requests.RequestException, ValueError, OSError):
        return None
    return found.get("cloudId") if isinstance(found, dict) else None
