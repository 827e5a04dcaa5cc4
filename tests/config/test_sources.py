# ruff: noqa: E501 (each case stands on its line)
from __future__ import annotations

import pytest

from okrsync.config.sources import COLUMNS, FileSource, GitHubSource, JiraSource
from tests.config.files import loaded, mistakes

GITHUB = '[[sources]]\nname = "github"\ntype = "github"\nrepos = ["acme/web"]\n'
JIRA = '[[sources]]\nname = "jira"\ntype = "jira"\nurl = "https://acme.atlassian.net"\nprojects = ["ONB"]\n'
FILE = '[[sources]]\nname = "plan"\ntype = "file"\npath = "work.jsonl"\n'


def test_each_type_of_source_is_read_with_its_defaults(tmp_path):
    assert loaded(tmp_path, GITHUB + JIRA + FILE).sources == (
        GitHubSource(name="github", type="github", repos=("acme/web",), token_env="GITHUB_TOKEN"),
        JiraSource(
            name="jira",
            type="jira",
            url="https://acme.atlassian.net",
            projects=("ONB",),
            token_env="JIRA_TOKEN",
        ),
        FileSource(name="plan", type="file", path="work.jsonl"),
    )


def test_an_unknown_type_gets_its_nearest_spelling(tmp_path):
    assert mistakes(tmp_path, GITHUB.replace('type = "github"', 'type = "gitub"')) == [
        '3: sources[0].type: no source has the type "gitub"; did you mean "github"?'
    ]


def test_a_type_nothing_looks_like_gets_the_list(tmp_path):
    assert mistakes(tmp_path, GITHUB.replace('type = "github"', 'type = "trello"')) == [
        '3: sources[0].type: no source has the type "trello"; known are github, jira, file'
    ]


def test_a_source_without_a_type_is_told_the_types(tmp_path):
    assert mistakes(tmp_path, '[[sources]]\nname = "x"\n') == [
        "1: sources[0].type: missing; a source is of type github, jira or file"
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            GITHUB.replace("acme/web", "web"),
            '4: sources[0].repos[0]: a repository is written owner/name, for example "acme/web"',
        ),
        (GITHUB.replace('["acme/web"]', "[]"), "4: sources[0].repos: must not be empty"),
        (
            GITHUB.replace('["acme/web"]', '"acme/web"'),
            "4: sources[0].repos: should be a list, in brackets, not text",
        ),
        (GITHUB.replace('repos = ["acme/web"]', ""), "1: sources[0].repos: missing"),
        (GITHUB + "app_id = '1'\n", "5: sources[0].app_id: should be a whole number, without quotes"),
        (GITHUB + "tokenenv = 'X'\n", '5: sources[0].tokenenv: unknown key; did you mean "token_env"?'),
        (
            GITHUB.replace('"github"\ntype', '"git hub"\ntype'),
            "2: sources[0].name: a source's name starts with a letter and has only letters, digits, - and _",
        ),
        (
            JIRA.replace("https://", ""),
            "4: sources[0].url: should be an address that starts with https://, without user name and password",
        ),
        (JIRA.replace('["ONB"]', "[5]"), "5: sources[0].projects[0]: should be text in quotes, not a number"),
        (
            FILE + "columns = { titel = 'x' }\n",
            f'5: sources[0].columns.titel: "titel" is none of {", ".join(COLUMNS)}; did you mean "title"?',
        ),
        (
            FILE + "columns = { title = 5 }\n",
            "5: sources[0].columns.title: should be text in quotes, not a number",
        ),
        (
            FILE + "columns = ['title']\n",
            "5: sources[0].columns: is one table: write [sources.columns], with single brackets",
        ),
        (
            FILE + "states = { finished = ['x'] }\n",
            '5: sources[0].states.finished: "finished" is none of todo, doing, done, dropped',
        ),
        (
            FILE + "states = { done = 'x' }\n",
            "5: sources[0].states.done: should be a list, in brackets, not text",
        ),
    ],
)
def test_a_mistake_in_a_source_has_its_place_and_its_cure(tmp_path, text, told):
    assert mistakes(tmp_path, text) == [told]


def test_a_password_in_an_address_is_not_echoed(tmp_path):
    (told,) = mistakes(tmp_path, JIRA.replace("https://", "https://me:hunter2@"))
    assert "hunter2" not in told


def test_a_token_is_not_needed_to_load_a_file(tmp_path):
    assert len(loaded(tmp_path, GITHUB).sources) == 1
