"""Each is a plain sentence with its exit code, and loses nothing that was known before."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.whole.conftest import GOALS, github_source

FILE_SOURCE = """
[[sources]]
name = "plan"
type = "file"
path = "work.csv"
"""


@pytest.fixture
def known(desk, on_github):
    """A store that knows one item of acme/web."""
    on_github.world.repository().issue("Known", labels=["onboarding"])
    assert desk.run("sync").code == 0
    return on_github


def nothing_is_lost(desk) -> bool:
    return desk.json("report")["coverage"]["counted"] == 1


@pytest.mark.usefixtures("known")
def test_a_wrong_token(desk):
    desk.environ["GITHUB_TOKEN"] = "ghp_wrong"
    done = desk.run("sync")
    assert done.code == 3
    assert "GITHUB_TOKEN" in done.stderr
    assert "ghp_wrong" not in done.stderr
    assert nothing_is_lost(desk)


@pytest.mark.usefixtures("known")
def test_a_missing_token(desk):
    del desk.environ["GITHUB_TOKEN"]
    done = desk.run("sync")
    assert done.code == 2
    assert "GITHUB_TOKEN" in done.stderr
    assert nothing_is_lost(desk)


@pytest.mark.usefixtures("on_jira")
def test_a_wrong_token_of_jira(desk):
    desk.environ["JIRA_TOKEN"] = "wrong-secret"
    done = desk.run("sync")
    assert done.code == 3
    assert "JIRA_TOKEN" in done.stderr
    assert "wrong-secret" not in done.stderr


def test_a_missing_repository(desk, known):
    desk.write(GOALS + github_source(known, "acme/web", "acme/gone"))
    known.world.find("acme/web").issue("New")
    done = desk.run("sync")
    assert done.code == 3
    assert "acme/gone" in done.stderr
    assert desk.json("report")["coverage"]["counted"] >= 1


def test_a_missing_project(desk, on_jira):
    on_jira.world.add("ONB", "Known")
    desk.run("sync")
    on_jira.world.hidden.add("ONB")
    done = desk.run("sync")
    assert done.code == 3
    assert "ONB" in done.stderr
    assert nothing_is_lost(desk)


@pytest.mark.parametrize(
    "fault",
    [
        {"status": 200, "body": "<html><title>Please sign in</title></html>"},
        {"status": 200, "body": [{"number": "unreadable"}]},
        {"status": 200, "body": {"message": "not a list"}},
        {"status": 200, "short": True},
        {"status": 500, "body": "<html>Unicorn!</html>"},
    ],
    ids=["html", "unreadable", "another-shape", "truncated", "server-error"],
)
def test_an_answer_that_cannot_be_used(desk, known, fault):
    known.fail("GET .*/issues", times=99, **fault)
    done = desk.run("sync", "--full")
    assert done.code == 3
    assert len([line for line in done.stderr.splitlines() if line.startswith("error: ")]) == 1
    assert nothing_is_lost(desk)


@pytest.mark.parametrize("how", [{"status": 200}, {"status": 200, "short": True}], ids=["html", "truncated"])
def test_an_answer_of_jira_that_cannot_be_used(desk, on_jira, how):
    on_jira.world.add("ONB", "Known")
    desk.run("sync")
    on_jira.fail("search", times=99, **how)
    done = desk.run("sync", "--full")
    assert done.code == 3
    assert nothing_is_lost(desk)


def test_a_label_of_ten_kilobytes(desk, on_github):
    on_github.world.repository().issue("Long", labels=["x" * 10_240])
    assert desk.run("sync").code == 0
    assert desk.json("report")["coverage"]["untied"] == 1
    explained = desk.run("explain", "github:acme/web#1")
    assert explained.code == 0


def test_a_title_with_control_characters(desk, on_github):
    on_github.world.repository().issue("\x1b[2J\x00bell\x07\u202eback\ud83d")
    assert desk.run("sync").code == 0
    for command in (("explain", "github:acme/web#1"), ("report",), ("report", "--format", "html")):
        done = desk.run(*command)
        assert done.code == 0
        assert not {"\x1b", "\x00", "\x07", "\u202e"} & set(done.stdout)
    json.loads(desk.run("report", "--format", "json").stdout)


def test_a_tab_in_the_wrong_place(desk):
    desk.write('[[objectives]]\nid = "GROW"\n\t= "x"\n')
    done = desk.run("report")
    assert done.code == 2
    assert "okrsync.toml:3: " in done.stderr


def test_a_csv_with_a_missing_column(desk):
    desk.write(GOALS + FILE_SOURCE)
    desk.write("key,title\n1,Known\n", "work.csv")
    desk.run("sync")
    desk.write("key,name\n1,Known\n", "work.csv")
    done = desk.run("sync")
    assert done.code == 3
    assert "title" in done.stderr
    assert nothing_is_lost(desk)


def test_an_export_that_is_gone(desk):
    desk.write(GOALS + FILE_SOURCE)
    desk.write("key,title\n1,Known\n", "work.csv")
    desk.run("sync")
    (desk.folder / "work.csv").unlink()
    done = desk.run("sync")
    assert done.code == 3
    assert "work.csv" in done.stderr
    assert nothing_is_lost(desk)


def test_a_store_that_is_a_folder(desk, on_github):
    on_github.world.repository()
    (desk.folder / ".okrsync" / "store.db").mkdir(parents=True)
    for command in ("sync", "report", "goals"):
        done = desk.run(command)
        assert done.code == 4
        assert "is a folder" in done.stderr


def test_a_store_that_is_no_database(desk, on_github):
    on_github.world.repository()
    desk.write("This is a diary.\n" * 100, ".okrsync/store.db")
    for command in ("sync", "report"):
        done = desk.run(command)
        assert done.code == 4
        assert "store.db" in done.stderr
    assert (desk.folder / ".okrsync" / "store.db").read_text().startswith("This is a diary.")


def on_a_small_disk(desk, size: int, *args: str) -> subprocess.CompletedProcess[str]:
    """Run okrsync where no file may grow beyond this size."""
    program = f"""
