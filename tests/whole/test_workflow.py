"""`check` as a GitHub workflow runs it, against a server that has the repository's files."""

from __future__ import annotations

import json
from functools import partial

import pytest

from tests.whole.conftest import GOALS, github_source

HEAD = "c0ffee" * 6 + "cafe"
MALLORYS = '[[objectives]]\nid = "MINE"\ntitle = "Mallory"\nlabels = ["*"]\n'
MEASURED = """
[[objectives]]
id = "TEAMS"
title = "More teams work with us"

[[objectives.key_results]]
id = "KR1"
title = "Ten teams"
baseline = 0
target = 10
measure = { path = "teams.csv", column = "teams" }
"""


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

    def test_a_measure_reads_its_file_there(self, job):
        job.web.files["okrsync.toml"] += MEASURED
        job.web.files["teams.csv"] = "teams\n7\n"
        job.desk.write("teams\n99\n", "teams.csv")
        (measured,) = job.desk.json("sync")["measures"]
        assert measured["value"] == 7

    def test_a_measure_whose_file_is_only_here_says_so(self, job):
        job.web.files["okrsync.toml"] += MEASURED
        job.desk.write("teams\n99\n", "teams.csv")
        done = job.desk.run("sync")
        assert done.code == 3
        assert "teams.csv, which github:acme/web:okrsync.toml names, cannot be read" in done.stderr

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
            assert done.code == 0, done.stderr
        assert (job.desk.folder / ".okrsync/store.db").exists()
        assert job.github.asked("contents")[0].query == {"ref": "v1"}


class TestWhatIsShown:
    def test_an_untied_pull_request_is_a_warning_a_summary_an_output_and_a_neutral_check(self, job):
        done = job.check()
        assert done.stdout.startswith("::warning title=github%3Aacme/web#1 is untied::Ask for less%0A")
        assert job.read("summary.md").startswith("### ❔ okrsync: untied\n")
        assert "**One step settles it:**" in job.read("summary.md")
        assert job.outputs == {"verdict": "untied", "goals": ""}
        (check,) = job.web.checks
        assert (check["name"], check["head_sha"], check["conclusion"]) == ("okrsync", HEAD, "neutral")
        assert check["output"]["title"] == "Untied"
        assert check["output"]["summary"] == job.read("summary.md")

    def test_a_tied_one_is_a_notice_and_a_success(self, job):
        job.web.label("okr:grow")
        job.web.find(1).change(labels=["okr:grow"])
        done = job.check("--comment", "--fail-on", "untied,stale,conflicting")
        assert done.stdout.startswith("::notice ")
        assert "- **GROW** New teams reach value in their first week" in job.read("summary.md")
        assert job.outputs == {"verdict": "tied", "goals": "GROW"}
        assert [check["conclusion"] for check in job.web.checks] == ["success"]
        assert job.web.checks[0]["output"]["title"] == "Tied to GROW"

    def test_a_broken_policy_is_an_error_and_a_failure(self, job):
        done = job.check("--fail-on", "untied", code=5)
        assert done.stdout.startswith("::error ")
        assert [check["conclusion"] for check in job.web.checks] == ["failure"]

    def test_only_the_form_for_github_leaves_anything_behind(self, job):
        job.item()
        assert not (job.desk.out / "summary.md").exists()
        assert not (job.desk.out / "output").exists()
        assert job.web.checks == []

    def test_an_item_named_by_hand_is_not_shown_on_the_commit_of_the_event(self, job):
        job.check("acme/web#1")
        assert job.web.checks == []

    @pytest.mark.parametrize("status", [403, 404, 422, 502])
    def test_a_check_run_that_may_not_be_written_is_not_missed(self, job, status):
        job.github.fail(
            "check-runs", status, body={"message": "Resource not accessible by integration"}, times=9
        )
        done = job.check()
        assert done.stderr == ""
        assert job.read("summary.md")

    def test_a_token_that_may_only_read_gets_everything_else_and_a_sentence(self, job):
        refused = {"message": "Resource not accessible by integration"}
        needs = {"x-accepted-github-permissions": "pull_requests=write"}
        job.github.fail("POST /repos", 403, body=refused, headers=needs, times=9)
        done = job.check("--comment")
        assert "warning: No comment was written: " in done.stderr
        assert "pull_requests=write" in done.stderr
        assert "No comment was written: " in job.read("summary.md")
        assert job.outputs["verdict"] == "untied"
        assert job.check("--comment", "--fail-on", "untied", code=5)

    def test_nothing_in_a_title_is_markup_or_a_command(self, job):
        title = (
            "::error::mine ##[error]mine | <b>@acme/all</b> #7 `x` [y](https://evil.example)\n::add-mask::a"
        )
        job.web.find(1).change(title=title)
        done = job.check("--comment")
        for line in (done.stdout + done.stderr).splitlines():
            assert not line.lstrip().startswith("::") or line.startswith("::warning title=github")
        summary = job.read("summary.md")
        for markup in ("<b>", "@acme", "](https://evil", "#7", "\n::"):
            assert markup not in summary
        for args in (["check"], ["check", "--format", "json"]):
            plain = job.desk.run(*args)
            assert "##[" not in plain.stdout
            assert not any(line.lstrip().startswith("::") for line in plain.stdout.splitlines())
        assert job.desk.run("check", "::error::no").stderr.find("::error") != 0

    def test_no_comment_of_the_template_of_others_is_read(self, job):
        job.desk.write("Mallory's", "templates/summary.md")
        job.check()
        assert "Mallory" not in job.read("summary.md")

    def test_in_a_public_repository_goals_from_elsewhere_go_by_their_ids(self, job):
        goals = job.github.world.repository("acme/goals")
        goals.files = job.web.files
        job.web.label("okr:grow")
        job.web.find(1).change(labels=["okr:grow"])
        job.on("pull_request", repository={"full_name": "acme/web", "private": False})
        done = job.desk.run("--config", "github:acme/goals", "check", "--format", "github")
        assert done.code == 0, done.stderr
        assert "first week" not in done.stdout + job.read("summary.md")
        assert "GROW" in job.read("summary.md")


