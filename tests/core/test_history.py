"""Values by date: check-ins, dated and undated ones of the file, and which is the current one."""

from datetime import date

import pytest

from okrsync.core.goals import Kpi, Step, Value
from okrsync.core.history import CheckIn, booked, histories, measured_values, misdated, unfit
from okrsync.core.measuring import Measured
from tests.builders.world import TODAY, YEAR, goals, key_result, objective, report_of


def checkin(name, value, on, **more):
    return CheckIn(name, Value(on, value, "check-in", **more))


def nov(day):
    return date(2026, 11, day)


def row_of(part, *checkins, seen=(), **more):
    file = goals(objective("GROW", part))
    return report_of(file, checkins=checkins, histories=histories(seen), **more).key_results[0]


def test_the_newest_of_file_and_check_ins_is_the_current_one():
    part = key_result(current=5, current_on=nov(10))
    assert (row_of(part, checkin("GROW.KR1", 6, nov(12))).current) == 6
    newer = row_of(part, checkin("grow.kr1", 6, nov(8)))
    assert (newer.current, newer.source, [one.value for one in newer.history]) == (5, "manual", [6, 5])


def test_on_one_day_a_check_in_outdoes_the_file_and_the_later_one_an_earlier():
    part = key_result(current=5, current_on=nov(10))
    row = row_of(part, checkin("GROW.KR1", 6, nov(10)), checkin("GROW.KR1", 7, nov(10)))
    assert (row.current, row.source) == (7, "check-in")
    assert [one.value for one in row.history] == [5, 6, 7]  # all of them are kept


def test_an_undated_value_as_old_as_the_file_does_not_outdo_a_check_in():
    row = row_of(key_result(current=5), checkin("GROW.KR1", 6, nov(12)))
    assert (row.current, [one.value for one in row.history]) == (6, [6])


def test_an_undated_value_changed_after_a_check_in_does():
    before = (nov(1), goals(objective("GROW", key_result(current=5))))
    row = row_of(key_result(current=8), checkin("GROW.KR1", 6, nov(12)), seen=[before])
    assert [(one.on, one.value) for one in row.history] == [(nov(1), 5), (nov(12), 6), (TODAY, 8)]


def test_a_check_in_keeps_its_confidence_and_note_and_the_last_confidence_stands():
    row = row_of(
        key_result(),
        checkin("GROW.KR1", 5, nov(10), confidence=0.6, note="slow"),
        checkin("GROW.KR1", 6, nov(17)),
    )
    assert (row.confidence, row.source, row.as_of, row.age_days) == (0.6, "check-in", nov(17), 3)
    assert (row.history[0].confidence, row.history[0].note) == (0.6, "slow")


def test_what_is_dated_later_is_not_known_yet():
    row = row_of(
        key_result(), checkin("GROW.KR1", 5, nov(10)), checkin("GROW.KR1", 6, nov(17)), as_of=nov(16)
    )
    assert row.current == 5


def test_the_same_value_again_is_a_fresh_one():
    row = row_of(key_result(), checkin("GROW.KR1", 5, nov(1)), checkin("GROW.KR1", 5, nov(18)))
    assert (row.age_days, len(row.history)) == (2, 2)


def test_a_check_in_is_of_the_shortest_cycle_its_day_lies_in():
    file = goals(objective("GROW", key_result()), objective("GROW", key_result(), cycle=YEAR))
    inside, before = checkin("GROW.KR1", 5, nov(1)), checkin("GROW.KR1", 4, date(2026, 3, 1))
    outside = checkin("GROW.KR1", 3, date(2025, 3, 1))
    found, unknown = booked([inside, before, outside, checkin("GONE.KR1", 1, nov(1))], file)
    assert found == {("2026-Q4", "GROW.KR1"): (inside.value,), ("2026", "GROW.KR1"): (before.value,)}
    assert unknown == ("GONE.KR1",)


def test_check_ins_of_unknown_goals_are_told_before_any_number():
    report = report_of(goals(objective("GROW", key_result())), checkins=[checkin("GRWO.KR1", 5, nov(1))])
    assert [(one.id, one.count) for one in report.data_quality] == [("unknown_checkin", 1)]
    assert "GRWO.KR1" in report.data_quality[0].message


def test_notes_on_confidential_goals_stay_unsaid():
    file = goals(objective("GROW", key_result(), is_confidential=True))
    note = checkin("GROW.KR1", 5, nov(10), note="Umbrella signs")
    assert "Umbrella" not in str(report_of(file, checkins=[note]))
    assert "Umbrella" in str(report_of(file, checkins=[note], show_confidential=True))


def test_the_steps_of_a_milestone_count_from_the_day_they_were_first_seen_done():
    def with_steps(done):
        steps = tuple(Step(f"s{n}", is_done=n < done) for n in range(4))
        return key_result(kind="milestone", steps=steps, baseline=None, target=None)

    before = [
        (date(2026, 10, day), goals(objective("GROW", with_steps(done)))) for day, done in ((2, 0), (9, 1))
    ]
    row = row_of(with_steps(3), seen=before)
    assert [one.value for one in row.history] == [0, 1, 3]
    assert (row.progress.value, row.current, row.as_of) == (0.75, 3, TODAY)
    silent = row_of(with_steps(1), seen=before)
    assert (silent.status, silent.as_of) == ("outdated", date(2026, 10, 9))


