from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from click.testing import CliRunner

from okrsync.cli.main import commands
from okrsync.cli.session import Session

TODAY = datetime(2026, 11, 20, 18, tzinfo=UTC)


class Demo(NamedTuple):
    """What `okrsync demo` made, and what `okrsync lint` says in its folder on that day."""

    folder: Path
    report: dict[str, Any]
    lint: dict[str, Any]


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    around = tmp_path_factory.mktemp("demo")
    _run(around, "demo", code=0)
    folder = around / "okrsync-demo"
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    return Demo(folder, report, json.loads(_run(folder, "lint", "--format", "json", code=5)))


def _run(folder: Path, *args: str, code: int) -> str:
    session = Session({"PATH": os.environ["PATH"]}, folder, TODAY, lambda: 0.0, lambda _: None)
    done = CliRunner().invoke(commands, args, obj=session, prog_name="okrsync", catch_exceptions=False)
    assert done.exit_code == code, done.stderr
    return done.stdout
