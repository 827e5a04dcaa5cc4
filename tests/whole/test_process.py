from __future__ import annotations

import json
import subprocess
from threading import Event

import pytest


@pytest.fixture
def busy(on_github):
    """A repository of many pages that take their time."""
    web = on_github.world.repository()
    for number in range(800):
        web.issue(f"Issue {number}")
    on_github.latency = 0.05
    return on_github


def wait_for_pages(github, pages: int) -> None:
    while len(github.asked("GET .*/issues")) < pages:
        Event().wait(0.01)


def test_an_interrupted_sync_exits_with_130_and_one_line(desk, busy):
    process = desk.start("sync")
    wait_for_pages(busy, 3)
    process.interrupt()
    done = process.end()
    assert done.code == 130
    assert len(done.stderr.splitlines()) == 1


def test_a_kill_at_any_moment_loses_nothing_and_shows_nothing_half_done(desk, busy):
    process = desk.start("sync")
    wait_for_pages(busy, 4)
    process.kill()
    busy.latency = 0
    assert desk.run("report").code == 0
    assert desk.json("sync")["sources"][0]["items"] == 800


def test_a_second_sync_says_who_holds_the_store_or_waits(desk, busy):
    first = desk.start("sync", "--format", "json")
    wait_for_pages(busy, 2)
    second = desk.run("sync", "--format", "json")
    done = first.end()
    assert done.code == 0, done.stderr
    assert json.loads(done.stdout)["sources"][0]["changed"] == 800
    assert second.code == 0 or (second.code == 4 and f"process {first.pid}" in second.stderr)


def test_a_reader_that_goes_away_is_no_traceback(desk, on_github):
    web = on_github.world.repository()
    for number in range(600):
        web.issue(f"Issue {number} {'x' * 200}")
    desk.run("sync")
    with desk.launch("report", "--format", "json") as process:
        assert process.stdout is not None
        process.stdout.read(1)
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == ""
    assert process.returncode == 0


def test_data_goes_to_standard_output_and_everything_else_elsewhere(desk, on_github):
    on_github.world.repository()
    done = desk.run("-v", "sync", "--format", "json")
    json.loads(done.stdout)
    on_github.fail("GET .*/issues", 404, times=99)
    failed = desk.run("--log-format", "json", "sync", "--format", "json")
    assert failed.code == 3
    assert json.loads(failed.stdout)["sources"][0]["error"]
    assert [json.loads(line)["level"] for line in failed.stderr.splitlines()] == ["error"]


def test_it_starts_as_a_module_and_tells_its_version(desk):
    with desk.launch("--version", stderr=subprocess.STDOUT) as process:
        stdout, _ = process.communicate(timeout=60)
    assert stdout.startswith("okrsync ")


def test_a_terminal_without_unicode_still_gets_its_answer(desk, on_github):
    on_github.world.repository().issue("Naïve – ümläut")
    desk.run("sync")
    desk.environ |= {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    with desk.launch("explain", "github:acme/web#1") as process:
        stdout, stderr = process.communicate(timeout=60)
    assert process.returncode == 0, stderr
    assert stdout.startswith("github:acme/web#1 is untied")


def test_of_two_who_check_in_at_once_nobody_is_lost(desk):
    key_result = '[[objectives.key_results]]\nid = "KR1"\ntitle = "Time"\nbaseline = 9\ntarget = 3\n'
    desk.write(f'checkins = "values.toml"\n[[objectives]]\nid = "FAST"\ntitle = "Faster"\n{key_result}')
    both = [desk.start("checkin", "FAST.KR1", value) for value in ("5", "4")]
    assert [process.end().code for process in both] == [0, 0]
    assert (desk.folder / "values.toml").read_text().count("key_result") == 2
