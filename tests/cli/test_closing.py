from __future__ import annotations

import json
import subprocess

import pytest

from tests.cli.conftest import AFTER, FILE


def test_it_shows_what_it_would_write_and_writes_nothing(over):
    result = over.run("cycle", "close", "2026-Q4")
    assert result.exit_code == 0, result.stderr
    assert '+state = "closed"' in result.stdout
    assert "+  score = 0.5" in result.stdout
    assert '+  # cause = "…"  # it scored 0.5' in result.stdout
    assert "Nothing was written: --apply does." in result.stderr
    assert (over.folder / "okrsync.toml").read_text() == FILE
    assert not list(over.folder.glob("okrs*2027*"))


@pytest.mark.parametrize("text", [FILE, FILE.rstrip()], ids=["ended", "without an end"])
def test_what_it_shows_is_a_patch(over, text):
    over.write(text)
    patch = over.run("cycle", "close", "2026-Q4").stdout
    subprocess.run(("git", "apply", "-p0"), cwd=over.folder, input=patch, text=True, check=True)
    assert over.goals()["GROW"]["score"] == 0.5
    assert list(over.goals("okrs-2027-Q1.toml")) == ["GROW", "CALM"]


def test_applied_the_goals_are_closed_where_they_stand(over):
    assert over.run("cycle", "close", "2026-Q4", "--apply").exit_code == 0
    grow = over.goals()["GROW"]
    assert (grow["state"], grow["score"], grow["cycle"]) == ("closed", 0.5, "2026-Q4")
    assert grow["key_results"][0]["score"] == 0.5
    assert '# cause = "…"' in (over.folder / "okrsync.toml").read_text()


def test_what_goes_on_stands_in_the_next_cycles_file(over):
    result = over.run("cycle", "close", "2026-Q4", "--apply")
    assert "Name okrs-2027-Q1.toml in `include`" in result.stderr
    going = over.goals("okrs-2027-Q1.toml")
    assert (going["GROW"]["cycle"], "state" in going["GROW"]) == ("2027-Q1", False)
    (part,) = going["GROW"]["key_results"]
    assert (part["baseline"], part["target"], "current" in part) == (6, 3, False)
    assert going["CALM"]["state"] == "draft"  # it never had a value


def test_the_file_lies_where_an_include_finds_it_and_is_read(over):
    over.write('include = ["okrs/*.toml"]\n' + FILE)
    (over.folder / "okrs").mkdir()
    over.write("# ours", "okrs/own.toml")
    assert over.run("cycle", "close", "2026-Q4", "--apply").exit_code == 0
    assert (over.folder / "okrs" / "2027-Q1.toml").exists()
    assert over.run("lint", "--format", "json").exit_code in (0, 5)


def test_who_names_the_cycle_in_the_file_is_told_to_go_on_to_the_next(over):
    told = over.run("cycle", "close", "2026-Q4").stderr
    assert 'okrsync.toml says cycle = "2026-Q4": write "2027-Q1" there when it begins.' in told
    over.run("cycle", "close", "2026-Q4", "--apply")
    over.write(
        (over.folder / "okrsync.toml").read_text().replace('cycle = "2026-Q4"', 'cycle = "2027-Q1"', 1)
    )
    assert "says cycle" not in over.run("cycle", "close", "2026-Q4").stderr


def test_people_say_what_goes_on(over):
    chosen = ("--abandon", "grow.kr1", "--modify", "GROW", "--abandon", "CALM")
    over.run("cycle", "close", "2026-Q4", *chosen, "--apply")
    going = over.goals("okrs-2027-Q1.toml")
    assert list(going) == ["GROW"]
    assert going["GROW"]["state"] == "draft"
    assert "key_results" not in going["GROW"]


def test_nothing_is_overwritten(over):
    over.write("mine", "next.toml")
    result = over.run("cycle", "close", "2026-Q4", "--apply", "-o", "next.toml")
    assert result.exit_code == 2
    assert "is there already, and stays as it is" in result.stderr
    assert (over.folder / "okrsync.toml").read_text() == FILE


