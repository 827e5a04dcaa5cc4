"""The Action and its workflows in the real runner (act), with stand-ins for the actions of others.

    ran = runner.run("pull_request", {"pull_request": {"number": 1}, ...}, workflow)
    assert (ran.is_success, ran.outputs["verdict"]) == (True, "tied")

The runner works on this machine, without containers. Its log is read as JSON: nothing is parsed out of words.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple, Self

ROOT = Path(__file__).parents[2]
STAND_INS = Path(__file__).parent / "stand_ins"
WORKFLOWS = ROOT / "docs" / "workflows"
OURS = "your-org/okrsync@v0.1.0"
THEIRS = re.compile(r"(actions/[a-z-]+)[a-z/-]*@([0-9a-f]{40})")
_LEVELS = ("notice", "warning", "error")


PATH = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"


def find_act() -> str | None:
    """The runner beside the Python of the tests, or on the path."""
    return shutil.which("act", path=PATH)


class Annotation(NamedTuple):
    level: str
    text: str
    file: str | None


@dataclass
class Ran:
    """What one run of a workflow left: its log by kind."""

    is_success: bool
    log: str
    logs: dict[str, str]  # of each step of the workflow, by its id, else its number
    summary: str
    outputs: dict[str, str]
    results: dict[str, str]  # of each step, by its id; a step that was skipped has none
    annotations: list[Annotation]


@dataclass
class Runner:
    """One repository (`folder`) with a workflow, one temporary folder of runners (`temp`), one `cache`."""

    folder: Path
    home: Path
    action: Path
    temp: Path | None
    cache: Path
    environ: dict[str, str] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)
    variables: dict[str, str] = field(default_factory=dict)

    def on_a_new_machine(self, cache: Path) -> Self:
        """The same, where nothing is installed yet."""
        return replace(self, temp=None, cache=cache)

    def with_cache(self, cache: Path) -> Self:
        return replace(self, cache=cache)

    def write(self, text: str, name: str = "okrsync.toml") -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def run(self, event: str, payload: dict[str, Any], workflow: str) -> Ran:
        """Run `workflow`, the text of one, for an event."""
        self.write(workflow, ".github/workflows/workflow.yml")
        self._commit()
        place = self.home / "event.json"
        place.write_text(json.dumps(payload), encoding="utf-8")
        command = [
            find_act() or "act",
            event,
            "--json",
            "--no-cache-server",
            "-P",
            "ubuntu-latest=-self-hosted",
        ]
        command += ["--eventpath", str(place), "--actor", "dana", *self._given(), *self._local(workflow)]
        environ = {"PATH": PATH, "HOME": str(self.home)}
        done = subprocess.run(
            command, cwd=self.folder, env=environ, text=True, capture_output=True, check=False
        )
        return _read(done)

    def _commit(self) -> None:
        git = ["git", "-c", "user.name=dana", "-c", "user.email=dana@acme.example"]
        if not (self.folder / ".git").exists():
            subprocess.run([*git, "init", "--quiet", "--initial-branch", "main"], cwd=self.folder, check=True)
            origin = ["remote", "add", "origin", "https://github.com/acme/web.git"]
            subprocess.run([*git, *origin], cwd=self.folder, check=True)
        subprocess.run([*git, "add", "--all"], cwd=self.folder, check=True)
        commit = ["commit", "--quiet", "--allow-empty", "--message", "Work"]
        subprocess.run([*git, *commit], cwd=self.folder, check=True)

    def _given(self) -> list[str]:
        environ = {"STAND_IN_PYTHON": sys.executable, "STAND_IN_CACHE": str(self.cache)}
        environ |= {
            "STAND_IN_TEMP": str(self.temp or ""),
            "STAND_IN_WORKSPACE": str(self.folder),
            "BASH_ENV": str(STAND_INS / "heard.bash"),
        } | self.environ
        given = [part for name, value in environ.items() for part in ("--env", f"{name}={value}")]
        given += [part for name, value in self.secrets.items() for part in ("--secret", f"{name}={value}")]
        return given + [
            part for name, value in self.variables.items() for part in ("--var", f"{name}={value}")
        ]

    def _local(self, workflow: str) -> list[str]:
        texts = workflow + (self.action / "action.yml").read_text(encoding="utf-8")
        places = {f"{name}@{ref}": STAND_INS / name.split("/")[1] for name, ref in THEIRS.findall(texts)}
        places[OURS] = self.action
        return [part for name, place in places.items() for part in ("--local-repository", f"{name}={place}")]


def job(*steps: dict[str, Any]) -> str:
    """A workflow of these steps. YAML reads JSON."""
    jobs = {"any": {"runs-on": "ubuntu-latest", "steps": list(steps)}}
    return json.dumps({"on": ["workflow_dispatch", "pull_request"], "jobs": jobs})


def okrsync(**inputs: str) -> dict[str, Any]:
    return {"uses": OURS, "with": {name.replace("_", "-"): value for name, value in inputs.items()}}


def copy_action(place: Path) -> Path:
    """What a runner fetches: the files of the repository that the Action is made of."""
    for name in ("action", "okrsync", "templates"):
        shutil.copytree(ROOT / name, place / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "action.yml", place)
    # A runner compiles what it has just fetched. That takes a second, which need not be spent on each test.
    compiled = ["compileall", "-q", "--invalidation-mode", "unchecked-hash", str(place / "okrsync")]
    subprocess.run([sys.executable, "-m", *compiled], check=True)
    return place


def linked_action(fetched: Path, place: Path) -> Path:
    """The same, to be copied in no time: the runner does that twice for each step."""
    shutil.copytree(fetched / "action", place / "action")
    shutil.copy(fetched / "action.yml", place)
    for name in ("okrsync", "templates"):
        (place / name).symlink_to(fetched / name)
    return place


def workflow(name: str) -> str:
    """The text of a workflow that is there to be copied."""
    return (WORKFLOWS / f"{name}.yml").read_text(encoding="utf-8")


def _read(done: subprocess.CompletedProcess[str]) -> Ran:
    lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    assert lines or done.returncode == 0, done.stdout + done.stderr
    told = {
        kind: [line for line in lines if line.get("command") == kind] for kind in ("summary", "set-output")
    }
    said = [line for line in lines if line.get("raw_output")]
    ended = [line for line in lines if line.get("stage") == "Main" and "stepResult" in line]
    return Ran(
        done.returncode == 0,
        "".join(line["msg"] for line in said),
        {name: "".join(line["msg"] for line in said if line["stepID"][0] == name) for name in _steps(said)},
        # Told again by each action around the step that wrote it.
        "".join(dict.fromkeys(line["content"] for line in told["summary"])),
        {line["name"]: line["arg"] for line in told["set-output"]},
        {line["stepID"][-1]: line["stepResult"] for line in ended},
        [
            Annotation(line["command"], line["arg"], (line.get("kvPairs") or {}).get("file"))
            for line in lines
            if line.get("command") in _LEVELS
        ],
    )


def _steps(lines: list[dict[str, Any]]) -> set[str]:
    return {line["stepID"][0] for line in lines}
