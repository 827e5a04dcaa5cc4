from __future__ import annotations

import warnings

import pytest
from pydantic import TypeAdapter

from okrsync.config.conditions import When
from tests.config.files import GOAL, loaded, mistakes


def tables(value):
    return [table.patterns() for table in TypeAdapter(When).validate_python(value)]


def rule(when):
    return f"{GOAL}\n[[rules]]\ngoal = 'GROW'\nwhen = {when}\n"


def test_one_table_stands_for_a_list_of_it():
    assert tables({"label": "x"}) == tables([{"label": ["x"]}]) == [{"label": ("x",)}]


def test_a_list_of_tables_keeps_its_order():
    assert tables([{"project": "MKT"}, {"label": ["a", "b"]}]) == [
        {"project": ("MKT",)},
        {"label": ("a", "b")},
    ]


@pytest.mark.parametrize(
    "dimension",
    ["source", "project", "type", "label", "component", "milestone", "epic", "team", "title"],
)
def test_each_dimension_is_known(dimension):
    assert tables({dimension: "x"}) == [{dimension: ("x",)}]


@pytest.mark.parametrize(
    "when", ['{ field.Area = "x" }', '{ "field.Area" = "x" }', '{ field = { Area = ["x"] } }']
)
def test_a_field_of_the_tracker_may_be_written_with_and_without_quotes(tmp_path, when):
    (read,) = loaded(tmp_path, rule(when)).file.rules[0].when
    assert read.patterns() == {"field.Area": ("x",)}


def test_a_field_with_a_space_is_written_in_quotes(tmp_path):
    (read,) = loaded(tmp_path, rule('{ "field.Story Points" = "5", field.x = "y" }')).file.rules[0].when
    assert read.patterns() == {"field.x": ("y",), "field.Story Points": ("5",)}


def test_an_unknown_dimension_gets_its_nearest_spelling(tmp_path):
    assert mistakes(tmp_path, rule('{ lable = "x" }')) == [
        '8: rules[0].when.lable: unknown key; did you mean "label"?'
    ]


def test_the_place_of_a_mistake_in_a_list_is_told(tmp_path):
    told = mistakes(tmp_path, rule('[\n{ label = "x" },\n{ labels = "x" },\n]'))
    assert told == ['10: rules[0].when[1].labels: unknown key; did you mean "label"?']


@pytest.mark.parametrize("when", ["{}", "[{}]"])
def test_a_table_without_conditions_would_match_everything_and_is_refused(tmp_path, when):
    (told,) = mistakes(tmp_path, rule(when))
    assert told.endswith("is empty and would match everything; name a label, a project …")


@pytest.mark.parametrize(
    "when", ["[]", "{ label = [] }", '{ label = "" }', '{ label = ["a", " "] }', "{ field = {} }"]
)
def test_a_condition_without_a_value_is_refused(tmp_path, when):
    (told,) = mistakes(tmp_path, rule(when))
    assert told.endswith("must not be empty")


@pytest.mark.parametrize(
    ("when", "what"),
    [
        ('"onboarding"', "rules[0].when: should be a table, not text"),
        ("5", "rules[0].when: should be a table, not a number"),
        ("{ label = 5 }", "rules[0].when.label: should be text in quotes, not a number"),
        ("{ label = ['a', true] }", "rules[0].when.label[1]: should be text in quotes, not true or false"),
        ("{ field = 'x' }", "rules[0].when.field: should be a table, not text"),
        ("{ 'field.x' = 5 }", 'rules[0].when."field.x": should be text in quotes, not a number'),
    ],
)
def test_a_condition_of_another_type_is_refused(tmp_path, when, what):
    assert mistakes(tmp_path, rule(when)) == [f"8: {what}"]


@pytest.mark.parametrize("pattern", ["re:^onboarding:", "re:(?:a|b)+", "re:(?i)x", "re:[é]"])
def test_a_regular_expression_that_compiles_is_kept(pattern):
    assert tables({"title": pattern}) == [{"title": (pattern,)}]


@pytest.mark.parametrize("pattern", ["re:(", "re:[", "re:*", "re:a{99999999999999}", "re:[[a]", "re:\\"])
def test_a_regular_expression_that_does_not_compile_is_a_mistake(tmp_path, pattern):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        (told,) = mistakes(tmp_path, rule(f"{{ title = '{pattern}' }}"))
    assert told.startswith("8: rules[0].when.title: is no regular expression: ")


def test_an_empty_expression_would_match_everything_and_is_refused(tmp_path):
    assert mistakes(tmp_path, rule("{ title = 're:' }")) == [
        "8: rules[0].when.title: an empty expression would match everything"
    ]


def test_brackets_are_plain_letters_in_a_glob():
    assert tables({"label": "[area] (*"}) == [{"label": ("[area] (*",)}]


def test_labels_of_goals_are_patterns_too(tmp_path):
    (told,) = mistakes(tmp_path, f"{GOAL}labels = ['growth/*', 're:(']\n")
    assert told.startswith("5: objectives[0].labels[1]: is no regular expression: ")
