"""A Jira whose certificate an authority of the company has signed."""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING

import pytest
import trustme

from okrsync.errors import TrackerError, UsageError
from tests.servers.jira import JiraServer
from tests.trackers.jira.opening import items_of, opened

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


@pytest.fixture
def private(authority) -> Iterator[JiraServer]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    with JiraServer(tls=context) as server:
        server.world.add_project("ONB")
        server.world.add("ONB")
        yield server


def test_a_certificate_of_an_authority_named_in_the_file_is_trusted(private, authority, tmp_path):
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    [item] = items_of(opened(private, folder=tmp_path, ca_file="ca.pem").walk())
    assert item.url.startswith("https://127.0.0.1:")


def test_an_authority_of_the_environment_is_trusted_and_one_of_the_file_comes_first(
    private, authority, tmp_path, monkeypatch
):
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "ca.pem"))
    assert len(items_of(opened(private).walk())) == 1
    trustme.CA().cert_pem.write_to_path(tmp_path / "other.pem")
    with pytest.raises(TrackerError, match="not trusted here"):
        opened(private, folder=tmp_path, ca_file="other.pem").walk()


def test_a_certificate_nobody_vouches_for_is_an_error_with_its_cure(private):
    jira = opened(private)
    with pytest.raises(
        TrackerError, match=r"not trusted here; name the file with your authority's in `ca_file`"
    ):
        jira.walk()
    assert private.count == 0
    assert jira.waited == []


def test_the_gateway_is_found_behind_such_a_certificate_too(private, authority, tmp_path):
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    private.is_scoped = True
    jira = opened(private, folder=tmp_path, ca_file="ca.pem", gateway_url=private.origin)
    assert len(items_of(jira.walk())) == 1


@pytest.mark.parametrize("content", [None, b"", b"no certificate", b"\xff\xfe"])
def test_a_file_without_certificates_is_said_before_anything_is_sent(private, tmp_path, content):
    if content is not None:
        (tmp_path / "ca.pem").write_bytes(content)
    with pytest.raises(UsageError, match=r"Source jira: ca_file = ca\.pem holds no certificates"):
        opened(private, folder=tmp_path, ca_file="ca.pem")
    assert private.count == 0