def test_a_kpi_has_values_of_its_own():
    kpi = Kpi("uptime", "Availability", 99.9, 99.5, current=99.95, current_on=nov(1))
    report = report_of(goals(kpis=(kpi,)), checkins=[checkin("Uptime", 99.0, nov(8))])
    assert (report.kpis[0].current, report.kpis[0].status) == (99.0, "unhealthy")


def test_a_kpis_earlier_values_are_in_the_files_of_earlier_syncs():
    def at(current):
        return goals(kpis=(Kpi("uptime", "Availability", 99.9, 99.5, current=current),))

    seen = histories([(nov(1), at(99.0)), (nov(8), at(99.1))])
    row = report_of(at(99.95), histories=seen).kpis[0]
    assert [one.value for one in row.history] == [99.0, 99.1, 99.95]
    assert report_of(at(99.2), histories=seen).kpis[0].periods_out == 3


def test_a_word_is_no_value_of_a_kpi():
    kpi = Kpi("uptime", "Availability", 99.9, 99.5)
    row = report_of(goals(kpis=(kpi,)), checkins=[checkin("uptime", "fine", nov(8))]).kpis[0]
    assert (row.current, row.status) == (None, "no data")


def test_a_word_that_an_earlier_file_kept_is_none_either():
    kpi = Kpi("uptime", "Availability", 99.9, 99.5)
    kept = {("", "uptime"): (Value(nov(8), "fine", "manual"),)}
    row = report_of(goals(kpis=(kpi,)), histories=kept).kpis[0]
    assert (row.current, row.status) == (None, "no data")


@pytest.mark.parametrize("periods", [(5, 5, 5), (5, 9, 5), (5, 5, 9)])
def test_a_range_counts_at_the_worst_of_its_periods(periods):
    part = key_result(kind="guardrail", min=4, max=8, baseline=None, target=None)
    checkins = [checkin("GROW.KR1", value, nov(day)) for value, day in zip(periods, (4, 11, 18), strict=True)]
    row = row_of(part, *checkins)
    was_outside = 9 in periods
    assert (row.progress.value, row.status) == ((0.75, "at risk") if was_outside else (1.0, "on track"))
    assert ("at its worst" in row.status_reason) == was_outside
    assert (row.pace, row.expected) == (None, None)


def test_what_a_measure_gave_is_of_the_cycle_it_was_measured_for():
    quarter = objective("GROW", key_result("GROW.KR1"))
    file = goals(quarter, objective("GROW", key_result("GROW.KR1"), cycle=YEAR))
    found = [
        Measured("2026", "GROW.KR1", "2026-11-10", 5.0),
        Measured("2026-Q4", "GROW.KR1", "2026-11-10", 3.0),
        Measured("2026-Q4", "GROW.KR1", "2026-11-11", error="out of order"),
        Measured("2026-Q4", "GONE.KR1", "2026-11-11", 1.0),
    ]
    known, unknown = booked(measured_values(found, file), file)
    assert known == {
        ("2026", "GROW.KR1"): (Value(nov(10), 5.0, "auto"),),
        ("2026-Q4", "GROW.KR1"): (Value(nov(10), 3.0, "auto"),),
    }
    assert unknown == ()


def test_a_check_in_is_misdated_where_no_cycle_of_its_goal_has_its_day():
    inside, before, unknown = (
        checkin(name, 1, day)
        for name, day in (("GROW.KR1", nov(1)), ("grow.kr1", date(2026, 9, 1)), ("GONE.KR1", nov(1)))
    )
    assert list(misdated([inside, before, unknown], goals(objective("GROW", "KR1")))) == [before]


def test_a_check_in_with_a_value_its_goal_does_not_take_counts_nowhere():
    odd, good = checkin("GROW.KR1", True, nov(12)), checkin("GROW.KR1", 5, nov(11))
    kpi = Kpi("nps", "NPS", 40, 30)
    bad = checkin("nps", "high", nov(12))
    file = goals(objective("GROW", key_result()), kpis=(kpi,))
    assert row_of(key_result(), odd, good).current == 5
    assert [(one, part.id) for one, part in unfit([odd, good, bad], file)] == [
        (odd, "GROW.KR1"),
        (bad, "nps"),
    ]
    assert (
        list(unfit([checkin("GROW.KR1", True, date(2026, 1, 1)), checkin("GONE", True, nov(1))], file)) == []
    )


def test_what_was_put_right_on_its_day_is_kept_but_counts_for_nothing():
    slip, right = checkin("GROW.KR1", 50, nov(12)), checkin("GROW.KR1", 3, nov(12))
    row = row_of(key_result(kind="guardrail", max=4), slip, right)
    assert (row.progress.value, [one.value for one in row.history]) == (1, [50, 3])
    kpi = Kpi("nps", "NPS", 40, 30)
    noted = [checkin("nps", value, nov(12)) for value in (10, 20, 45)]
    seen = report_of(goals(kpis=(kpi,)), checkins=noted).kpis[0]
    assert (seen.current, seen.periods_out, [one.value for one in seen.history]) == (45, 0, [10, 20, 45])


def test_what_a_sync_kept_of_an_issue_is_no_second_value():
    part = key_result(current=4.5, current_on=nov(12), issue="jira:OKR-2")
    kept = ((nov(5), 6), (nov(12), 4.5))
    known = [CheckIn("GROW.KR1", Value(day, value, "auto")) for day, value in kept]
    assert [one.value for one in row_of(part, *known).history] == [6, 4.5]