def test_a_file_that_could_not_be_read_afterwards_is_not_written(over):
    over.write('include = ["more/*.toml"]\n' + FILE)
    (over.folder / "more").mkdir()
    over.write('[[objectives]]\nid = "grow"\ntitle = "x"\ncycle = "2027-Q1"\n', "more/a.toml")
    result = over.run("cycle", "close", "2026-Q4", "--apply")
    assert result.exit_code == 2
    assert '"grow" is already used' in result.stderr
    assert "closed" not in (over.folder / "okrsync.toml").read_text()


@pytest.mark.parametrize("is_included", [True, False])
def test_closed_once_more_what_went_on_stays_and_the_report_is_kept_anew(over, is_included):
    if is_included:
        over.write('include = ["okrs/*.toml"]\n' + FILE)
        (over.folder / "okrs").mkdir()
        over.write("# ours", "okrs/own.toml")
    over.run("cycle", "close", "2026-Q4", "--apply")
    texts = {path: path.read_text() for path in over.folder.rglob("*.toml")}
    over.run("cycle", "reopen", "2026-Q4")
    again = over.run("cycle", "close", "2026-Q4", "--apply")
    assert (again.exit_code, again.stdout.startswith("Nothing is left to write")) == (0, True)
    assert "The report of 2026-Q4 stays as it is now" in again.stderr
    assert {path: path.read_text() for path in over.folder.rglob("*.toml")} == texts


def test_a_closing_that_was_cut_between_its_files_goes_on(over):
    over.run("cycle", "close", "2026-Q4", "--apply")
    (over.folder / "okrsync.toml").write_text(FILE)
    assert over.run("cycle", "close", "2026-Q4", "--apply").exit_code == 0
    assert (over.folder / "okrsync.toml").read_text().count('state = "closed"') == 2


def test_twice_is_once(over):
    over.run("cycle", "close", "2026-Q4", "--abandon", "GROW", "--abandon", "CALM", "--apply")
    result = over.run("cycle", "close", "2026-Q4", "--abandon", "GROW", "--abandon", "CALM", "--apply")
    before = (over.folder / "okrsync.toml").read_text()
    assert result.exit_code == 0
    assert before.count("score = 0.5") == 2


def test_windows_line_ends_stay(over):
    (over.folder / "okrsync.toml").write_bytes(FILE.replace("\n", "\r\n").encode())
    over.run("cycle", "close", "2026-Q4", "--apply")
    content = (over.folder / "okrsync.toml").read_bytes()
    assert content.count(b"\n") == content.count(b"\r\n")


def test_it_works_without_a_store(company):
    company.now = AFTER
    result = company.run("cycle", "close", "2026-Q4", "--apply")
    assert result.exit_code == 0
    assert "no store here" in result.stderr
    assert company.goals()["GROW"]["state"] == "closed"


def test_before_its_end_it_says_so(company):
    assert "is not over before 2026-12-31" in company.run("cycle", "close", "2026-Q4").stderr


def test_it_is_json_on_request(over):
    told = json.loads(over.run("cycle", "close", "2026-Q4", "--format", "json").stdout)
    assert (told["schema"], told["cycle"]) == ("okrsync.cycle/1", "2026-Q4")
    assert told["objectives"][0]["parts"][0]["score"] == 0.5
    assert len(told["files"]) == 2


@pytest.mark.parametrize(
    ("args", "why"),
    [
        (("2026-Q4", "--keep", "GRWO"), "GRWO is no goal of this cycle"),
        (("2026-Q4", "--keep", "GROW", "--abandon", "grow"), "named twice"),
        (("2026-Q4", "--next", "2026-Q3"), "before 2026-Q4 is over"),
        (("2025-Q1",), "nothing to close"),
        (("2026-Q9",), "is no cycle"),
    ],
)
def test_what_cannot_be_meant_is_refused(over, args, why):
    result = over.run("cycle", "close", *args)
    assert result.exit_code == 2
    assert why in result.stderr


def test_a_cycle_that_was_closed_can_be_closed_anew(over):
    over.run("cycle", "close", "2026-Q4", "--abandon", "GROW", "--abandon", "CALM", "--apply")
    text = (over.folder / "okrsync.toml").read_text()
    over.write(text.replace('id = "KR1"', 'id = "KR9"'))
    assert over.run("cycle", "close", "2026-Q4", "--abandon", "CALM", "--apply").exit_code == 0
    report = over.json("report", "--cycle", "2026-Q4")
    assert [row["id"] for row in report["key_results"]] == ["GROW.KR9"]
