"""`check` as a GitHub workflow runs it, against a server that has the repository's files."""

from __future__ import annotations

import json
from functools import partial

import pytest

from tests.whole.conftest import GOALS, github_source

HEAD = "c0ffee" * 6 + "cafe"
MALLORYS = '[[objectives]]\nid = "MINE"\ntitle = "Mallory"\nlabels = ["*"]\n'


@pytest.fixture
def job(desk, github):
    """A job for pull request 1 of acme/web, whose default branch has the file of goals."""
    web = github.world.repository()
    web.pull("Ask for less")
    web.files["okrsync.toml"] = (
        GOALS + '[[sources]]\nname = "github"\ntype = "github"\nrepos = ["acme/web"]\n'
    )
    desk.environ |= {
        "GITHUB_ACTIONS": "true",
        "GITHUB_TOKEN": github.token,
        "GITHUB_API_URL": github.url,
        "GITHUB_REPOSITORY": "acme/web",
        "GITHUB_WORKSPACE": str(desk.folder),
        "GITHUB_STEP_SUMMARY": str(desk.out / "summary.md"),
        "GITHUB_OUTPUT": str(desk.out / "output"),
    }
    return Job(desk, github, web)


class Job:
    def __init__(self, desk, github, web):
        self.desk, self.github, self.web = desk, github, web
        self.on("pull_request")

    def on(self, name: str, **payload) -> None:
        """The event of this job: by default, about number 1."""
        subject = {"number": 1, "head": {"sha": HEAD}}
        facts = {"repository": {"full_name": "acme/web", "default_branch": "main", "private": True}}
        facts |= {"pull_request" if name.startswith("pull") else "issue": subject} | payload
        path = self.desk.out / "event.json"
        path.write_text(json.dumps(facts))
        self.desk.environ |= {"GITHUB_EVENT_NAME": name, "GITHUB_EVENT_PATH": str(path)}

    def check(self, *args: str, code: int = 0):
        done = self.desk.run("check", "--format", "github", *args)
        assert done.code == code, done.stderr
        return done

    def item(self, *args: str):
        (item,) = self.desk.json("check", *args)["items"]
        return item

    def read(self, name: str) -> str:
        return (self.desk.out / name).read_text(encoding="utf-8")

    @property
    def outputs(self) -> dict[str, str]:
        """As the runner reads them."""
        found, lines = {}, iter(self.read("output").splitlines())
        for line in lines:
            name, _, end = line.partition("<<")
            found[name] = "\n".join(iter(partial(next, lines), end))
        return found


OF_PULL_REQUESTS = ["pull_request", "pull_request_target", "pull_request_review", "issue_comment"]


