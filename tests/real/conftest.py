"""Real issue collections, where the machine has them: `OKRSYNC_REAL_DATA` names their folder."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.whole.conftest import ROOT, Desk

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def real_data() -> Path:
    named = os.environ.get("OKRSYNC_REAL_DATA")
    if not named:
        pytest.skip("OKRSYNC_REAL_DATA does not name a folder with real issues")
    return Path(named).resolve()


@pytest.fixture(scope="session")
def titanium(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """6,686 Jira issues as they are, synced with a goal file of ours."""
    desk = _desk(tmp_path_factory, "titanium.toml")
    (desk.folder / "issues.jsonl.gz").symlink_to(real_data / "titanium" / "issues.jsonl.gz")
    return _synced(desk)


@pytest.fixture(scope="session")
def bitcoin(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """4,807 GitHub issues and pull requests, their numbers made keys, synced with a goal file of ours."""
    from tests.real.github_dump import write_export  # noqa: PLC0415 (only where there is data)

    desk = _desk(tmp_path_factory, "bitcoin.toml")
    write_export(real_data / "bitcoin-gh" / "issues.jsonl.gz", desk.folder / "work.jsonl")
    return _synced(desk)


def _desk(folders: pytest.TempPathFactory, goals: str) -> Desk:
    folder, out = folders.mktemp(goals.removesuffix(".toml")), folders.mktemp("out")
    shutil.copyfile(HERE / goals, folder / "okrsync.toml")
    environ = {"PATH": os.environ["PATH"], "HOME": str(folder), "PYTHONPATH": str(ROOT)}
    return Desk(folder, out, environ)


def _synced(desk: Desk) -> Desk:
    done = desk.run("sync")
    assert done.code == 0, done.stderr
    return desk
