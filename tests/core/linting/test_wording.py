from __future__ import annotations

import pytest

from okrsync.core.linting.wording import activity, asks_for_more, directions, metric, numbers, routine, task
from tests.builders.world import key_result


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Launch the app", "launch"),
        ("We will successfully launch the app", "launch"),
        ("Launching the app everywhere", "launching"),
        ("Migrating the data", "migrating"),
        ("Shipping the app", "shipping"),
        ("Roll out the policy", "roll out"),
        ("Set up", "set up"),
        ("Migration of the data", "migration"),
        ("Migration pains are over", None),
        ("Build trust with partners", None),
        ("Build times never hold anybody up", None),
        ("Setting our people free", None),
        ("Shops plan their week", None),
        ("Ship with confidence", None),
        ("Create an unforgettable visit", None),
        ("Deliver meals that patients look forward to", None),
        ("Make a video for each product", "make"),
        ("Make paying easy", None),
        ("Design a checkout people do not notice", None),
        ("Design a checkout for people", "design"),
        ("Develop an app for support teams in the north", "develop"),
        ("Deliver a plan the board likes", "deliver"),
        ("Provide families with calm mornings", None),
        ("Provide managers with a dashboard", "provide"),
        ("Provide the slides", "provide"),
        ("Provide mornings with coffee", "provide"),
        ("Open an office in the south", "open"),
        ("Open source maintainers love us", None),
        ("Open the door to small shops", None),
        ("Call 200 dormant shops", "call"),
        ("Call centres are quiet", None),
        ("Order", None),
        ("Get the audit done", "get … done"),
        ("Get better every week", None),
        ("", None),
        ("to we", None),
    ],
)
def test_an_activity_begins_with_what_is_done(title, found):
    assert activity(title) == found


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Publish twelve posts", "publish"),
        ("Deliver 95 % of orders on time", None),
        ("Release lead time goes from 9 to 3 days", None),
        ("Ship orders faster than others", "ship"),
        ("Build failures fall", None),
    ],
)
def test_a_title_that_tells_how_much_moves_is_no_task(title, found):
    assert task(title) == found


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Maintain our position", "maintain"),
        ("We continue our work", "continue"),
        ("Keep the lights on", "lights on"),
        ("Keep the systems running", "keep … running"),
        ("Keep customers coming back", None),
        ("Keep costs under control", "keep … under control"),
        ("Costs are under control", None),
        ("Remain the leader", "remain"),
        ("Keep doing what we do", "keep doing"),
        ("Keep", None),
        ("Shops stay with us", None),
        ("", None),
    ],
)
def test_a_routine_merely_goes_on(title, found):
    assert routine(title) == found


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Complaints fall", {-1}),
        ("Increase the renewals of those who left", {1}),
        ("People who drop out rise from 4 to 9", {1}),
        ("Wait goes from 9 to 3", {-1}),
        ("Shops grow from 1,800 to 3.000", {1}),
        ("It rises from 9 to 3", {1, -1}),
        ("Rising costs fall", set()),
        ("Owners are content", set()),
        ("Version from 1.2.3 to 1.2.4", set()),
        ("Stays at 5 to 5", set()),
    ],
)
def test_directions_are_told_by_words_and_numbers(title, found):
    assert directions(title) == found


def test_the_metric_is_what_is_left_without_the_way():
    assert metric("Churn of small shops falls from 14 to 9 percent") == metric("Reduce small shops' churn")
    assert metric("Gross margin") != metric("Net margin")
    assert metric("Bus rides") == {"bus", "ride"}


@pytest.mark.parametrize(
    ("title", "facts", "found"),
    [
        ("Paying shops grow", {"unit": "shops"}, "growth"),
        ("New leads", {"unit": "leads"}, "volume"),
        ("Posts", {"unit": None}, "volume"),
        ("Rehearsals", {"unit": "a month"}, "volume"),
        ("Rehearsals", {"unit": "rooms"}, None),
        ("Leads", {"unit": "leads", "baseline": 10, "target": 5}, None),
        ("Time to the first answer", {"baseline": 9, "target": 3, "unit": "hours"}, "speed"),
        ("Days to close the month", {"baseline": 9, "target": 3, "unit": "days"}, "speed"),
        ("Nights of overtime", {"baseline": 9, "target": 3, "unit": "nights"}, None),
        ("Leads who stay", {"unit": "%"}, None),
        ("Leads who stay grow to 60 percent", {"unit": None}, None),
        ("Revenue grows by 20 percent", {"unit": "EUR"}, "growth"),
        ("Contentment grows by 20 percent", {"unit": "%"}, None),
        ("Deployment frequency", {"unit": "per week"}, "volume"),
        ("Complaints", {"unit": "per hundred"}, None),
        ("Velocity of the team", {"unit": "points"}, "speed"),
        ("Leads rise", {"baseline": None, "unit": "leads"}, "volume"),
        ("Leads", {"baseline": None, "unit": "leads"}, None),
    ],
)
def test_more_and_faster_are_told_from_better(title, facts, found):
    assert asks_for_more(key_result(title=title, **facts)) == found


def test_names_with_digits_are_no_numbers():
    assert numbers("Win 3 of 4 B2B buyers (2027)") == ["3", "4", "2027"]
