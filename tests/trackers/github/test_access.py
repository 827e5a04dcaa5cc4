from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from okrsync.config.sources import GitHubSource
from okrsync.errors import TrackerError, UsageError
from okrsync.trackers.github.access import open_access
from okrsync.trackers.github.client import Client
from okrsync.trackers.github.patience import Patience
from okrsync.trackers.registry import open_tracker
from okrsync.trackers.surroundings import Surroundings, unlimited

TOKEN = {"GITHUB_TOKEN": "ghp_test"}


def _source(**facts):
    return GitHubSource(name="github", type="github", repos=("acme/web",), **facts)


@pytest.fixture(scope="module")
def key():
    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    ).decode()


@pytest.mark.parametrize("environ", [{}, {"GITHUB_TOKEN": "  "}])
def test_no_token_names_the_variable(environ):
    with pytest.raises(UsageError, match="environment variable GITHUB_TOKEN"):
        open_access(_source(), environ)


def test_another_variable_can_hold_the_token():
    with pytest.raises(UsageError, match="environment variable GH_READ"):
        open_access(_source(token_env="GH_READ"), TOKEN)


@pytest.mark.parametrize("token", ["ghp test", "ghp_tést", "ghp\ntest"])
def test_what_cannot_be_a_token_is_told_without_showing_it(token):
    with pytest.raises(UsageError, match="GITHUB_TOKEN is no token") as failed:
        open_access(_source(), {"GITHUB_TOKEN": token})
    assert token not in str(failed.value)


def test_the_address_is_the_files_then_the_environments_then_github():
    environ = TOKEN | {"GITHUB_API_URL": "https://ghe.example/api/v3"}
    assert open_access(_source(), TOKEN).base_url == "https://api.github.com"
    assert open_access(_source(), environ).base_url == "https://ghe.example/api/v3"
    assert open_access(_source(), environ).graphql_url == "https://ghe.example/api/graphql"
    access = open_access(_source(api_url="http://127.0.0.1:4001/"), environ)
    assert (access.base_url, access.host) == ("http://127.0.0.1:4001", "127.0.0.1:4001")


@pytest.mark.parametrize("url", ["github", "ftp://github.com", "https://", "https://host:port/api/v3"])
def test_what_is_no_address_is_told(url):
    with pytest.raises(UsageError, match="no address"):
        open_access(_source(), TOKEN | {"GITHUB_API_URL": url})


def test_the_web_page_is_not_the_api():
    with pytest.raises(UsageError, match=r"its API is at https://api\.github\.com"):
        open_access(_source(api_url="https://github.com"), TOKEN)


def test_an_app_takes_all_three_of_its_facts(key):
    with pytest.raises(UsageError, match="`app_id`, `installation_id` and `private_key_env`"):
        open_access(_source(app_id=1), {"KEY": key})
    with pytest.raises(UsageError, match="environment variable KEY"):
        open_access(_source(app_id=1, installation_id=2, private_key_env="KEY"), {})
    with pytest.raises(UsageError, match="no private key"):
        open_access(_source(app_id=1, installation_id=2, private_key_env="KEY"), {"KEY": "nonsense"})


def test_an_app_gets_itself_a_token(github, key):
    github.world.repository()
    source = _source(app_id=1, installation_id=2, private_key_env="KEY", api_url=github.url)
    one_line = key.replace("\n", "\\n")  # as CI settings often hold it
    client = Client(open_access(source, {"KEY": one_line}), Patience(print, print, unlimited))
    assert client.get("/repos/acme/web", "acme/web").data["full_name"] == "acme/web"


def test_an_app_that_gets_no_token_is_one_sentence(github, key):
    github.fail("access_tokens", 404, body={"message": "Not Found"})
    source = _source(app_id=1, installation_id=2, private_key_env="KEY", api_url=github.url)
    client = Client(open_access(source, {"KEY": key}), Patience(print, print, unlimited))
    with pytest.raises(TrackerError, match=r"gives App 1 no token .*404.* check `app_id`, `installation_id`"):
        client.get("/repos/acme/web", "acme/web")


def _as_app(github, key):
    source = _source(app_id=1, installation_id=2, private_key_env="KEY", api_url=github.url)
    around = Surroundings({"KEY": key}, Path(), print, print)
    return open_tracker(source, around)


def _fill(github, count):
    web = github.world.repository()
    for number in range(count):
        web.issue(f"Issue {number}")
    return web


def test_an_apps_token_that_runs_out_in_the_middle_of_a_walk_is_renewed(github, key):
    _fill(github, 1000)
    github.token_lasts = 3
    pages = list(_as_app(github, key).walk({}, is_full=False))
    assert sum(len(page.items) for page in pages) == 1000
    assert len(github.asked("POST /app/installations/2/access_tokens")) == 4


def test_an_app_renews_its_token_in_time_by_what_it_was_told_of_its_end(github, key):
    _fill(github, 10)
    github.expires_at = "2020-01-01T00:00:00Z"
    list(_as_app(github, key).walk({}, is_full=False))
    assert len(github.asked("access_tokens")) == 3
    assert [request.status for request in github.requests if request.status == 401] == []


def test_an_app_whose_new_token_is_not_accepted_either_is_told(github, key):
    _fill(github, 10)
    github.fail("labels", 401, body={"message": "Bad credentials"}, times=9)
    with pytest.raises(TrackerError, match=r"does not accept App 1 \(401 Bad credentials\)"):
        list(_as_app(github, key).walk({}, is_full=False))
    assert len(github.asked("labels")) == 2


def test_a_write_whose_token_ran_out_is_made_once(github, key):
    web = _fill(github, 1)
    tracker = _as_app(github, key)
    github.token_lasts = 1
    tracker.read(["github:acme/web#1"])
    tracker.create_comment("github:acme/web#1", "Hello")
    assert [comment.body for comment in web.issues[0].comments] == ["Hello"]


def test_another_token_from_one_run_to_the_next_reads_on_from_the_same_mark(github, key, opened):
    web = _fill(github, 120)
    walker = opened()
    walker.walk()
    github.world.clock.tick(3600)
    web.issues[4].change(title="Changed")
    github.token = "ghs_another"
    github.forget()
    pages = list(_as_app(github, key).walk(walker.marks, is_full=False))
    assert "Changed" in [item.title for page in pages for item in page.items]
    assert not pages[-1].is_full
    assert len(github.asked("^(GET|POST) /(repos|graphql)")) == 3
