from __future__ import annotations

import re
from datetime import date

import pytest

from okrsync.config import load
from okrsync.config.commits import Git
from okrsync.config.versions import NoHistory, versions
from tests.builders.past import ENVIRON, Commit, git, past
from tests.config.files import write

MAIN = 'cycle = "2026-Q4"\ninclude = ["okrs/*.toml"]\n'
TODAY = date(2026, 11, 20)


def goals(target, name="GROW"):
    return f"""
[[objectives]]
id = "{name}"
title = "New teams reach value"
owner = "dana"
  [[objectives.key_results]]
  id = "KR1"
  title = "Median time to first report falls from 9 to 3 days"
  baseline = 9
  target = {target}
"""


BEGUN = Commit("2026-09-20", {"okrsync.toml": MAIN, "okrs/growth.toml": goals(3)})
EDITED = Commit("2026-10-20", {"okrs/growth.toml": goals(5)}, "Aim lower")


def found(folder, since=date(2026, 10, 1), environ=ENVIRON, at=None):
    """The versions; the last is that of the disk."""
    file = load(at, {}, folder)
    return versions(file, Git(file.folder, environ), since, today=TODAY)


def targets(told, name="grow.kr1"):
    return [one.goals.get(name, {}).get("2026-q4", {}).get("target") for one in told]


def refusal(folder, **more):
    with pytest.raises(NoHistory) as raised:
        found(folder, **more)
    return str(raised.value)


def test_each_commit_tells_what_it_said_of_goals_and_the_disk_what_it_says_now(tmp_path):
    first, second, now = found(past(tmp_path, BEGUN, EDITED))
    assert (first.on, second.on, now.on) == (date(2026, 9, 20), date(2026, 10, 20), TODAY)
    assert (len(second.commit), now.commit) == (40, None)
    assert first.goals["grow"] == {"2026-q4": {"owner": "dana", "cycle": None, "state": None}}
    assert targets([first, second, now]) == [3, 5, 5]


def test_what_is_not_committed_yet_is_told_too(tmp_path):
    write(past(tmp_path, BEGUN), goals(7), "okrs/growth.toml")
    assert targets(found(tmp_path)) == [3, 7]


def test_nobody_looks_further_back_than_a_year_before_the_cycle(tmp_path):
    days = ("2024-05-05", "2025-03-03", "2025-12-12", "2026-09-20")
    past(
        tmp_path,
        *(Commit(on, {**BEGUN.files, "okrs/growth.toml": goals(f"{on[:4]}.{on[5:7]}")}) for on in days),
    )
    assert [str(one.on) for one in found(tmp_path)[:-1]] == [*days[1:]]


def test_but_where_that_version_cannot_be_read_an_older_one_is(tmp_path):
    broken = Commit("2025-03-03", {"okrs/growth.toml": "oops oops"})
    past(tmp_path, BEGUN._replace(on="2024-05-05"), broken, EDITED)
    assert targets(found(tmp_path)) == [3, None, 5, 5]


class TestCalls:
    """However long the past is, git is started as often; its own trace tells how often that was."""

    @pytest.fixture
    def calls(self, tmp_path):
        def counted(folder):
            trace = tmp_path / "trace"
            trace.unlink(missing_ok=True)
            told = found(folder, environ={**ENVIRON, "GIT_TRACE": str(trace)})
            return len(told), sorted(re.findall(r"built-in: git (\S+)", trace.read_text()))

        return counted

    def many(self, folder, commits):
        """Each touches one of twenty files."""
        files = {f"okrs/g{number}.toml": goals(0, f"G{number}") for number in range(20)}
        steps = (
            Commit(
                f"2026-10-{1 + number % 28:02}",
                {f"okrs/g{number % 20}.toml": goals(number, f"G{number % 20}")},
            )
            for number in range(1, commits)
        )
        return past(folder, BEGUN._replace(files={"okrsync.toml": MAIN, **files}), *steps)

    @pytest.mark.parametrize("commits", [1, 300])
    def test_three_tell_of_any_number_of_commits(self, tmp_path, calls, commits):
        folder = tmp_path / "repository"
        folder.mkdir()
        assert calls(self.many(folder, commits)) == (commits + 1, ["cat-file", "log", "rev-parse"])

    def test_one_more_where_other_files_were_included_and_one_where_there_were_merges(self, tmp_path, calls):
        side = Commit("2026-10-10", {"okrs/growth.toml": goals(4)}, branch="side")
        merge = Commit("2026-10-11", {"okrs/growth.toml": goals(4)}, merges="side")
        moved = Commit("2026-10-12", {"okrsync.toml": MAIN.replace("okrs/", "**/")})
        folder = tmp_path / "repository"
        folder.mkdir()
        past(folder, BEGUN, side, merge, moved)
        assert calls(folder) == (4, ["cat-file", *["log"] * 4, "rev-parse"])


