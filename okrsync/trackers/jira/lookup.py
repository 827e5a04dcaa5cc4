"""Reading items live, with their ancestors, in as few requests as Jira allows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from okrsync.errors import NotVisible, TrackerError
from okrsync.ports import Found
from okrsync.trackers.jira.refusals import QueryRejected
from okrsync.trackers.jira.search import PAGE_SIZE, Search
from okrsync.trackers.jira.values import record, records, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from okrsync.core.model import WorkItem
    from okrsync.trackers.jira.site import Site

_MOST_LEVELS = 10
Issue = dict[str, Any]


def look_up(site: Site, refs: Sequence[str]) -> Found:
    """Read these items and what they descend from, level by level; a loop ends where it closes."""
    before = site.session.requests
    lookup = _Lookup(site)
    keys = [ref.partition(":")[2] for ref in refs]
    lookup.read_versions([key for key in keys if "/version/" in key])
    wanted = [key for key in keys if "/version/" not in key]
    for _ in range(_MOST_LEVELS):
        wanted = lookup.read_level(wanted)
        if not wanted:
            break
    return Found(tuple(lookup.items.values()), lookup.unreachable, site.session.requests - before)


class _Lookup:
    def __init__(self, site: Site) -> None:
        self.items: dict[str, WorkItem] = {}
        self.unreachable: dict[str, str] = {}
        self._site = site
        self._asked: set[str] = set()

    def read_level(self, keys: Sequence[str]) -> list[str]:
        """Read these issues; the keys of their parents that were not asked for yet."""
        new = [key for key in dict.fromkeys(keys) if key.upper() not in self._asked]
        self._asked.update(key.upper() for key in new)
        above = [parent for key, issue in self._issues(new) for parent in self._keep(key, issue)]
        return [parent for parent in dict.fromkeys(above) if parent.upper() not in self._asked]

    def read_versions(self, keys: Sequence[str]) -> None:
        for key in keys:
            project, _, id_ = key.partition("/version/")
            path = f"version/{quote(id_, safe='')}"
            try:
                version = self._site.session.read(path, dict, what=f"version {id_} of {project}")
            except NotVisible as error:
                self._miss(key, error)
            else:
                self._keep_versions([version], project)

    def _keep(self, asked: str, issue: Issue) -> list[str]:
        """Keep an issue, under its own ref and the one it was asked for by; the keys of what is above it."""
        self._site.note_project_type(issue)
        item = self._site.reader().item(issue)
        if item is None:
            self._miss(asked, TrackerError(f"{self._site.session.host} sent {asked} without its key."))
            return []
        self._asked.add(item.key.upper())
        if item.key != asked:  # it has moved, and others may still name it by its old key
            old = f"{item.source}:{asked}"
            self.items[old] = item._replace(ref=old, aliases=(item.ref,))
            item = item._replace(aliases=(old,))
        self.items[item.ref] = item
        self._keep_versions(record(issue.get("fields")).get("fixVersions"), item.project)
        return [ref.partition(":")[2] for ref in (item.parent, *item.contributes_to) if ref]

    def _keep_versions(self, versions: object, project: str) -> None:
        for milestone in self._site.reader().milestones(versions, project):
            self.items[milestone.ref] = milestone

    def _miss(self, key: str, error: TrackerError) -> None:
        self.unreachable[f"{self._site.source.name}:{key}"] = str(error)

    def _issues(self, keys: list[str]) -> Iterator[tuple[str, Issue]]:
        """Each issue with the key it was asked for by. What a list leaves out may have moved: ask alone."""
        found: dict[str, Issue] = {}
        if len(keys) > 1:
            for first in range(0, len(keys), PAGE_SIZE):
                together = self._together(keys[first : first + PAGE_SIZE])
                found.update((text(one.get("key")).upper(), one) for one in together if self._is_whole(one))
        for key in keys:
            issue = found.get(key.upper()) or self._alone(key)
            if issue is not None:
                yield key, issue

    def _is_whole(self, issue: Issue) -> bool:
        """Some Data Centers tell what is above an epic only of an issue that is asked for alone."""
        if self._site.is_cloud() or not self._site.fields().parent_link:
            return True
        item = self._site.reader().item(issue)
        return item is None or bool(item.parent) or item.kind not in ("epic", "initiative")

    def _together(self, keys: list[str]) -> list[Issue]:
        if not self._site.is_cloud():
            try:
                return Search(self._site).with_keys(keys)
            except QueryRejected:
                return []
        body = {"issueIdsOrKeys": keys, "fields": self._site.to_read()}
        answer = self._site.session.read("issue/bulkfetch", dict, what=", ".join(keys), body=body)
        return records(answer.get("issues"))

    def _alone(self, key: str) -> Issue | None:
        params = {"fields": ",".join(self._site.to_read())}
        try:
            return self._site.session.read(f"issue/{quote(key, safe='')}", dict, what=key, params=params)
        except NotVisible as error:
            self._miss(key, error)
            return None