class TestTheFile:
    @pytest.mark.parametrize("event", OF_PULL_REQUESTS)
    @pytest.mark.parametrize("args", [(), ("--config", "okrsync.toml"), ("--config", "./okrsync.toml")])
    def test_a_pull_request_is_judged_by_the_default_branch_not_by_its_checkout(self, job, event, args):
        is_comment = {"issue": {"number": 1, "pull_request": {}}} if event == "issue_comment" else {}
        job.on(event, **is_comment)
        job.desk.write(MALLORYS)
        job.web.find(1).change(labels=["anything"])
        job.web.label("anything")
        (item,) = job.desk.json(*args, "check")["items"]
        assert item["verdict"] == "untied"

    def test_neither_by_what_a_variable_names_in_the_checkout(self, job):
        job.desk.write(MALLORYS, "okrs/ours.toml")
        job.web.files["okrs/ours.toml"] = job.web.files.pop("okrsync.toml")
        job.desk.environ["OKRSYNC_CONFIG"] = str(job.desk.folder / "okrs/ours.toml")
        assert job.item()["verdict"] == "untied"
        assert [str(one) for one in job.github.asked("contents")] == [
            "GET /repos/acme/web/contents/okrs/ours.toml"
        ]

    def test_includes_come_from_there_too_in_one_request_more_each(self, job):
        job.web.files["okrsync.toml"] = 'include = ["okrs/*.toml"]\n' + job.web.files["okrsync.toml"]
        job.web.files["okrs/ops.toml"] = '[[objectives]]\nid = "OPS"\ntitle = "Ops"\nlabels = ["ops"]\n'
        job.desk.write(MALLORYS, "okrs/mallory.toml")
        job.web.find(1).change(labels=["ops"])
        job.web.label("ops")
        assert job.item()["goals"] == ["OPS"]
        assert len(job.github.asked("contents|trees")) == 3

    def test_in_dot_github_it_is_found_as_on_disk(self, job):
        job.web.files[".github/okrsync.toml"] = job.web.files.pop("okrsync.toml")
        assert job.item()["verdict"] == "untied"

    def test_without_one_the_sentence_says_where_it_was_looked_for(self, job):
        job.web.files.clear()
        job.desk.write(MALLORYS)
        done = job.desk.run("check")
        assert done.code == 2
        assert "in the default branch of acme/web" in done.stderr

    def test_templates_come_from_there(self, job):
        job.web.files["okrsync.toml"] = 'templates = "words"\n' + job.web.files["okrsync.toml"]
        job.web.files["words/comment.md"] = "Ours"
        job.desk.write("Mallory's", "words/comment.md")
        assert job.item("--comment")["comment"] == "created"
        assert job.web.find(1).comments[0].body.splitlines()[1] == "Ours"

    def test_an_export_comes_from_there(self, job):
        job.web.files["okrsync.toml"] += '[[sources]]\nname = "plan"\ntype = "file"\npath = "plan.csv"\n'
        job.web.files["plan.csv"] = "key,title,labels\nP-1,Théirs,onboarding\n".encode()
        job.desk.write("key,title,labels\nP-1,Mallory's,nothing\n", "plan.csv")
        (item,) = job.desk.json("check", "plan:P-1")["items"]
        assert item["verdict"] == "tied"

    @pytest.mark.parametrize("path", ["plan.csv", "/etc/passwd", "../plan.csv"])
    def test_an_export_that_is_only_here_cannot_be_looked_at(self, job, path):
        job.web.files["okrsync.toml"] += f'[[sources]]\nname = "plan"\ntype = "file"\npath = "{path}"\n'
        job.desk.write("key,title,labels\nP-1,Mallory's,onboarding\n", "plan.csv")
        done = job.desk.run("check", "plan:P-1")
        assert done.code == 2
        assert path in done.stderr
        assert job.item()["verdict"] == "untied"

    @pytest.mark.parametrize("named", ["../okrsync.toml", "/etc/okrsync.toml"])
    def test_a_path_outside_of_the_repository_is_refused(self, job, named):
        done = job.desk.run("--config", named, "check")
        assert done.code == 2
        assert "is no path inside acme/web" in done.stderr

    def test_other_events_use_the_checkout_where_there_is_a_file(self, job):
        job.on("issues")
        job.desk.write(MALLORYS + github_source(job.github))
        job.web.find(1).change(labels=["anything"])
        job.web.label("anything")
        assert job.item()["goals"] == ["MINE"]
        assert job.github.asked("contents") == []

    def test_and_else_the_default_branch(self, job):
        job.on("issues")
        assert job.item()["verdict"] == "untied"

    def test_a_file_that_many_repositories_share_is_read_with_its_own_token(self, job):
        goals = job.github.world.repository("acme/goals")
        goals.refs["v1"] = {"q4/okrsync.toml": job.web.files.pop("okrsync.toml")}
        job.desk.environ["OKRSYNC_CONFIG_TOKEN"] = job.github.token
        location = "github:acme/goals:q4/okrsync.toml@v1"
        (item,) = job.desk.json("--config", location, "check")["items"]
        assert item["verdict"] == "untied"
        for args in (["doctor"], ["goals"], ["sync"], ["report"]):
            done = job.desk.run("--config", location, *args)
            assert done.code in (0, 4), done.stderr
        assert (job.desk.folder / ".okrsync/store.db").exists()
        assert job.github.asked("contents")[0].query == {"ref": "v1"}
