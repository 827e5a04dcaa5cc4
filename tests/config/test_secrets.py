from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from okrsync.config.secrets import EnvName, is_secret
from tests.config.files import mistakes

REFUSAL = (
    "takes the name of an environment variable, for example JIRA_TOKEN; "
    "the secret itself belongs in that variable, never in the file"
)
TOKENS = [
    "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
    "gho_16C7e42F292c6912E7710c838347Ae178B4a",
    "ghs_16C7e42F292c6912E7710c838347Ae178B4a",
    "github_pat_11ABCDEFG0abcdefghijkl_mnopqrstuvwxyz",
    "glpat-abcdefghij1234567890",
    "ATATT3xFfGF0abcdefgh",
    "ATCTT3xFfGN0abcdefgh",
    "xoxb-123456789012-abcdef",
    "eyJhbGciOiJIUzI1NiJ9.e30.abc",
    "da39a3ee5e6b4b0d3255bfef95601890afd80709",  # an old token of GitHub
    "NjAwMDM0MTQ4NzA5OjS3kpt1oFQxyzabcABCdefGHIjk",  # Data Center
    "aBcDeFgHiJkLmNoPqRsTuVwX",  # an old token of Atlassian
    "-----BEGIN RSA PRIVATE KEY-----",
]
NAMES = [
    "GITHUB_TOKEN",
    "jira_token",
    "_T",
    "T",
    "MY_VERY_LONG_AND_DESCRIPTIVE_TOKEN_NAME_2",
    "ACMETOKENFORGITHUBENTERPRISE",
]


@pytest.mark.parametrize("token", TOKENS)
def test_a_token_where_a_variables_name_belongs_is_refused_and_not_echoed(tmp_path, token):
    told = mistakes(
        tmp_path,
        f"""
        [[sources]]
        name = "github"
        type = "github"
        repos = ["acme/web"]
        token_env = "{token}"
        """,
    )
    assert told == [
        f"6: sources[0].token_env: {REFUSAL}",
    ]


@pytest.mark.parametrize("token", [token for token in TOKENS if token.isidentifier()])
def test_a_token_that_could_be_a_name_is_known_by_its_look(token):
    assert is_secret(token)


@pytest.mark.parametrize("name", NAMES)
def test_the_usual_names_of_variables_are_accepted(name):
    assert TypeAdapter(EnvName).validate_python(name) == name


@pytest.mark.parametrize("name", ["", "MY TOKEN", "MY-TOKEN", "$TOKEN", "1TOKEN", "TOKEN=x", "T" * 101])
def test_what_no_shell_calls_a_variable_is_refused(name):
    with pytest.raises(ValidationError):
        TypeAdapter(EnvName).validate_python(name)


@settings(deadline=None)
@given(st.text(min_size=1))
def test_a_refusal_never_repeats_what_stands_there(text):
    try:
        TypeAdapter(EnvName).validate_python(text)
    except ValidationError as error:
        said = error.errors(include_input=False)[0]["msg"]
        assert said == REFUSAL


@pytest.mark.parametrize("key", ["email_env", "token_env"])
def test_every_key_that_names_a_secret_is_guarded(tmp_path, key):
    told = mistakes(
        tmp_path,
        f"""
        [[sources]]
        name = "jira"
        type = "jira"
        url = "https://acme.atlassian.net"
        projects = ["ONB"]
        {key} = "{TOKENS[0]}"
        """,
    )
    assert len(told) == 1
    assert TOKENS[0] not in told[0]


def test_a_key_for_the_secret_itself_does_not_exist_and_its_value_is_not_echoed(tmp_path):
    told = mistakes(
        tmp_path,
        f"""
        [[sources]]
        name = "github"
        type = "github"
        repos = ["acme/web"]
        token = "{TOKENS[0]}"
        """,
    )
    assert told == ['6: sources[0].token: unknown key; did you mean "token_env"?']


def test_a_private_key_is_guarded_too(tmp_path):
    told = mistakes(
        tmp_path,
        '''
        [[sources]]
        name = "github"
        type = "github"
        repos = ["acme/web"]
        private_key_env = """-----BEGIN RSA PRIVATE KEY-----
        MIIE"""
        ''',
    )
    assert len(told) == 1
    assert "MIIE" not in told[0]
