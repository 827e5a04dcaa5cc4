"""What became of a nudge, and the one figure over all."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsync.core.nudges import ANSWER_TIME, Nudge, reckon, settled, troubled
from okrsync.core.report import Nudges
from tests.fakes.work import NOW

NEVER = Nudge("github", "1", "github:acme/web#1", "acme/web")
ASKED = NEVER._replace(asked_at=NOW)
LAST_MOMENT = NOW + ANSWER_TIME
TOO_LATE = LAST_MOMENT + timedelta(seconds=1)


@pytest.mark.parametrize(
    ("verdict", "outcome"),
    [("tied", "tied"), ("exempt", "waived"), ("untied", None), ("stale", None), (None, None)],
)
def test_an_open_nudge_ends_with_what_its_item_became(verdict, outcome):
    ended = settled(ASKED, verdict, LAST_MOMENT)
    assert ended.outcome == outcome
    assert ended.settled_at == (LAST_MOMENT if outcome else None)


@pytest.mark.parametrize("verdict", ["untied", "stale", "conflicting", None])
def test_one_that_changed_nothing_in_seven_days_was_ignored(verdict):
    assert settled(ASKED, verdict, TOO_LATE).outcome == "ignored"


def test_how_it_ended_stays_whatever_becomes_of_the_item_later():
    ended = settled(ASKED, "tied", NOW)
    assert settled(ended, "untied", TOO_LATE) == ended
    assert settled(NEVER, "tied", NOW) == NEVER


def test_a_question_stands_from_being_asked_until_it_is_taken_back():
    assert not NEVER.is_standing
    assert ASKED.is_standing
    assert not ASKED._replace(taken_back_at=NOW).is_standing


def test_trouble_leaves_an_item_in_peace_for_longer_each_time_up_to_a_month():
    nudge, pauses = NEVER, []
    for _ in range(8):
        nudge = troubled(nudge, "It is locked.", NOW)
        pauses.append((nudge.retry_at - NOW).days)
    assert pauses == [1, 2, 4, 8, 16, 30, 30, 30]
    assert (nudge.trouble, nudge.tries, nudge.tried_at) == ("It is locked.", 8, NOW)


def test_nothing_settled_has_no_share():
    assert reckon([]) == Nudges()
    assert reckon([NEVER, ASKED]) == Nudges(asked=1, open=1, acceptance=None)


def test_acceptance_is_what_was_acted_upon_of_what_ended():
    ended = [ASKED._replace(outcome=outcome, settled_at=NOW) for outcome in ("tied", "waived", "ignored")]
    found = reckon([*ended, ended[0], ASKED])
    assert found == Nudges(asked=5, tied=2, waived=1, ignored=1, open=1, acceptance=3 / 4)


def test_a_report_of_the_past_knows_nothing_of_later():
    tied = ASKED._replace(outcome="tied", settled_at=NOW + timedelta(days=2))
    assert reckon([tied], NOW) == Nudges()
    assert reckon([tied], NOW + timedelta(days=1)) == Nudges(asked=1, open=1)
    assert reckon([tied], NOW + timedelta(days=3)).tied == 1


@given(st.lists(st.sampled_from(["tied", "waived", "ignored", None])))
def test_every_nudge_is_told_once_and_a_share_is_a_share(outcomes):
    nudges = [ASKED._replace(outcome=one, settled_at=NOW if one else None) for one in outcomes]
    found = reckon(nudges)
    assert found.asked == len(nudges) == found.tied + found.waived + found.ignored + found.open
    assert found.acceptance is None or 0 <= found.acceptance <= 1
    assert found == reckon(reversed(nudges))