class TestIncludes:
    def test_commits_of_other_files_are_passed_over(self, tmp_path):
        past(tmp_path, BEGUN, Commit("2026-10-21", {"README.md": "x", "okrs/notes.md": "x"}), EDITED)
        assert [one.on.day for one in found(tmp_path)] == [20, 20, 20]

    def test_goals_stay_known_in_files_that_come_go_and_get_other_names(self, tmp_path):
        renamed = Commit("2026-10-05", {"okrs/growth.toml": None, "okrs/apps.toml": goals(3)})
        gone = Commit("2026-10-06", {"okrs/apps.toml": None, "okrsync.toml": MAIN + goals(4)})
        past(tmp_path, BEGUN, renamed, gone)
        write(tmp_path, "", "okrs/empty.toml")
        assert targets(found(tmp_path)) == [3, 3, 4, 4]

    def test_what_earlier_versions_included_is_read_as_well(self, tmp_path):
        begun = {"okrsync.toml": MAIN.replace("okrs", "old"), "old/growth.toml": goals(3)}
        moved = {"okrsync.toml": MAIN, "old/growth.toml": None, "okrs/growth.toml": goals(6)}
        edited = Commit("2026-10-03", {"old/growth.toml": goals(5)})
        past(tmp_path, Commit("2026-09-20", begun), edited, Commit("2026-10-04", moved))
        assert targets(found(tmp_path)) == [3, 5, 6, 6]

    def test_names_may_be_odd(self, tmp_path):
        odd = 'okrs/a "b" ü\\\n[1].toml'
        past(
            tmp_path,
            Commit("2026-09-20", {"okrsync.toml": MAIN, odd: goals(3)}),
            Commit("2026-10-20", {odd: goals(5)}),
        )
        assert targets(found(tmp_path)) == [3, 5, 5]

    def test_a_commit_whose_file_cannot_be_read_says_nothing_of_its_goals(self, tmp_path):
        past(tmp_path, Commit("2026-10-20", {**BEGUN.files, "okrs/growth.toml": "oops oops"}), EDITED)
        assert [bool(one.goals) for one in found(tmp_path)] == [False, True, True]

    def test_the_main_file_may_have_moved_between_its_usual_places(self, tmp_path):
        moved = Commit("2026-10-05", {"okrsync.toml": None, ".github/okrsync.toml": MAIN})
        past(tmp_path, BEGUN, moved, EDITED)
        assert targets(found(tmp_path)) == [3, 3, 5, 5]

    def test_of_both_places_the_one_that_was_named_is_read(self, tmp_path):
        other = MAIN + goals(1)
        begun = Commit("2026-09-20", {"okrsync.toml": other, ".github/okrsync.toml": MAIN, **BEGUN.files})
        past(
            tmp_path,
            begun._replace(files={**begun.files, "okrsync.toml": other.replace("okrs/", "no/")}),
            EDITED,
        )
        assert targets(found(tmp_path, at=".github/okrsync.toml")) == [3, 5, 5]

    def test_a_folder_below_the_root_is_a_world_of_its_own(self, tmp_path):
        files = {"work/okrsync.toml": MAIN, "work/okrs/growth.toml": goals(3), "okrsync.toml": MAIN}
        edited = Commit("2026-10-20", {"work/okrs/growth.toml": goals(5), "okrs/growth.toml": goals(8)})
        past(tmp_path, Commit("2026-09-20", files), edited)
        assert targets(found(tmp_path / "work")) == [3, 5, 5]

    def test_files_above_the_main_one_are_read(self, tmp_path):
        main = MAIN.replace("okrs/", "../okrs/")
        past(tmp_path, BEGUN._replace(files={**BEGUN.files, "work/okrsync.toml": main}), EDITED)
        assert targets(found(tmp_path / "work")) == [3, 5, 5]


