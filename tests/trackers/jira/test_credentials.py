from __future__ import annotations

import pytest
from requests import Response

from okrsync.errors import TrackerError, UsageError
from okrsync.trackers.jira.credentials import Credentials, is_login_failure, lacks_scope, not_accepted
from tests.trackers.jira.opening import items_of, opened

TOKEN = Credentials("JIRA_TOKEN")


def answer(body="", status=401, **headers):
    response = Response()
    response.status_code = status
    response._content = body.encode()
    response.headers.update({name.replace("_", "-"): value for name, value in headers.items()})
    return response


@pytest.mark.parametrize("reason", ["AUTHENTICATED_FAILED", "AUTHENTICATION_DENIED", "AUTHORISATION_FAILED"])
def test_a_failed_login_shows_whatever_the_status(reason):
    assert is_login_failure(answer(status=200, X_Seraph_LoginReason=reason))
    assert not is_login_failure(answer(status=200, X_Seraph_LoginReason="OK"))


@pytest.mark.parametrize(
    ("response", "said"),
    [
        (answer(), r"does not accept \$JIRA_TOKEN: a personal access token may have expired"),
        (
            answer('{"message": "Unauthorized; scope does not match"}'),
            "lacks a scope: make a token with read:",
        ),
        (
            answer(X_Seraph_LoginReason="AUTHORISATION_FAILED"),
            "ask an administrator for access to the product",
        ),
        (
            answer(X_Seraph_LoginReason="AUTHENTICATION_DENIED"),
            "CAPTCHA after failed logins: sign in with a brow",
        ),
        (
            answer(X_Authentication_Denied_Reason="CAPTCHA_CHALLENGE; login-url=x"),
            "sign in with a browser once",
        ),
        (answer('{"message": "The token has expired"}'), r"says that \$JIRA_TOKEN has expired"),
        (
            answer(WWW_Authenticate='Bearer error_description="token expired"'),
            "has expired: make a new token",
        ),
    ],
)
def test_a_login_fails_for_one_of_several_reasons_each_with_its_cure(response, said):
    with pytest.raises(TrackerError, match=said):
        raise not_accepted(response, "acme", TOKEN)


@pytest.mark.parametrize(
    ("credentials", "said"),
    [
        (Credentials("T", email_env="E"), r"\$E with \$T\. Cloud tokens expire, after a year at most"),
        (Credentials("T", user_env="U"), r"\$U with the password in \$T\. It may take no passwords at all"),
    ],
)
def test_the_cure_fits_the_way_of_signing_in(credentials, said):
    with pytest.raises(TrackerError, match=said):
        raise not_accepted(answer(), "acme", credentials)


def test_only_words_about_scopes_are_about_scopes():
    assert not lacks_scope(answer('{"message": "Client must be authenticated"}'))


def test_data_center_takes_a_name_and_a_password(center):
    center.world.add("ONB")
    center.password = center.token
    assert len(items_of(opened(center, user_env="JIRA_USER").walk())) == 1
    center.password = "another"
    with pytest.raises(TrackerError, match=r"\$JIRA_USER with the password in \$JIRA_TOKEN"):
        opened(center, user_env="JIRA_USER").walk()


def test_one_signs_in_in_one_way(cloud):
    with pytest.raises(UsageError, match="email_env, for Cloud, and user_env, for Data Center: keep one"):
        opened(cloud, user_env="JIRA_USER")
