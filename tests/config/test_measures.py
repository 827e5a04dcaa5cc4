from __future__ import annotations

import pytest

from tests.config.files import GOAL, loaded, mistakes

JIRA = '[[sources]]\nname = "jira"\ntype = "jira"\nurl = "https://x.example"\nprojects = ["ONB"]\n'
WEB = '[[sources]]\nname = "web"\ntype = "github"\nrepos = ["acme/web"]\n'


def measured(measure):
    return f"{JIRA}{WEB}{GOAL}[[objectives.key_results]]\nid = 'KR1'\ntitle = 'x'\nmeasure = {measure}\n"


@pytest.mark.parametrize(
    "measure",
    [
        '{ source = "jira", jql = "labels = slow" }',
        '{ source = "Web", query = "is:open" }',
        '{ when = { label = "x" }, kind = "share_done" }',
        '{ path = "numbers.csv", column = "teams" }',
        '{ url = "https://x.example/n", pointer = "/a/0", token_env = "NUMBERS_TOKEN" }',
        '{ source = "jira", jql = "x", kind = "sum:Story Points" }',
        '{ source = "jira", jql = "x", kind = "avg:age" }',
    ],
)
def test_a_measure_has_one_origin(tmp_path, measure):
    (key_result,) = loaded(tmp_path, measured(measure)).file.objectives[0].key_results
    assert key_result.measure is not None


@pytest.mark.parametrize(
    "measure", ["{}", '{ source = "jira" }', '{ source = "jira", jql = "x", path = "y" }']
)
def test_a_measure_without_an_origin_or_with_two_is_refused(tmp_path, measure):
    (told,) = mistakes(tmp_path, measured(measure))
    assert told.endswith("measure: needs exactly one of jql, query, when, path and url")


def test_a_query_needs_the_source_that_is_asked(tmp_path):
    (told,) = mistakes(tmp_path, measured('{ jql = "x" }'))
    assert told.endswith("measure: does not say which source is asked: add source")


def test_a_source_that_is_not_in_the_file_is_a_mistake(tmp_path):
    (told,) = mistakes(tmp_path, measured('{ source = "jria", jql = "x" }'))
    assert told.endswith('measure.source: no source is called "jria"; did you mean "jira"?')


@pytest.mark.parametrize("kind", ["sum", "sum:", "median:x", "Count", ""])
def test_another_kind_is_refused(tmp_path, kind):
    (told,) = mistakes(tmp_path, measured(f'{{ source = "jira", jql = "x", kind = "{kind}" }}'))
    assert told.endswith("measure.kind: should be count, share_done, sum:<field> or avg:<field>")


@pytest.mark.parametrize(
    ("measure", "told"),
    [
        ('{ source = "web", jql = "x" }', "measure.jql: a source of type github takes query"),
        ('{ source = "Jira", query = "x" }', "measure.query: a source of type jira takes jql"),
    ],
)
def test_a_source_is_asked_in_its_own_language(tmp_path, measure, told):
    (found,) = mistakes(tmp_path, measured(measure))
    assert found.endswith(told)


@pytest.mark.parametrize(
    ("measure", "told"),
    [
        ('{ url = "https://x.example", column = "n" }', "has a column, which only a file has: add path"),
        ('{ when = { label = "x" }, pointer = "/n" }', "has a pointer, but neither path nor url"),
    ],
)
def test_what_leads_to_a_value_needs_a_place_that_has_it(tmp_path, measure, told):
    (found,) = mistakes(tmp_path, measured(measure))
    assert found.endswith(told)
