"""GitHub: issues, pull requests and milestones, read with few requests; one comment on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrsync.trackers.github.client import open_client
from okrsync.trackers.github.comments import Comments, ref_of
from okrsync.trackers.github.doctor import diagnose
from okrsync.trackers.github.labels import LONGEST, create_label, label_places
from okrsync.trackers.github.live import Trip
from okrsync.trackers.github.look import Looks
from okrsync.trackers.github.measuring import Searches
from okrsync.trackers.github.places import check_patterns
from okrsync.trackers.github.recent import recent
from okrsync.trackers.github.repository import Reading
from okrsync.trackers.github.responses import Responses
from okrsync.trackers.github.untold import Host
from okrsync.trackers.github.walk import walk

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from okrsync.config.sources import GitHubSource
    from okrsync.core.labels import Label
    from okrsync.core.measures import Measure
    from okrsync.core.model import WorkItem
    from okrsync.ports import Comment, Diagnosis, Found, LabelPlace, Mark, Page, Reaction
    from okrsync.trackers.surroundings import Surroundings


def open_tracker(source: GitHubSource, surroundings: Surroundings) -> GitHub:
    """Make no request yet. UsageError names what is missing."""
    check_patterns(source.repos)
    return GitHub(source, surroundings)


class GitHub:
    """The tracker of one GitHub source."""

    longest_label = LONGEST

    def __init__(self, source: GitHubSource, surroundings: Surroundings) -> None:
        self.name = source.name
        self._source = source
        self._clock = surroundings.clock
        self._client = open_client(source, surroundings)
        self._reading = Reading(self._client, source, Host(self._client))
        authors = surroundings.comment_authors
        looks = Looks(self._client, source.name, asks_for_rights=bool(authors))
        self._comments = Comments(self._client, looks, authors)
        self._responses = Responses(self._client)

    def walk(self, marks: Mapping[str, Mark], *, is_full: bool) -> Iterator[Page]:
        return walk(self._reading, marks, is_full=is_full)

    def read(self, refs: Sequence[str]) -> Found:
        return Trip(self._reading, self._comments.look).to(refs)

    def comments(self, ref: str) -> tuple[Comment, ...]:
        return self._comments.of(ref_of(ref))

    def create_comment(self, ref: str, body: str) -> Comment:
        return self._comments.create(ref_of(ref), body)

    def edit_comment(self, ref: str, comment: Comment, body: str, *, is_resolved: bool) -> None:
        self._comments.edit(ref_of(ref), comment, body, is_resolved=is_resolved)

    def delete_comment(self, ref: str, comment: Comment) -> None:
        self._comments.delete(ref_of(ref), comment)

    def may_steer(self, ref: str, login: str) -> bool:
        return self._responses.may_steer(ref_of(ref), login)

    def take_up(self, ref: str, comment: str) -> bool:
        return self._responses.take_up(ref_of(ref), comment)

    def react(self, ref: str, comment: str, reaction: Reaction) -> None:
        self._responses.react(ref_of(ref), comment, reaction)

    def add_label(self, ref: str, label: Label) -> None:
        self._responses.add_label(ref_of(ref), label)

    def label_places(self) -> Iterator[LabelPlace]:
        return label_places(self._client, self._source.repos)

    def create_label(self, place: str, label: Label) -> None:
        create_label(self._client, place, label)

    def measure(self, measure: Measure) -> float | None:
        return Searches(self._client, self._source).measure(measure)

    def recent(self, most: int) -> tuple[WorkItem, ...]:
        return recent(self._client, self._source, most)

    def diagnose(self) -> Iterator[Diagnosis]:
        return diagnose(self._client, self._source, self._clock)
