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


class TestFromJira:
    def prepared(self, desk, jira):
        desk.environ["JIRA_TOKEN"] = jira.token
        if jira.world.is_cloud:
            desk.environ["JIRA_EMAIL"] = jira.email
        jira.world.add_project("OPS")
        epic = jira.world.add("ONB", "Signup in one step", type="Epic", labels=["growth"])
        story = jira.world.add("ONB", "Ask for less", parent=epic.key, labels=["growth"])
        jira.world.add("ONB", "Shorter form", parent=epic.key, status="Done", labels=["growth"])
        jira.world.add("ONB", "Step", parent=story.key, type="Sub-task")
        jira.world.add("OPS", "Renew certificates", labels=["security"])

    def test_from_an_address_to_a_report_in_three_commands(self, desk, jira):
        self.prepared(desk, jira)
        done = desk.run("init", "--from", f"{jira.url}/browse/ONB")
        assert done.code == 0, done.stderr
        assert "4 items of ONB propose 1 goal, as drafts" in done.stderr
        assert "Now run okrsync doctor" in done.stderr
        written = file(desk)
        assert written["sources"][0]["projects"] == ["ONB"]
        assert ("email_env" in written["sources"][0]) == jira.world.is_cloud
        (goal,) = written["objectives"]
        assert (goal["title"], goal["items"]) == ("Signup in one step", ["jira:ONB-1"])
        text = (desk.folder / "okrsync.toml").read_text()
        assert "# jira:ONB-1: 2 items, 1 of them open" in text
        assert 'labels = ["growth"]' in text
        desk.json("sync")
        desk.write(text.replace('state = "draft"\n', "", 1))
        coverage = desk.json("report")["coverage"]
        assert (coverage["tied"], coverage["untied"]) == (2, 0)

    def test_without_a_project_those_are_read_in_which_something_changed(self, desk, jira):
        self.prepared(desk, jira)
        jira.world.add_project("OLD")
        assert desk.run("init", "--from", jira.url).code == 0
        assert file(desk)["sources"][0]["projects"] == ["ONB", "OPS"]
        assert jira.count == 3  # what it is, its fields, one page
        assert desk.json("sync")["sources"][0]["items"] == 5

    def test_one_project_can_be_named_beside_the_address(self, desk, jira):
        self.prepared(desk, jira)
        assert desk.run("init", "--from", jira.url, "--project", "ops").code == 0
        assert file(desk)["sources"][0]["projects"] == ["OPS"]
        assert 'label = ["security"]' in (desk.folder / "okrsync.toml").read_text()

    def test_no_more_is_looked_at_than_a_thousand_issues(self, desk, jira):
        self.prepared(desk, jira)
        for number in range(1100):
            jira.world.add("ONB", f"Story {number}", parent="ONB-1")
        assert desk.run("init", "--from", jira.url).code == 0
        assert "ONB-1: 1000 items" in (desk.folder / "okrsync.toml").read_text()
        assert jira.count <= 2 + 20 + 1

    def test_an_empty_jira_leaves_an_example_that_loads(self, desk, jira):
        desk.environ |= {"JIRA_TOKEN": jira.token}
        if jira.world.is_cloud:
            desk.environ["JIRA_EMAIL"] = jira.email
        done = desk.run("init", "--from", jira.url)
        assert "shows this account no work. Put your projects and goals in the example's place" in done.stderr
        assert file(desk)["sources"][0]["projects"] == ["ONB"]
        assert desk.run("goals").code == 0

    def test_a_wrong_token_writes_nothing(self, desk, jira):
        self.prepared(desk, jira)
        desk.environ["JIRA_TOKEN"] = "expired"
        done = desk.run("init", "--from", jira.url)
        assert done.code == 3
        assert "JIRA_TOKEN" in done.stderr
        assert not (desk.folder / "okrsync.toml").exists()
