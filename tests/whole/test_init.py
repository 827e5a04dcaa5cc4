from __future__ import annotations

import subprocess
import tomllib

REF = "github:acme/web#1"


def file(desk) -> dict:
    return tomllib.loads((desk.folder / "okrsync.toml").read_text())


def test_from_nothing_to_a_report_in_three_commands(desk, github):
    desk.environ |= {"GITHUB_TOKEN": github.token, "GITHUB_API_URL": github.url}
    web = github.world.repository()
    epic = web.issue('Signup: "in one" step\x07 [now]')
    for number in range(5):
        web.issue(f"Step {number}", parent=epic, labels=["growth"], milestone=web.milestone(f"v{number}"))
    web.issue("Renew certificates", labels=["security"])
    done = desk.run("init", "--from", "github:acme/web")
    assert done.code == 0
    assert github.count == 1
    assert [one["id"] for one in file(desk)["objectives"]] == ["SIGNUP"]
    desk.json("sync")
    coverage = desk.json("report")["coverage"]
    assert (coverage["counted"], coverage["exempt"], coverage["share"]) == (6, 0, 0.0)
    text = (desk.folder / "okrsync.toml").read_text()
    desk.write(text.replace('state = "draft"\n', "", 1))
    coverage = desk.json("report")["coverage"]
    assert (coverage["tied"], coverage["untied"]) == (5, 1)


def test_a_parent_that_did_not_change_lately_is_found(desk, github):
    desk.environ |= {"GITHUB_TOKEN": github.token, "GITHUB_API_URL": github.url}
    web = github.world.repository()
    epic = web.issue("Signup in one step")
    for number in range(1000):
        web.issue(f"Step {number}", parent=epic)
    assert desk.run("init", "--from", "github:acme/web").code == 0
    assert file(desk)["objectives"][0]["items"] == [REF]
    assert github.count <= 10 + 3


def test_in_a_checkout_its_own_repository_is_read(desk):
    for command in (["init", "-q"], ["remote", "add", "origin", "https://github.com/acme/web.git"]):
        subprocess.run(["git", *command], cwd=desk.folder, env=desk.environ, check=True)
    done = desk.run("init")
    assert "okrsync.toml is written: it reads acme/web." in done.stderr
    assert file(desk)["sources"][0]["repos"] == ["acme/web"]
    assert desk.run("goals").code == 0
    assert desk.run("init").code == 2
