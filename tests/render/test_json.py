import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from types import MappingProxyType
from typing import NamedTuple

import jsonschema

from okrsync.render.json import to_json
from okrsync.render.schema import report_schema
from tests.builders.golden import golden
from tests.builders.report import coverage, empty_report, listed, report


class Point(NamedTuple):
    x: int
    when: datetime
    more: Mapping[str, object]


def test_the_report_is_as_it_was_last_read():
    pretty = json.dumps(json.loads(to_json(report())), indent=1, ensure_ascii=False) + "\n"
    assert pretty == golden("report.json", pretty)


def test_every_report_keeps_the_published_schema():
    validator = jsonschema.Draft202012Validator(
        report_schema(), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    for one in (report(), empty_report()):
        validator.validate(json.loads(to_json(one)))


def test_keys_come_in_the_order_of_the_contract():
    told = json.loads(to_json(report()))
    assert list(told)[:6] == ["schema", "generated_at", "cycle", "scope", "data_quality", "coverage"]
    assert list(told)[-1] == "findings"


def test_times_are_in_utc_and_days_are_days():
    tokyo = timezone(timedelta(hours=9))
    told = json.loads(to_json(report(generated_at=datetime(2026, 11, 20, 15, 0, tzinfo=tokyo))))
    assert told["generated_at"] == "2026-11-20T06:00:00Z"
    assert told["cycle"]["start"] == "2026-10-01"


def test_the_same_report_gives_the_same_bytes():
    assert to_json(report()) == to_json(report())


def test_shares_are_not_rounded_and_no_number_is_none():
    counted = replace(coverage(tied=1, untied=2), share=float("nan"))
    told = json.loads(to_json(report(coverage=counted)))
    assert told["coverage"]["share"] is None
    assert told["coverage"]["effort"]["share"] == 1 / 3


def test_a_lone_surrogate_harms_nobody():
    told = to_json(report(untied=(listed("jira:ONB-1", title="broken \ud83d emoji"),)))
    told.encode()
    assert json.loads(told)["untied"][0]["title"] == "broken \ufffd emoji"
    assert json.loads(told)["cycle"]["id"] == "2026-Q4"


def test_words_of_the_world_stay_readable():
    assert "Größere Schaltflächen 🚀 für مرحبا" in to_json(report())


def test_named_tuples_mappings_and_sets_are_opened():
    seen = datetime(2026, 11, 20, tzinfo=UTC)
    value = {"points": [Point(1, seen, MappingProxyType({"on": date(2026, 1, 2)}))], "names": {"b", "a"}}
    assert json.loads(to_json(value)) == {
        "points": [{"x": 1, "when": "2026-11-20T00:00:00Z", "more": {"on": "2026-01-02"}}],
        "names": ["a", "b"],
    }


def test_it_ends_with_one_line_break():
    assert to_json(report()).endswith("}\n")
    assert to_json({"schema": "okrsync.check/1"}) == '{"schema":"okrsync.check/1"}\n'
