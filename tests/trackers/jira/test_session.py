from __future__ import annotations

import pytest
import requests
import responses

from okrsync.config.sources import JiraSource
from okrsync.errors import TrackerError, WriteRefused
from tests.servers.jira import JiraServer
from tests.trackers.jira.opening import items_of, opened, opened_at

FAULTS = {
    "429 with seconds": {"status": 429, "headers": {"Retry-After": "3"}},
    "429 with zero": {"status": 429, "headers": {"Retry-After": "0"}},
    "429 with a date": {"status": 429, "headers": {"Retry-After": "Mon, 02 Nov 2026 09:00:30 GMT"}},
    "429 alone": {"status": 429},
    "503": {"status": 503},
    "500": {"status": 500},
    "502": {"status": 502},
    "cut off": {"cut": True},
    "truncated": {"short": True},
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
@pytest.mark.parametrize("path", ["/field", "/project", "/search"])
def test_a_read_that_fails_for_a_while_is_repeated(server, fault, path):
    server.world.add("ONB")
    server.fail(path, times=2, **fault)
    jira = opened(server)
    assert len(items_of(jira.walk())) == 1
    assert len(jira.waited) == len(jira.said) == 2
    assert all(seconds >= 1 for seconds in jira.waited)
    if fault.get("headers", {}).get("Retry-After") == "3":
        assert all(seconds >= 3 for seconds in jira.waited)


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_read_that_goes_on_failing_is_an_error_after_few_tries(server, fault):
    server.fail("/project", times=99, **fault)
    jira = opened(server)
    with pytest.raises(TrackerError, match=r"after [35] tries; run okrsync again later\."):
        jira.walk()
    assert len(server.asked("/project")) <= 5


def test_repeated_requests_are_counted_too(server):
    server.fail("/field", 500)
    assert sum(page.requests for page in opened(server).walk()) == server.count


def test_an_answer_that_breaks_off_says_so(server):
    server.fail("/search", times=99, short=True)
    with pytest.raises(TrackerError, match="an answer that breaks off when asked for issues"):
        opened(server).walk()


def test_other_json_than_was_asked_for_is_an_error(server):
    server.fail("/field", 200, body={"not": "a list"})
    with pytest.raises(TrackerError, match="unknown form"):
        opened(server).walk()


def test_a_wrong_token_names_the_variables_and_the_cure(cloud, center):
    cloud.token, cloud_jira = "new", opened(cloud)
    cloud.token = "changed meanwhile"
    with pytest.raises(TrackerError, match=r"\$JIRA_EMAIL with \$JIRA_TOKEN\. Cloud tokens expire"):
        cloud_jira.walk()
    center_jira = opened(center)
    center.token = "changed meanwhile"
    with pytest.raises(TrackerError, match=r"\$JIRA_TOKEN: a personal access token may have expired"):
        center_jira.walk()


def test_no_secret_is_in_any_sentence(server):
    jira = opened(server)
    server.token = "changed"
    with pytest.raises(TrackerError) as raised:
        jira.walk()
    assert "ATATT" not in str(raised.value)
    assert "robot@" not in str(raised.value)


def test_an_address_where_nobody_answers_is_an_error_at_once():
    with JiraServer() as gone:
        url = gone.url
    source = JiraSource(name="jira", type="jira", url=url, projects=("ONB",), token_env="T")
    jira = opened_at(source, {"T": "token"})
    with pytest.raises(TrackerError, match="cannot be reached"):
        jira.walk()
    assert jira.waited == []


@pytest.mark.parametrize("url", ["http://acme:port", "http://..", "http://*"])
def test_an_address_that_is_none_is_an_error(url):
    source = JiraSource(name="jira", type="jira", url=url, projects=("ONB",), token_env="T")
    with pytest.raises(TrackerError, match="cannot be reached"):
        opened_at(source, {"T": "token"}).walk()


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (requests.exceptions.SSLError(), "REQUESTS_CA_BUNDLE"),
        (requests.ReadTimeout(), "did not answer in time"),
    ],
)
def test_a_connection_that_fails_says_how(error, said):
    with responses.RequestsMock() as site:
        site.get("https://acme.example/rest/api/2/serverInfo", body=error)
        source = JiraSource(
            name="jira", type="jira", url="https://acme.example", projects=("ONB",), token_env="T"
        )
        with pytest.raises(TrackerError, match=said):
            opened_at(source, {"T": "token"}).walk()


def test_a_site_below_a_path_is_read_there():
    with JiraServer(is_cloud=False, context="/jira") as server:
        server.world.add_project("ONB")
        server.world.add("ONB")
        [item] = items_of(opened(server).walk())
        assert item.url == f"{server.url}/browse/ONB-1"
        assert server.url.endswith("/jira")


@pytest.fixture
def writing(server):
    """A tracker with one comment written, and what else it may write."""
    server.world.add("ONB")
    jira = opened(server)
    comment = jira.tracker.create_comment("jira:ONB-1", "Text")
    server.forget()
    return jira, {
        "POST": lambda: jira.tracker.create_comment("jira:ONB-1", "Text"),
        "PUT": lambda: jira.tracker.edit_comment("jira:ONB-1", comment, "Text", is_resolved=False),
        "DELETE": lambda: jira.tracker.delete_comment("jira:ONB-1", comment),
    }


@pytest.mark.parametrize("verb", ["POST", "PUT", "DELETE"])
def test_a_write_that_comes_too_often_was_rejected_and_is_sent_again(server, writing, verb):
    jira, writes = writing
    server.fail(f"^{verb}", 429, headers={"Retry-After": "7"}, times=2)
    writes[verb]()
    assert len(server.asked(f"^{verb}")) == 3
    assert [seconds for seconds in jira.waited if seconds != 1.0] == jira.waited[1::2]
    assert all(seconds >= 6.9 for seconds in jira.waited[1::2])  # a part of it passed while we counted
    assert len(jira.said) == 2
    assert (
        len(server.world.comments_on(server.world.find("ONB-1"))) == {"POST": 2, "PUT": 1, "DELETE": 0}[verb]
    )


@pytest.mark.parametrize("verb", ["POST", "PUT", "DELETE"])
def test_a_write_that_goes_on_coming_too_often_is_an_error_after_few_tries(server, writing, verb):
    _, writes = writing
    server.fail(f"^{verb}", 429, headers={"Retry-After": "1"}, times=99)
    with pytest.raises(TrackerError, match="after 5 tries; run okrsync again later") as raised:
        writes[verb]()
    assert not isinstance(raised.value, WriteRefused)
    assert len(server.asked(f"^{verb}")) == 5


def test_writes_are_a_second_apart(server):
    server.world.add("ONB")
    jira = opened(server)
    for _ in range(3):
        jira.tracker.create_comment("jira:ONB-1", "Text")
    assert jira.waited == [1.0, 1.0]
