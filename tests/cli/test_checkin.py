from __future__ import annotations

import shutil
import subprocess
from datetime import timedelta

import pytest

ENVIRON = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null"}
WHO = ("-c", "user.name=Kim", "-c", "user.email=kim@acme.example", "-c", "commit.gpgsign=false")


def git(company, *args):
    run = subprocess.run(
        ("git", *WHO, *args),
        cwd=company.folder,
        check=True,
        capture_output=True,
        text=True,
        env=ENVIRON | {"PATH": "/usr/bin:/bin"},
    )
    return run.stdout


def current(company, name="GROW.KR1"):
    rows = company.json("goals")["key_results"]
    return next(row for row in rows if row["id"] == name)


def test_a_value_is_noted_and_counts_with_its_source_age_and_confidence(company):
    result = company.run("checkin", "grow.kr1", "4.5", "--confidence", "0.6", "--note", "faster")
    assert (result.exit_code, result.stdout.partition(",")[0]) == (0, f"GROW.KR1 4.5 on {company.now.date()}")
    row = current(company)
    assert (row["current"], row["source"], row["confidence"], row["age_days"]) == (4.5, "check-in", 0.6, 0)
    assert row["history"][-1]["note"] == "faster"
    assert row["progress"]["value"] == 0.75


def test_an_old_value_is_outdated_however_good_it_was(company):
    day = company.now.date() - timedelta(days=15)
    company.run("checkin", "GROW.KR1", "3", "--on", str(day), "--confidence", "1")
    row = current(company)
    assert (row["status"], row["as_of"], row["progress"]["value"]) == ("outdated", str(day), 1)


