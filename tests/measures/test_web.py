from __future__ import annotations

import math
from urllib.parse import urlsplit

import pytest
import requests
import responses

from okrsync.errors import MeasureFailed
from okrsync.measures.web import Place, read_web
from tests.servers.dripping import dripping

HERE = "https://numbers.acme.example/n"


@pytest.fixture
def web():
    with responses.RequestsMock() as mock:
        yield mock


def _token(call):
    return call.request.headers.get("Authorization")


def test_one_get_reads_the_value(web):
    web.get(HERE, json={"data": [{"value": 7}]})
    assert read_web(Place(HERE, "t0ken"), "/data/0/value") == 7
    assert [_token(call) for call in web.calls] == ["Bearer t0ken"]


def test_without_a_token_none_is_sent(web):
    web.get(HERE, json=1)
    read_web(Place(HERE), None)
    assert _token(web.calls[0]) is None


@pytest.mark.parametrize(
    "target", ["http://127.0.0.1/x", "http://[::1]/", "http://169.254.169.254/meta", "https://10.0.0.8/"]
)
def test_a_redirect_into_a_private_network_is_not_followed(web, target):
    web.get(HERE, status=302, headers={"Location": target})
    with pytest.raises(MeasureFailed, match=r"redirects into a private network .*allow_private = true"):
        read_web(Place(HERE), None)


def test_a_redirect_into_a_private_network_is_followed_where_the_file_allows_it(web):
    web.get(HERE, status=302, headers={"Location": "http://127.0.0.1/x"})
    web.get("http://127.0.0.1/x", json=5)
    assert read_web(Place(HERE, "t0ken", is_private_allowed=True), None) == 5
    assert [_token(call) for call in web.calls] == ["Bearer t0ken", None]


def test_a_redirect_on_the_same_host_keeps_the_token(web):
    web.get(HERE, status=301, headers={"Location": "/m"})
    web.get("https://numbers.acme.example/m", json=5)
    assert read_web(Place(HERE, "t0ken"), None) == 5
    assert [_token(call) for call in web.calls] == ["Bearer t0ken", "Bearer t0ken"]


def test_the_token_never_goes_over_a_plain_connection_it_was_not_given_for(web):
    web.get(HERE, status=301, headers={"Location": HERE.replace("https", "http")})
    web.get(HERE.replace("https", "http"), json=5)
    read_web(Place(HERE, "t0ken"), None)
    assert _token(web.calls[1]) is None


def test_a_circle_of_redirects_ends(web):
    web.get(HERE, status=302, headers={"Location": HERE})
    with pytest.raises(MeasureFailed, match="redirects more than 5 times"):
        read_web(Place(HERE), None)
    assert len(web.calls) == 6


def test_a_redirect_to_a_file_is_not_followed(web):
    web.get(HERE, status=302, headers={"Location": "file:///etc/passwd"})
    with pytest.raises(MeasureFailed, match="no web address"):
        read_web(Place(HERE), None)


@pytest.mark.parametrize(("status", "told"), [(401, "answers 401: check the token"), (500, "answers 500")])
def test_an_error_is_told_without_the_query_of_the_address(web, status, told):
    web.get(HERE, status=status, json={"secret": 1})
    with pytest.raises(MeasureFailed, match=told) as raised:
        read_web(Place(f"{HERE}?key=s3cret"), None)
    assert "s3cret" not in str(raised.value)


def test_an_answer_that_is_too_large_is_not_read_to_its_end(web):
    web.get(HERE, body=b"1" * (1024 * 1024 + 1))
    with pytest.raises(MeasureFailed, match="more than 1 MB"):
        read_web(Place(HERE), None)


def test_a_host_that_does_not_answer_is_told(web):
    web.get(HERE, body=requests.ConnectTimeout("slow"))
    with pytest.raises(MeasureFailed, match="does not answer: ConnectTimeout") as raised:
        read_web(Place(HERE), None)
    assert urlsplit(HERE).netloc in str(raised.value)


@pytest.mark.parametrize("location", ["http://[nowhere", "http://numbers.acme.example:none/"])
def test_a_redirect_to_no_address_is_told(web, location):
    web.get(HERE, status=302, headers={"Location": location})
    with pytest.raises(MeasureFailed, match="numbers"):
        read_web(Place(HERE), None)


def test_a_password_in_a_redirect_is_not_told(web):
    web.get(HERE, status=302, headers={"Location": "http://ann:s3cret@127.0.0.1/x"})
    with pytest.raises(MeasureFailed) as raised:
        read_web(Place(HERE), None)
    assert "s3cret" not in str(raised.value)


def test_no_other_secrets_of_this_machine_are_sent(web, tmp_path, monkeypatch):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine numbers.acme.example login ann password other\n")
    monkeypatch.setenv("NETRC", str(netrc))
    web.get(HERE, json=1)
    read_web(Place(HERE, "t0ken"), None)
    assert _token(web.calls[0]) == "Bearer t0ken"


@pytest.mark.parametrize(
    "start", [b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n"]
)
def test_an_address_that_answers_drop_by_drop_is_left(start):
    with dripping(start) as url, pytest.raises(MeasureFailed, match="did not answer in full within 0 s"):
        read_web(Place(url, seconds=0.2), None)


def test_a_minute_is_the_most(web):
    web.get(HERE, json=1)
    assert read_web(Place(HERE, seconds=math.inf), None) == 1