class TestMergeQueue:
    def test_it_passes_with_a_check_on_its_own_commit_and_needs_no_file(self, job):
        job.web.files.clear()
        job.on("merge_group", merge_group={"head_sha": HEAD})
        job.check("--comment", "--fail-on", "untied")
        (check,) = job.web.checks
        assert (check["head_sha"], check["conclusion"]) == (HEAD, "success")
        assert job.desk.json("check")["items"] == []

    def test_it_passes_without_a_token_or_the_right_too(self, job):
        job.on("merge_group", merge_group={"head_sha": HEAD})
        job.github.fail(
            "check-runs", 403, body={"message": "Resource not accessible by integration"}, times=9
        )
        job.check()
        del job.desk.environ["GITHUB_TOKEN"]
        job.check()


class TestOtherEvents:
    def test_an_issue_that_has_left_is_nothing_to_check(self, job):
        job.on("issues", action="transferred")
        assert job.desk.json("check", "--comment")["items"] == []

    def test_a_run_by_hand_checks_what_was_typed(self, job):
        job.on("workflow_dispatch", inputs={"ref": "#1"})
        assert job.item()["ref"] == "github:acme/web#1"

    def test_a_scheduled_run_has_to_name_an_item(self, job):
        job.on("schedule")
        assert "A scheduled run is about no item" in job.desk.run("check").stderr


def test_check_costs_four_requests_beside_its_file_and_what_it_writes(job):
    epic = job.web.issue("Onboarding", labels=["onboarding"])
    issue = job.web.issue("Shorter form", parent=epic)
    job.web.find(1).change(body="Closes #3", closes=[issue])
    job.check("--comment")
    paths = [str(one) for one in job.github.requests]
    assert len([path for path in paths if "/contents/" not in path and "check-runs" not in path]) <= 4
    assert len([path for path in paths if "/contents/" in path]) == 1
    assert job.outputs["goals"] == "GROW"


class TestInAHurry:
    """Two runs of which the older is late; whichever writes last, the newest verdict stands."""

    ARGS = ("check", "--comment", "--format", "json")

    def late(self, job, on: str, change) -> None:
        """Start the older run, hold it where `on` says, change the item, let a newer run do all its work."""
        held = job.github.hold(on)
        older = job.desk.start(*self.ARGS)
        assert held.is_there.wait(30)
        change()
        assert job.desk.run(*self.ARGS).code == 0
        held.may_go.set()
        done = older.end()
        assert done.code == 0, done.stderr

    def tie(self, job):
        job.web.label("okr:grow")
        job.web.find(1).change(labels=["okr:grow"])

    def body(self, job) -> str:
        (comment,) = job.web.find(1).comments
        return comment.body

    @pytest.mark.parametrize("on", ["POST .*/comments", "GET .*/pulls/1"])
    def test_the_first_comment_of_a_late_run_is_brought_up_to_date(self, job, on):
        self.late(job, on, lambda: self.tie(job))
        comments = job.web.find(1).comments
        assert all("It serves GROW" in comment.body for comment in comments)
        assert len(comments) <= 1

    @pytest.mark.parametrize("on", ["PATCH .*/comments", "GET .*/pulls/1"])
    def test_a_late_edit_is_brought_up_to_date(self, job, on):
        assert job.desk.run(*self.ARGS).code == 0
        job.web.label("okr:grwo")
        job.web.find(1).change(labels=["okr:grwo"])
        self.late(job, on, lambda: self.tie(job))
        assert "It serves GROW" in self.body(job)

    def test_a_late_resolving_is_brought_up_to_date(self, job):
        assert job.desk.run(*self.ARGS).code == 0
        self.tie(job)
        self.late(job, "PATCH .*/comments", lambda: job.web.find(1).change(labels=[]))
        assert "Which goal does this work serve?" in self.body(job)