import resource, signal, sys
resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
sys.argv = ["okrsync", *{list(args)}]
from okrsync.cli.main import main
main()
"""
    command = [sys.executable, "-c", program]
    done = subprocess.run(
        command, cwd=desk.folder, env=desk.environ, capture_output=True, text=True, check=False
    )
    assert len(done.stderr.splitlines()) == 1, done.stderr
    return done


def test_a_full_disk_under_the_store(desk, known):
    web = known.world.find("acme/web")
    for number in range(300):
        web.issue(f"Issue {number} {'x' * 500}")
    size = sum(path.stat().st_size for path in (desk.folder / ".okrsync").iterdir())
    done = on_a_small_disk(desk, size, "sync")
    assert done.returncode == 4
    assert nothing_is_lost(desk)
    assert desk.json("sync")["sources"][0]["items"] == 301


def test_a_full_disk_under_the_report(desk, known):
    for number in range(300):
        known.world.find("acme/web").issue(f"Issue {number} {'x' * 500}")
    desk.run("sync")
    desk.write("Yesterday's report.\n", "report.json")
    done = on_a_small_disk(desk, 65_536, "report", "-o", "report.json")
    assert done.returncode == 2
    assert "report.json cannot be written: File too large" in done.stderr
    assert (desk.folder / "report.json").read_text() == "Yesterday's report.\n"
    assert not list(desk.folder.glob(".report*"))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full disk to write to here")
@pytest.mark.usefixtures("known")
def test_a_full_disk_under_standard_output(desk):
    with Path("/dev/full").open("w") as full, desk.launch("report", stdout=full) as process:
        _, stderr = process.communicate(timeout=60)
    assert process.returncode == 2
    assert stderr.startswith("error: Standard output cannot be written: No space left on device.")
    assert len(stderr.splitlines()) == 1
