from __future__ import annotations

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from okrsync.config.sources import GitHubSource
from okrsync.errors import TrackerError, UsageError
from okrsync.trackers.github.access import open_access
from okrsync.trackers.github.client import Client
from okrsync.trackers.github.patience import Patience
from okrsync.trackers.registry import unlimited

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
    assert open_access(_source(), TOKEN).requester.base_url == "https://api.github.com"
    assert open_access(_source(), environ).requester.base_url == "https://ghe.example/api/v3"
    assert open_access(_source(), environ).requester.graphql_url == "https://ghe.example/api/graphql"
    access = open_access(_source(api_url="http://127.0.0.1:4001/"), environ)
    assert (access.requester.base_url, access.host) == ("http://127.0.0.1:4001", "127.0.0.1:4001")


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
