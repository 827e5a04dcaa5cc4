"""What okrsync knows of one Jira site. Each fact is asked for once, and remembered in the marks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from okrsync.trackers.jira.address import is_gateway
from okrsync.trackers.jira.fields import Chosen, Fields, discover, from_kept
from okrsync.trackers.jira.items import Reader
from okrsync.trackers.jira.values import record, text

if TYPE_CHECKING:
    from okrsync.config.sources import JiraSource
    from okrsync.ports import Mark
    from okrsync.trackers.jira.session import Session


class Server(NamedTuple):
    """What /serverInfo tells."""

    deployment: str
    base_url: str
    version: str = ""
    title: str = ""


class Account(NamedTuple):
    """Who we are there. Cloud knows people by `account_id`, Data Center by `key` and `name`."""

    account_id: str
    key: str
    name: str
    shown: str
    zone: str

    def is_same(self, user: object) -> bool:
        theirs = record(user)
        if self.account_id:
            return theirs.get("accountId") == self.account_id
        return bool(self.key and theirs.get("key") == self.key) or bool(
            self.name and theirs.get("name") == self.name
        )


class Site:
    """One Jira, asked through one session for one source."""

    def __init__(self, session: Session, source: JiraSource, fields: tuple[str, ...] = ()) -> None:
        self.session = session
        self.source = source
        self.project_types: dict[str, str] = {}  # by project key, as met in issues
        self.repeats_parameters = True  # a list in an address: `fields=a&fields=b`, else `fields=a,b`
        self.hides_parents = False  # a search is silent about parents above epics
        of_goals = set(source.goal_field_names.values())
        self._wanted = tuple(sorted({*fields, *of_goals}))
        self._only_of_goals = frozenset(of_goals - set(fields))
        self._server: Server | None = None
        self._account: Account | None = None
        self._fields: Fields | None = None

    def note_project_type(self, issue: dict[str, Any]) -> str:
        """Remember, in passing, whether an issue belongs to a service desk."""
        project = record(record(issue.get("fields")).get("project"))
        type_ = text(project.get("projectTypeKey"))
        self.project_types[text(project.get("key"))] = type_
        return type_

    def server(self) -> Server:
        if self._server is None:
            info = self.session.read("serverInfo", dict, what="its version")
            self._server = Server(
                deployment=text(info.get("deploymentType")) or "Server",
                base_url=text(info.get("baseUrl")) or self.source.url,
                version=text(info.get("version")),
                title=text(info.get("serverTitle")),
            )
        return self._server

    def is_cloud(self) -> bool:
        if self.session.address.cloud_id:
            return True
        host = urlsplit(self.source.url).hostname or ""
        return host.endswith((".atlassian.net", ".atlassian.com")) or self.server().deployment == "Cloud"

    def account(self) -> Account:
        if self._account is None:
            me = self.session.read("myself", dict, what="this account")
            keys = ("accountId", "key", "name", "displayName", "timeZone")
            self._account = Account(*(text(me.get(key)) for key in keys))
        return self._account

    def fields(self) -> Fields:
        if self._fields is None:
            listing = self.session.read("field", list, what="the list of fields")
            self._fields = discover(listing, self._chosen(), self._wanted)
        return self._fields

    def to_read(self) -> list[str]:
        """The fields asked for. Links are long, so they are read only where the file says what they mean."""
        return [*self.fields().to_read, *(["issuelinks"] if self.source.link_types else [])]

    def reader(self) -> Reader:
        goals = frozenset(type_.casefold() for type_ in self.source.goal_types)
        return Reader(
            self.source.name,
            self.browse_url(),
            self.fields(),
            self.source.link_types,
            goal_types=goals,
            only_of_goals=self._only_of_goals,
        )

    def browse_url(self) -> str:
        """Where people open items. The gateway of scoped tokens is no place for a browser."""
        known = self._server or (self.server() if is_gateway(self.source.url) else None)
        return (known.base_url if known else self.source.url).rstrip("/")

    def asked(self) -> list[Any]:
        """What decides which items are read and how: when it changes, everything is read again."""
        source = self.source
        types = [list(source.link_types), list(source.goal_types)]
        return [source.url, source.jql, list(self._chosen()), *types, list(self._wanted)]

    def kept(self) -> dict[str, Any]:
        """As JSON, for the mark."""
        return {
            "asked": self.asked(),
            "server": list(self.server()),
            "fields": self.fields().kept(),
            "cloud_id": self.session.address.cloud_id,
            "hides_parents": self.hides_parents,
        }

    def recall(self, mark: Mark) -> bool:
        """Take over what a mark knows; False when it was made by asking for something else."""
        fields = from_kept(mark.get("fields"))
        server = mark.get("server")
        if mark.get("asked") != self.asked() or fields is None or not isinstance(server, list):
            return False
        self._fields = self._fields or fields
        self._server = self._server or Server(*server)
        self.session.address.recall(mark.get("cloud_id"))
        self.hides_parents = self.hides_parents or bool(mark.get("hides_parents"))
        return True

    def _chosen(self) -> Chosen:
        source = self.source
        return Chosen(source.points_field, source.epic_field, source.parent_field, source.sprint_field)
