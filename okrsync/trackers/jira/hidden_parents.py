"""Parents above epics that a search keeps to itself: some Data Centers tell them only of single issues."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from okrsync.errors import NotVisible
from okrsync.trackers.jira.refusals import QueryRejected
from okrsync.trackers.jira.values import record, text

if TYPE_CHECKING:
    from okrsync.trackers.jira.paging import Issues
    from okrsync.trackers.jira.search import Search
    from okrsync.trackers.jira.site import Site


class HiddenParents:
    """Asks for issues with a Parent Link; those that come without it are read one by one."""

    def __init__(self, site: Site, search: Search) -> None:
        self._site = site
        self._search = search
        self._keys: set[str] = set()

    def look(self, question: str, *, is_full: bool) -> None:
        """One request in a full reading; none later, unless this site is known to hide parents."""
        ids = () if self._site.is_cloud() else self._site.fields().parent_link
        if not ids or not (is_full or self._site.hides_parents):
            return
        has_parent = " OR ".join(f"cf[{id_.rpartition('_')[2]}] is not EMPTY" for id_ in ids)
        try:
            for issues in self._search.pages(f"{question} AND ({has_parent})"):
                self._keys.update(text(issue.get("key")) for issue in issues if _lacks(issue, ids))
                if is_full and not self._keys:
                    break  # what is told of a hundred is told of all
        except QueryRejected:
            return
        self._site.hides_parents = bool(self._keys) or (self._site.hides_parents and not is_full)

    def fill(self, issues: Issues) -> Issues:
        """The issues, with what their search left out."""
        for issue in issues:
            if text(issue.get("key")) in self._keys:
                issue["fields"] = {**record(issue.get("fields")), **self._parent(text(issue.get("key")))}
        return issues

    def _parent(self, key: str) -> dict[str, Any]:
        params = {"fields": ",".join(self._site.fields().parent_link)}
        try:
            issue = self._site.session.read(f"issue/{quote(key, safe='')}", dict, what=key, params=params)
        except NotVisible:
            return {}
        return dict(record(issue.get("fields")))


def _lacks(issue: dict[str, Any], ids: tuple[str, ...]) -> bool:
    facts = record(issue.get("fields"))
    return not any(facts.get(id_) for id_ in ids)