class TestRepositories:
    def test_one_with_long_names_of_objects(self, tmp_path):
        told = found(past(tmp_path, BEGUN, EDITED, form="sha256"))
        assert (targets(told), len(told[0].commit)) == ([3, 5, 5], 64)

    def test_a_commit_that_was_replaced_says_what_stands_in_its_place(self, tmp_path):
        past(tmp_path, BEGUN, EDITED, Commit("2026-10-25", {"okrs/growth.toml": goals(9)}, branch="other"))
        other = git(tmp_path, "commit-tree", "other^{tree}", "-p", "main~1", "-m", "OKR-Reason: so be it")
        git(tmp_path, "replace", "main", other)
        assert targets(found(tmp_path)) == [3, 9, 5]

    def test_a_hook_of_another_repository_leads_nobody_astray(self, tmp_path):
        past(tmp_path, BEGUN, EDITED)
        hook = {"GIT_DIR": "/nowhere/.git", "GIT_INDEX_FILE": "/nowhere/index", "GIT_WORK_TREE": "/nowhere"}
        assert targets(found(tmp_path, environ={**ENVIRON, **hook, "GIT_LITERAL_PATHSPECS": "1"})) == [
            3,
            5,
            5,
        ]

    def test_what_people_set_for_themselves_changes_nothing(self, tmp_path):
        settings = {
            "log.showRoot": "false",
            "log.follow": "true",
            "diff.relative": "true",
            "diff.renames": "copies",
            "color.ui": "always",
            "core.quotePath": "true",
            "format.pretty": "oneline",
            "log.showSignature": "true",
        }
        past(tmp_path, BEGUN, EDITED)
        given = {
            f"GIT_CONFIG_{what}_{number}": text
            for number, pair in enumerate(settings.items())
            for what, text in zip(("KEY", "VALUE"), pair, strict=True)
        }
        assert targets(
            found(tmp_path, environ={**ENVIRON, "GIT_CONFIG_COUNT": str(len(settings)), **given})
        ) == [3, 5, 5]


class TestUnseen:
    """Where nobody can look, that is said with the cure."""

    def test_without_a_repository(self, tmp_path):
        write(tmp_path, "cycle = '2026-Q4'")
        environ = {**ENVIRON, "GIT_CEILING_DIRECTORIES": str(tmp_path.parent)}
        assert refusal(tmp_path, environ=environ) == "is the folder in a repository?"

    def test_without_git(self, tmp_path):
        assert refusal(past(tmp_path, BEGUN), environ={"PATH": ""}) == "is it installed?"

    def test_a_file_that_is_in_no_commit(self, tmp_path):
        past(tmp_path, BEGUN)
        write(tmp_path, MAIN, "sub/okrsync.toml")
        write(tmp_path, goals(1), "sub/okrs/growth.toml")
        assert "in no commit" in refusal(tmp_path / "sub")

    def test_a_file_that_was_taken_out_of_the_repository(self, tmp_path):
        past(tmp_path, BEGUN, Commit("2026-10-02", {"okrsync.toml": None}))
        write(tmp_path, MAIN)
        assert "in no commit" in refusal(tmp_path)

    def test_a_repository_without_a_commit(self, tmp_path):
        git(tmp_path, "init", "--quiet")
        write(tmp_path, "cycle = '2026-Q4'")
        assert "HEAD" in refusal(tmp_path)

    def test_a_shallow_clone_that_begins_within_the_cycle(self, tmp_path):
        past(tmp_path, BEGUN, EDITED, EDITED._replace(on="2026-10-21", files={"okrs/growth.toml": goals(6)}))
        git(tmp_path, "clone", "--quiet", "--depth", "2", f"file://{tmp_path}", "here")
        assert "fetch-depth: 0" in refusal(tmp_path / "here")
        git(tmp_path, "clone", "--quiet", "--depth", "3", f"file://{tmp_path}", "there")
        assert targets(found(tmp_path / "there")) == [3, 5, 6, 6]

    def test_a_partial_clone_whose_rest_cannot_be_had(self, tmp_path):
        past(tmp_path, BEGUN, EDITED)
        git(tmp_path, "config", "uploadpack.allowFilter", "true")
        git(tmp_path, "clone", "--quiet", "--filter", "blob:none", f"file://{tmp_path}", "here")
        git(tmp_path / "here", "remote", "set-url", "origin", "file:///nowhere")
        assert "partial" in refusal(tmp_path / "here")

    def test_a_repository_of_somebody_else(self, tmp_path):
        past(tmp_path, BEGUN)
        environ = {**ENVIRON, "GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"}
        assert f"git config --global --add safe.directory {tmp_path}" in refusal(tmp_path, environ=environ)

    def test_files_the_last_commit_cannot_show(self, tmp_path):
        past(tmp_path, BEGUN, Commit("2026-10-20", {"okrs/more.toml": "../more.toml"}, mode="120000"))
        write(tmp_path, goals(4, "MORE"), "more.toml")
        assert "cannot be read" in refusal(tmp_path)

    def test_a_submodule(self, tmp_path):
        past(tmp_path, Commit("2026-09-20", {"okrsync.toml": MAIN}))
        (tmp_path / "okrs").mkdir()
        past(tmp_path / "okrs", Commit("2026-09-20", {"growth.toml": goals(3)}))
        assert refusal(tmp_path).startswith("okrs is a repository of its own")
