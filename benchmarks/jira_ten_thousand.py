"""Reading a Cloud project of 10,000 and of 50,000 issues: okrsync beside the loops of the jira library.

    python benchmarks/jira_ten_thousand.py [--items 10000 50000] [--latency 50] [--rounds 3]

All read the same issues from a Jira on 127.0.0.1, each as a process of its own and into a new SQLite file,
in turns: what slows the machine slows them all. The server keeps every answer ready, so that it costs
little itself, and answers after 50 ms, as a quick one of Atlassian's does; `--latency 0` leaves the
programs alone. Printed are the issues each holds in the end, its requests, the median of its seconds, of
its processor time and of the most memory it took, and their ratios to okrsync's first sync.

The library's loops hold the whole list in memory and read everything each time; okrsync's second sync,
which reads what changed, stands in a line of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.processes import spent  # noqa: E402 (found only now)

LOOP = Path(__file__).parent / "others" / "jira_loop.py"
FILE = """
[[sources]]
name = "jira"
type = "jira"
url = "{url}"
projects = ["ONB"]
email_env = "JIRA_EMAIL"

[[objectives]]
id = "GROW"
title = "New teams reach value in their first week"
labels = ["onboarding"]
"""
OKRSYNC, AGAIN = "okrsync sync", "okrsync sync, again"
SEARCH, ENHANCED = "search_issues(maxResults=False)", "enhanced_search_issues"
NOW = datetime.now(UTC).replace(microsecond=0)


class Taken(NamedTuple):
    items: int
    requests: int
    seconds: float
    processor: float
    megabytes: float


class Cloud:
    """A Cloud that does nothing but send: one project of so many issues, each page made beforehand."""

    def __init__(self, count: int, latency: float) -> None:
        self.requests = 0
        self.latency = latency
        issues = [json.dumps(issue(number, count)) for number in range(count)]
        self._pages = [",".join(issues[at : at + 100]) for at in range(0, count, 100)]
        self._last = issues[-1]
        self._count = count
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), handler(self))
        self._http.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._http.server_port}"
        threading.Thread(target=self._http.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()

    def answer(self, path: str, asked: dict[str, list[str]]) -> str:
        name = path.removeprefix("/rest/api/2/")
        if name == "search/jql":
            return self._search(asked["jql"][0], int(asked.get("nextPageToken", ["0"])[0]))
        known: dict[str, Any] = {
            "serverInfo": {"deploymentType": "Cloud", "baseUrl": self.url, "versionNumbers": [1001]},
            "field": [],
            "search/approximate-count": {"count": self._count},
            "project/ONB": {"key": "ONB", "components": [], "versions": []},
        }
        return json.dumps(known[name])

    def _search(self, jql: str, page: int) -> str:
        if "updated >=" in jql:
            return f'{{"issues": [{self._last}], "isLast": true}}'
        if "updated DESC" in jql:
            return f'{{"issues": [{self._pages[-1]}], "isLast": false, "nextPageToken": "never asked for"}}'
        end = f'"nextPageToken": "{page + 1}"' if page + 1 < len(self._pages) else '"isLast": true'
        return f'{{"issues": [{self._pages[page]}], {end}}}'


def handler(cloud: Cloud) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def _answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            cloud.requests += 1
            time.sleep(cloud.latency)
            url = urlsplit(self.path)
            body = cloud.answer(url.path, parse_qs(url.query)).encode()
            self.send_response_only(200)
            self.send_header("Date", format_datetime(datetime.now(UTC), usegmt=True))
            self.send_header("Content-Type", "application/json;charset=UTF-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = _answer  # noqa: N815 (the library's names)

        def log_message(self, *_: object) -> None:
            pass

    return Handler


def issue(number: int, count: int) -> dict[str, Any]:
    """One an hour, each tenth an epic over those after it; a fifth has the label."""
    then = f"{NOW - timedelta(hours=count - number):%Y-%m-%dT%H:%M:%S.000+0000}"
    is_epic = number % 10 == 0
    facts = {
        "summary": f"Shorten step {number} of signing up",
        "description": "Steps to reproduce.\n" * 20,
        "issuetype": {"name": "Epic" if is_epic else "Story", "hierarchyLevel": int(is_epic)},
        "project": {"key": "ONB", "projectTypeKey": "software"},
        "status": {"name": "To Do", "statusCategory": {"key": "new"}},
        "resolution": None,
        "created": then,
        "updated": then,
        "labels": ["web", "onboarding"] if number % 5 == 0 else ["web"],
        "components": [],
        "fixVersions": [],
        "reporter": {"accountId": f"id:{number % 40}", "displayName": "Dana"},
        **({} if is_epic else {"parent": {"key": f"ONB-{number - number % 10 + 1}"}}),
    }
    return {"id": str(10_000 + number), "key": f"ONB-{number + 1}", "fields": facts}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--items", type=int, nargs="+", default=[10_000, 50_000])
    options.add_argument("--latency", type=float, default=50, help="milliseconds")
    options.add_argument("--rounds", type=int, default=3)
    given = options.parse_args()
    for count in given.items:
        cloud = Cloud(count, given.latency / 1000)
        with tempfile.TemporaryDirectory() as place:
            show(count, compare(cloud, Path(place), given.rounds))
        cloud.close()


def compare(cloud: Cloud, folder: Path, rounds: int) -> dict[str, list[Taken]]:
    sync = [sys.executable, "-m", "okrsync", "sync"]
    loop = [sys.executable, str(LOOP), cloud.url, "token", "ONB", "items.db"]
    commands = {OKRSYNC: sync, AGAIN: sync, SEARCH: [*loop, "search"], ENHANCED: [*loop, "enhanced"]}
    taken: dict[str, list[Taken]] = {}
    for number in range(rounds):
        for name, command in commands.items():
            where = folder / str(number) / (OKRSYNC if name == AGAIN else name)
            taken.setdefault(name, []).append(measure(cloud, command, where))
    return taken


def measure(cloud: Cloud, command: list[str], folder: Path) -> Taken:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "okrsync.toml").write_text(FILE.format(url=cloud.url))
    environ = os.environ | {
        "JIRA_TOKEN": "token",
        "JIRA_EMAIL": "robot@acme.example",
        "PYTHONPATH": str(ROOT),
    }
    before = cloud.requests
    taken = spent(command, folder, environ)
    return Taken(held(folder), cloud.requests - before, taken.seconds, taken.processor, taken.megabytes)


def held(folder: Path) -> int:
    path = next(path for path in (folder / ".okrsync" / "store.db", folder / "items.db") if path.exists())
    with sqlite3.connect(path) as database:
        return int(database.execute("select count(*) from items").fetchone()[0])


def show(count: int, taken: dict[str, list[Taken]]) -> None:
    middle = {
        name: Taken(*(median(values) for values in zip(*runs, strict=True))) for name, runs in taken.items()
    }
    ours = middle[OKRSYNC]
    heads = "".join(f"{head:>9} {'ratio':>6}" for head in ("seconds", "of CPU", "MB"))
    print(f"{f'{count:,} issues':36} {'held':>7} {'requests':>9}{heads}")
    for name, one in middle.items():
        told = f"{name:36} {one.items:>7.0f} {one.requests:>9.0f}"
        for value, own in zip(one[2:], ours[2:], strict=True):
            told += f" {value:>8.2f} {value / own:>6.2f}"
        print(told)


if __name__ == "__main__":
    main()