def test_a_negative_value_is_no_option(company):
    assert company.run("checkin", "GROW.KR1", "-3").exit_code == 0
    assert current(company)["current"] == -3


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("GROW.KR1", "slow"), "takes a number in days, normally from 9 to 3"),
        (("GROW.KR1", "6,5"), "6,5 is no number: write 6.5."),
        (("GROW.KR1", "40 %"), "40 % is no number: write 40."),
        (("GROW.KR1", ""), "no value was given"),
        (("KR1", "5"), "KR1 needs its objective's name before it: GROW.KR1."),
        (("GROW.KR1", "5", "--confidence", "60"), "share from 0 to 1"),
        (("GROW.KR1", "5", "--confidence", "nan"), "share from 0 to 1"),
        (("GROW.KR1", "5", "--confidence", "60%"), "share from 0 to 1: 60 % is 0.6"),
        (("GROW.KR1", "5", "--on", "20.11.2026"), "'20.11.2026' is no day: write it like 2026-11-20."),
        (("GROW.KR1", "5", "--on", "20261120"), "write it like 2026-11-20."),
        (("GROW.KR1", "5", "--on", "2027-03-01"), "still to come"),
        (("GROW.KR1", "5", "--on", "2026-01-01"), "outside the cycle"),
        (("GROW.KR9", "5"), "did you mean GROW.KR1?"),
        (("GROW.KR1", "5", "--note", ""), "given as note is empty"),
        (("GROW.KR1", "5", "--by", "\udcff"), "given as by is empty, or no text in UTF-8"),
        (("GROW.KR1",), "GROW.KR1 needs a value"),
        (("GROW.KR9",), "did you mean GROW.KR1?"),
        (("GROW.KR9", "--format", "json"), "did you mean GROW.KR1?"),
        (("GROW.KR1", "9000"), "--anyway"),
    ],
)
def test_what_is_wrong_is_refused_and_nothing_is_written(company, args, told):
    result = company.run("checkin", *args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr
    assert not (company.folder / "checkins").exists()


@pytest.mark.parametrize("state", ["closed", "abandoned"])
def test_a_goal_that_has_ended_takes_no_values(company, state):
    file = company.folder.joinpath("okrsync.toml").read_text()
    company.write(file.replace('id = "GROW"', f'id = "GROW"\nstate = "{state}"', 1))
    result = company.run("checkin", "GROW.KR1", "5")
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"GROW is {state}: its values count no more" in result.stderr


def test_of_two_values_noted_in_one_second_the_later_counts(company):
    for microsecond, value in enumerate("594837261"):
        company.now = company.now.replace(microsecond=microsecond)
        company.run("checkin", "GROW.KR1", value)
    assert current(company)["current"] == 1


def test_a_file_with_a_mistake_is_told_before_anything_is_added(company):
    company.write(f'checkins = "values.toml"\n{company.folder.joinpath("okrsync.toml").read_text()}')
    company.write("wrong = 1\n", "values.toml")
    result = company.run("checkin", "GROW.KR1", "5")
    assert result.exit_code == 2
    assert "values.toml:1: wrong: unknown key" in result.stderr
    assert (company.folder / "values.toml").read_text() == "wrong = 1\n"


def test_what_is_meant_is_taken(company):
    assert company.run("checkin", "GROW.KR1", "9000", "--anyway").exit_code == 0


def test_json_tells_what_was_noted_and_where(company):
    (one,) = company.json("checkin", "GROW.KR1", "5", "--by", "dana")["checkins"]
    assert (one["key_result"], one["value"], one["by"]) == ("GROW.KR1", 5, "dana")
    assert (one["confidence"], one["note"]) == (None, None)
    assert (company.folder / one["file"]).is_file()


def test_away_from_a_terminal_what_is_due_is_listed(company):
    company.write(
        company.folder.joinpath("okrsync.toml").read_text().replace("  current = 6\n", "  cadence = '14d'\n")
    )
    assert company.run("checkin").stdout.splitlines()[1].split()[0] == "GROW.KR1"
    assert company.json("checkin")["due"][0]["due_on"] == "2026-10-01"
    company.run("checkin", "GROW.KR1", "5")
    assert company.json("checkin")["due"] == []
    assert company.json("checkin", "--owner", "nobody") == {
        "schema": "okrsync.checkin/1",
        "checkins": [],
        "due": [],
    }


@pytest.fixture(params=["folder", "file"])
def shared(company, request):
    """A company whose file lies in a repository, with check-ins in a folder or in one file."""
    if not shutil.which("git"):
        pytest.fail("these tests need git")
    company.environ["OKRSYNC_STORE"] = "sqlite://"
    if request.param == "file":
        company.write(f'checkins = "values.toml"\n{company.folder.joinpath("okrsync.toml").read_text()}')
    git(company, "init", "-q", "-b", "main")
    git(company, "add", "okrsync.toml")
    git(company, "commit", "-qm", "Goals")
    return company


def note_on_branch(company, branch, *args):
    git(company, "checkout", "-q", "-b", branch, "main")
    assert company.run("checkin", *args).exit_code == 0
    git(company, "add", "-A")
    git(company, "commit", "-qm", branch)


@pytest.mark.parametrize("is_first", [True, False])
def test_two_people_who_check_in_on_two_branches_merge_without_conflict(shared, is_first):
    company = shared
    if not is_first:
        company.run("checkin", "GROW.KR1", "7", "--on", "2026-11-02")
        git(company, "add", "-A")
        git(company, "commit", "-qm", "first")
    note_on_branch(company, "dana", "GROW.KR1", "5", "--by", "dana", "--on", "2026-11-16")
    note_on_branch(company, "sam", "GROW.KR1", "4", "--by", "sam", "--on", "2026-11-17")
    git(company, "merge", "-q", "--no-edit", "dana")
    values = [one["value"] for one in current(company)["history"]]
    assert values[-2:] == [5, 4]
    assert git(company, "status", "--porcelain") == ""


def test_the_same_value_on_the_same_day_merges_too(shared):
    note_on_branch(shared, "dana", "GROW.KR1", "5", "--by", "dana")
    note_on_branch(shared, "sam", "GROW.KR1", "5", "--by", "sam")
    git(shared, "merge", "-q", "--no-edit", "dana")
    assert current(shared)["current"] == 5


def test_a_file_is_told_to_git_once(company):
    company.write(f'checkins = "values.toml"\n{company.folder.joinpath("okrsync.toml").read_text()}')
    company.run("checkin", "GROW.KR1", "5")
    assert not (company.folder / ".gitattributes").exists()  # no repository, no attributes
    (company.folder / ".git").mkdir()
    company.write("*.png binary\n", ".gitattributes")
    for value in ("4", "3"):
        company.run("checkin", "GROW.KR1", value)
    assert (company.folder / ".gitattributes").read_text() == "*.png binary\nvalues.toml merge=union\n"


def test_a_file_that_cannot_be_read_is_left_alone(company):
    company.write(f'checkins = "values.toml"\n{company.folder.joinpath("okrsync.toml").read_text()}')
    (company.folder / "values.toml").write_bytes(b"\xff\xfe")
    assert company.run("checkin", "GROW.KR1", "5").exit_code == 2
    assert (company.folder / "values.toml").read_bytes() == b"\xff\xfe"
