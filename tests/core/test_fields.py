from types import MappingProxyType

from okrsync.core.fields import asked_fields
from okrsync.core.goals import Team
from okrsync.core.measures import Measure
from okrsync.core.rules import Exemption, Rule, Tying
from tests.builders.world import goals, key_result, objective


def when(**conditions):
    return (MappingProxyType({name.replace("_", "."): (value,) for name, value in conditions.items()}),)


def test_every_field_the_file_names_is_asked_for_once():
    measured = [
        key_result("GROW.KR1", measure=Measure("sum", "field.Cost", source="jira")),
        key_result("GROW.KR2", measure=Measure("count", source="jira")),
        key_result("GROW.KR3"),
    ]
    file = goals(
        objective("GROW", *measured),
        tying=Tying(fields=("Goal",)),
        exclude=when(field_Kind="x", label="y"),
        rules=(Rule("r", "GROW", when(field_Goal="x")),),
        exempt=(Exemption("e", when(field_Severity="x")),),
        teams=(Team("t", when=when(field_Squad="x", project="y")),),
    )
    assert asked_fields(file) == ("Cost", "Goal", "Kind", "Severity", "Squad")
