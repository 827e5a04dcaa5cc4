from __future__ import annotations

import pytest

from okrsync.config.sources import FileSource, GitHubSource, JiraSource
from okrsync.errors import UsageError
from okrsync.steps.refs import full_ref

GITHUB = GitHubSource(name="github", type="github", repos=("acme/web", "acme/mobile-*"))
ELSEWHERE = GitHubSource(
    name="ghe", type="github", repos=("ops/*",), api_url="https://ghe.example.com/api/v3"
)
JIRA = JiraSource(name="jira", type="jira", url="https://acme.atlassian.net", projects=("ONB", "OPS"))
SOURCES = (GITHUB, ELSEWHERE, JIRA)


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ("github:acme/web#12", "github:acme/web#12"),
        ("GitHub:acme/web#12", "github:acme/web#12"),
        ("jira:ONB-7", "jira:ONB-7"),
        ("onb-7", "jira:ONB-7"),
        ("acme/web#12", "github:acme/web#12"),
        ("ops/tools#3", "ghe:ops/tools#3"),
        ("https://github.com/acme/web/pull/12/files", "github:acme/web#12"),
        ("https://ghe.example.com/ops/tools/issues/3", "ghe:ops/tools#3"),
        ("https://acme.atlassian.net/browse/ONB-7", "jira:ONB-7"),
    ],
)
def test_what_a_person_types_becomes_a_ref(text, ref):
    assert full_ref(text, SOURCES) == ref


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("jria:ONB-7", "No source is called jria: did you mean jira?"),
        ("x:ONB-7", "known are github, ghe, jira"),
        ("other/repo#3", "github:other/repo#3 or ghe:other/repo#3: say which"),
        ("nonsense", "Write it as SOURCE:KEY, for example github:acme/web#12"),
        ("https://example.com/acme/web/pull/12", "no page of an issue"),
    ],
)
def test_what_could_be_nothing_or_several_is_refused_with_the_cure(text, sentence):
    with pytest.raises(UsageError, match=sentence.replace("?", r"\?")):
        full_ref(text, SOURCES)


@pytest.mark.parametrize("text", ["github:typo", "github:acme/web", "github:12", "github:acme/web#x"])
def test_what_is_no_item_of_github_is_refused_with_the_right_form(text):
    with pytest.raises(UsageError, match=f"{text} is no issue, .* write it like github:acme/web#12"):
        full_ref(text, SOURCES)


@pytest.mark.parametrize("text", ["jira:ONB", "jira:7", "jira:ONB-0", "jira:acme/web#12"])
def test_what_is_no_key_of_jira_is_refused_with_the_right_form(text):
    with pytest.raises(UsageError, match=f"{text} is no key of a Jira issue: write it like jira:ONB-7"):
        full_ref(text, SOURCES)


@pytest.mark.parametrize("ref", ["github:acme/web/milestone/3", "jira:ONB/version/10001"])
def test_milestones_are_named_as_the_store_names_them(ref):
    assert full_ref(ref, SOURCES) == ref


def test_a_file_may_hold_any_key():
    plan = FileSource(name="plan", type="file", path="work.jsonl")
    assert full_ref("ANY-1", [plan]) == "plan:ANY-1"
    assert full_ref("ONB-7", [plan, JIRA]) == "jira:ONB-7"
