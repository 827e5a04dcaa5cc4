"""The Action in the real runner: what it installs, what it is given, what it leaves."""

from __future__ import annotations

import shutil

from tests.action.events import pull_request
from tests.action.runner import job, okrsync

CHECKOUT = "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1"


class TestInstalling:
    def test_it_installs_itself_from_the_index_and_runs(self, installed):
        assert installed.is_success, installed.log
        assert installed.results["install"] == "success"
        assert "New teams reach value" in installed.log

    def test_another_step_of_the_job_installs_nothing(self, runner):
        ran = runner.run("workflow_dispatch", {}, job(okrsync(command="goals")))
        assert ran.is_success, ran.log
        assert "install" not in ran.results

    def test_from_the_cache_it_needs_no_index_and_imports_nothing_of_the_workspace(self, runner, cached, web):
        web.pull()
        for name in ("click.py", "sitecustomize.py", "okrsync/__init__.py", "json/__init__.py", "pip.py"):
            runner.write("open('pwned', 'w')\nraise SystemExit('pwned')\n", name)
        ours = okrsync(comment="never") | {"env": {"PYTHONPATH": "${{ github.workspace }}"}}
        steps = {"uses": CHECKOUT}, {"run": "ls click.py"}, ours, _no("pwned")
        ran = runner.on_a_new_machine(cached).run("pull_request", pull_request(), job(*steps))
        assert ran.is_success, ran.log
        assert ran.results["install"] == "success"

    def test_a_wheel_that_is_not_the_one_of_the_list_is_not_installed(self, runner, cached, tmp_path):
        forged = tmp_path / "forged"
        shutil.copytree(cached, forged)
        wheel = next(forged.glob("*/click-*.whl"))
        wheel.write_bytes(wheel.read_bytes() + b"!")
        ran = runner.on_a_new_machine(forged).run("workflow_dispatch", {}, job(okrsync(command="goals")))
        assert not ran.is_success
        assert any("could not be installed" in one.text for one in ran.annotations), ran.log

    def test_where_none_is_offered_the_runners_own_python_will_do(self, runner):
        runner.environ["STAND_IN_PYTHON"] = ""
        assert runner.run("workflow_dispatch", {}, job(okrsync(command="goals"))).is_success

    def test_the_jobs_own_python_and_environment_stay_as_they_are(self, runner):
        look = {"run": 'env | grep -v "^_=\\|GITHUB_ACTION" | sort; command -v python3; python3 -m pip list'}
        ran = runner.run("workflow_dispatch", {}, job(look, okrsync(command="completion", args="bash"), look))
        before, after = ran.logs["0"], ran.logs["2"]
        assert before == after
        assert "PATH=" in before


class TestInputs:
    def test_hostile_arguments_are_words(self, runner):
        args = (
            "$(touch pwned) `touch pwned` ; touch pwned\n|| touch pwned && 'touch pwned' \"$(touch pwned)\""
        )
        ran = runner.run("workflow_dispatch", {}, job(okrsync(command="goals", args=args), _no("pwned")))
        assert ran.results["0"] == "failure"
        assert ran.results["1"] == "success"
        assert "Got unexpected extra argument" in ran.log

    def test_so_is_every_other_input(self, runner):
        hostile = '"; touch pwned; $(touch pwned) #'
        given = [{name: hostile} for name in ("command", "config", "fail_on", "comment")]
        steps = [okrsync(**inputs) | {"if": "always()"} for inputs in given]
        ran = runner.run("workflow_dispatch", {}, job(*steps, _no("pwned")))
        assert [ran.results[str(number)] for number in range(5)] == ["failure"] * 4 + ["success"]

    def test_an_input_that_makes_no_sense_is_told(self, runner):
        ran = runner.run("workflow_dispatch", {}, job(okrsync(comment="always")))
        assert not ran.is_success
        assert "auto or never" in ran.log


def _no(name: str) -> dict:
    return {"if": "always()", "run": f'test -z "$(find . -name {name})"'}
