"""The sample's repository, made by the real git."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from okrsync.sample.past import Commit, keep_history

PATH = {"PATH": os.environ["PATH"]}
PAST = [
    Commit(
        "Ines <ines@lumen.example>", datetime(2026, 9, 25, 15, tzinfo=UTC), "Goals", {"a.toml": b"a = 1\n"}
    ),
    Commit(
        "Zoë <zoe@lumen.example>",
        datetime(2026, 11, 9, 8, tzinfo=UTC),
        "Less\n\nOKR-Reason: asked for too much\n",
        {"a.toml": b"a = 2\n", "okrs/b c.toml": "é".encode(), "empty.csv": b""},
    ),
]


def git(folder: Path, *command: str) -> str:
    alone = {**PATH, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    asked = ["git", "-C", str(folder), *command]
    return subprocess.run(asked, env=alone, check=True, capture_output=True, text=True).stdout.strip()


def made(folder: Path, environ=PATH) -> Path:
    folder.mkdir(parents=True)
    keep_history(folder, PAST, environ)
    return folder


def every_file(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def mine(tmp_path) -> Path:
    """A repository of the user's own, with something in it."""
    folder = tmp_path / "mine"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch", "main")
    (folder / "README.md").write_text("mine\n")
    git(folder, "add", "README.md")
    git(folder, "-c", "user.name=D", "-c", "user.email=d@acme.example", "commit", "--quiet", "--message", "x")
    return folder


def test_each_commit_has_its_author_day_message_and_files(tmp_path):
    folder = made(tmp_path / "demo")
    form = "%an <%ae>|%aI|%s|%(trailers:key=OKR-Reason,valueonly,separator=%x20)"
    assert git(folder, "log", "--reverse", f"--format={form}").splitlines() == [
        "Ines <ines@lumen.example>|2026-09-25T15:00:00+00:00|Goals|",
        "Zoë <zoe@lumen.example>|2026-11-09T08:00:00+00:00|Less|asked for too much",
    ]
    assert git(folder, "log", "--format=%cn %cs") == "Zoë 2026-11-09\nInes 2026-09-25"
    assert git(folder, "show", "HEAD~1:a.toml") == "a = 1"
    assert git(folder, "ls-tree", "-r", "-z", "--name-only", "HEAD").split("\0") == [
        "a.toml",
        "empty.csv",
        "okrs/b c.toml",
        "",
    ]


def test_the_files_are_as_committed_once_they_are_put_there(tmp_path):
    folder = made(tmp_path / "demo")
    assert [path.name for path in folder.iterdir()] == [".git"]
    for path, content in PAST[-1].files.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes(content)
    assert git(folder, "status", "--porcelain") == ""
    assert git(folder, "branch", "--show-current") == "main"


def test_nobodys_settings_hooks_or_templates_are_asked(tmp_path):
    plain = made(tmp_path / "plain")
    template = tmp_path / "template"
    (template / "hooks").mkdir(parents=True)
    trace = tmp_path / "trace"
    for hook in ("reference-transaction", "post-index-change", "post-commit", "pre-commit"):
        (template / "hooks" / hook).write_text(f"#!/bin/sh\necho {hook} >> '{trace}'\nexit 1\n")
        (template / "hooks" / hook).chmod(0o755)
    settings = tmp_path / ".gitconfig"
    settings.write_text(
        f"[user]\nname = Me\nemail = me@acme.example\n[commit]\ngpgSign = true\n[gpg]\nprogram = false\n"
        f"[init]\ndefaultBranch = trunk\ntemplateDir = {template}\n[core]\nhooksPath = {template}/hooks\n"
        "autocrlf = true\n[safe]\ndirectory =\n"
    )
    environ = PATH | {
        "HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path),
        "GIT_CONFIG_GLOBAL": str(settings),
        "GIT_CONFIG_SYSTEM": str(settings),
        "GIT_TEMPLATE_DIR": str(template),
        "GIT_AUTHOR_NAME": "Me",
        "GIT_COMMITTER_DATE": "2001-01-01T00:00:00",
        "GIT_DEFAULT_HASH": "sha256",
        "TZ": "Asia/Tokyo",
    }
    theirs = made(tmp_path / "theirs", environ)
    assert git(theirs, "rev-parse", "main") == git(plain, "rev-parse", "main")
    assert not trace.exists()
    assert not (theirs / ".git" / "hooks").exists()


def test_a_repository_around_it_stays_as_it_is(mine):
    before = every_file(mine / ".git")
    folder = made(mine / "demo")
    assert every_file(mine / ".git") == before
    assert git(mine, "status", "--porcelain").splitlines() == ["?? demo/"]
    assert git(folder, "rev-list", "--count", "HEAD") == "2"
    assert git(mine, "rev-list", "--count", "HEAD") == "1"


def test_in_a_hook_it_is_not_led_to_the_repository_the_hook_is_of(mine, tmp_path):
    before = every_file(mine)
    hook = {
        "GIT_DIR": str(mine / ".git"),
        "GIT_WORK_TREE": str(mine),
        "GIT_INDEX_FILE": str(mine / ".git" / "index"),
        "GIT_OBJECT_DIRECTORY": str(mine / ".git" / "objects"),
        "GIT_PREFIX": "",
        "GIT_CONFIG_PARAMETERS": "'core.worktree=/nowhere'",
    }
    folder = made(tmp_path / "demo", PATH | hook)
    assert every_file(mine) == before
    assert git(folder, "rev-list", "--count", "main") == "2"


def test_without_git_the_folder_stays_empty(tmp_path):
    assert [*made(tmp_path / "demo", {"PATH": str(tmp_path)}).iterdir()] == []


@pytest.mark.parametrize("refused", ["init", "fast-import", "read-tree"])
def test_a_git_that_cannot_do_it_leaves_nothing_behind(tmp_path, refused):
    own = tmp_path / "bin" / "git"
    own.parent.mkdir()
    own.write_text(
        f'#!/bin/sh\ncase " $* " in *" {refused} "*) exit 129;; esac\nPATH={PATH["PATH"]} exec git "$@"\n'
    )
    own.chmod(0o755)
    assert [*made(tmp_path / "demo", {"PATH": str(own.parent)}).iterdir()] == []
