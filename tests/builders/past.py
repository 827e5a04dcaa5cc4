"""Repositories with a past, laid down by one git process however many commits they have."""

from __future__ import annotations

import os
import subprocess
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

ENVIRON = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}


class Commit(NamedTuple):
    """What one commit makes of some files; None takes one away. At noon, where no time is said."""

    on: date | datetime | str
    files: dict[str, str | None]
    message: str = "x"
    branch: str = "main"
    merges: str | None = None  # a branch
    authored: str | None = None  # where that was another day
    mode: str = "100644"


def past(folder: Path, *commits: Commit, form: str = "sha1") -> Path:
    """A repository in the folder, and on its disk what the branch main has in the end."""
    git(folder, "init", "--quiet", "--initial-branch", "main", f"--object-format={form}")
    git(folder, "fast-import", "--quiet", told=b"".join(_told(commits)))
    for commit in commits:
        for path, text in commit.files.items() if commit.branch == "main" else ():
            place = folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            if text is None:
                place.unlink()
            elif commit.mode == "120000":
                place.symlink_to(text)
            else:
                place.write_text(text, encoding="utf-8")
    return folder


def git(folder: Path, *command: str, told: bytes = b"") -> str:
    done = subprocess.run(
        ["git", "-C", str(folder), "-c", "user.name=Dana", "-c", "user.email=dana@acme.example", *command],
        input=told,
        check=True,
        capture_output=True,
        env=ENVIRON,
    )
    return done.stdout.decode().strip()


def silent(folder: Path) -> dict[str, str]:
    """The environment of a machine whose git says nothing, and never ends."""
    program = folder / "bin" / "git"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\nexec tail -f /dev/null\n")
    program.chmod(0o755)
    return {**ENVIRON, "PATH": f"{program.parent}{os.pathsep}{ENVIRON['PATH']}"}


def _told(commits: tuple[Commit, ...]) -> list[bytes]:
    begun: set[str] = set()
    lines: list[bytes] = []
    for one in commits:
        lines.append(f"commit refs/heads/{one.branch}\n".encode())
        lines += [_signed("author", one.authored or one.on), _signed("committer", one.on), _text(one.message)]
        if one.branch not in begun and begun:
            lines.append(b"from refs/heads/main\n")
        begun.add(one.branch)
        lines += [f"merge refs/heads/{one.merges}\n".encode()] if one.merges else []
        for path, text in one.files.items():
            named = path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
            lines.append(
                f'D "{named}"\n'.encode() if text is None else f'M {one.mode} inline "{named}"\n'.encode()
            )
            lines += [] if text is None else [_text(text)]
    return lines


def _signed(who: str, on: date | datetime | str) -> bytes:
    day = str(on)
    moment = datetime.fromisoformat(day if "T" in day else f"{day}T12:00:00+00:00")
    return f"{who} Dana <dana@acme.example> {int(moment.timestamp())} {moment:%z}\n".encode()


def _text(text: str) -> bytes:
    content = text.encode()
    return f"data {len(content)}\n".encode() + content + b"\n"
