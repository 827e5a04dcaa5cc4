"""The objective that is drafted for a KPI out of its corridor."""

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from okrsync.core.adjusting.recovery import recovery
from okrsync.core.goals import Kpi
from tests.builders.world import Q4, goals, report_of


def test_a_kpi_that_has_to_fall_is_drafted_to_fall():
    kpi = Kpi("refunds", "Refunds", 1, 2, direction="down", current=1000000.125)
    row = report_of(goals(kpis=(kpi,))).kpis[0]
    assert "Refunds: from 1000000.125 to 1" in recovery(row, Q4)
    assert "max = 2" in recovery(row, Q4)
    assert tomllib.loads(recovery(row, Q4))["objectives"][0]["key_results"][0]["baseline"] == 1000000.125


@given(st.text(min_size=1), st.text(min_size=1), st.floats(-1e12, 1e12))
def test_a_draft_is_toml_whatever_a_kpi_is_called(name, title, current):
    kpi = Kpi(name, title, 1e13, 1e12, current=current)
    row = report_of(goals(kpis=(kpi,))).kpis[0]
    drafted = tomllib.loads(recovery(row, Q4).encode("utf-8", "replace").decode())["objectives"][0]
    assert drafted["key_results"][0]["baseline"] == current
    assert not set(drafted["id"]) & set(" .,")
