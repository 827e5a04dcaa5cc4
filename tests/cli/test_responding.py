"""`check --comment` in a workflow that runs for a comment."""

from __future__ import annotations

import json

import pytest

from tests.fakes.work import pull_request

UNTIED = "github:acme/web#13"


@pytest.fixture
def say(company):
    """Write a comment, as dana may, and run the workflow for it."""
    company.github.steerers = {"dana"}

    def said(body: str, *args: str, by: str = "dana", code: int = 0, action: str = "created") -> dict:
        user = {"login": by, "type": "User"}
        payload = {
            "action": action,
            "comment": {"id": 77, "body": body, "user": user},
            "issue": {"number": 13, "state": "open", "user": {"login": "noor"}},
            "repository": {"full_name": "acme/web", "private": True},
        }
        path = company.write(json.dumps(payload), "event.json")
        company.environ |= {"GITHUB_EVENT_NAME": "issue_comment", "GITHUB_EVENT_PATH": str(path)}
        return company.json("check", *(args or ("--comment",)), code=code)

    return said


def outcome(checked: dict) -> tuple[str, str, str]:
    (item,) = checked["items"]
    return checked["command"]["outcome"], item["verdict"], item["comment"]


def the_comment(company) -> str:
    (comment,) = company.github.posted[UNTIED]
    return comment.body.partition("\n")[2]


def test_a_goal_is_tied_and_the_question_taken_back_at_once(company, say):
    company.run("check", UNTIED, "--comment")
    checked = say("/okr GROW.KR1")
    assert outcome(checked) == ("done", "tied", "resolved")
    assert checked["command"] == {
        "verb": "tie",
        "text": "GROW.KR1",
        "by": "dana",
        "outcome": "done",
        "label": "okr:grow.kr1",
    }
    assert company.github.reactions["77"] == ["seen", "done"]
    assert the_comment(company) == '✅ It serves GROW.KR1: label "okr:grow.kr1".\n'


def test_a_reaction_is_enough_where_there_was_no_question(company, say):
    assert outcome(say("/okr GROW")) == ("done", "tied", "none")
    assert UNTIED not in company.github.posted


def test_a_waiver_is_acknowledged_with_its_reason_by_whom_and_unfolded(company, say):
    assert outcome(say("/okr none a spike, thrown away @acme/all")) == ("done", "exempt", "created")
    assert company.github.items[UNTIED].labels == ("okr:none",)
    assert the_comment(company).startswith('✅ It need not serve a goal: label "okr:none".\n')
    assert "Waived by dana: a spike, thrown away @\u200bacme/all" in the_comment(company)
    assert not company.github.posted[UNTIED][0].is_minimized


def test_the_reason_stays_when_the_item_is_checked_again(company, say):
    say("/okr none a spike")
    checked = company.json("check", UNTIED, "--comment")
    assert checked["items"][0]["comment"] == "unchanged"
    assert "a spike" in the_comment(company)


def test_the_reason_goes_with_the_waiver(company, say):
    say("/okr none a spike")
    company.github.holding(pull_request(UNTIED, labels=("okr:grow",)))
    assert company.json("check", UNTIED, "--comment")["items"][0]["comment"] == "resolved"
    assert "a spike" not in the_comment(company)


def test_a_second_goal_is_told_kindly_and_nothing_is_taken_away(company, say):
    company.github.holding(pull_request(UNTIED, labels=("okr:calm",), title="Rename a file"))
    assert outcome(say("/okr GROW.KR1")) == ("done", "conflicting", "created")
    assert company.github.items[UNTIED].labels == ("okr:calm", "okr:grow.kr1")
    assert "The label `okr:grow.kr1` is set, as dana asked." in the_comment(company)
    assert "Please remove what does not fit" in the_comment(company)


def test_a_label_that_is_outweighed_is_told(company, say):
    company.github.holding(pull_request(UNTIED, labels=("okr:none",)))
    assert outcome(say("/okr GROW")) == ("done", "exempt", "created")
    assert "something outweighs it" in the_comment(company)


def test_why_shows_all_that_was_found_in_the_one_comment(company, say):
    company.run("check", UNTIED, "--comment")
    company.github.holding(pull_request(UNTIED, labels=("okr:grow", "ktlo")))
    assert outcome(say("/okr why")) == ("done", "tied", "edited")
    assert the_comment(company).startswith('✅ It serves GROW: label "okr:grow".\n')
    assert "- named GROW: label &quot;okr:grow&quot;" in the_comment(company).replace('"', "&quot;")
    assert "- exempt no goal needed: rule" in the_comment(company)


def test_why_says_so_where_nothing_was_found(company, say):
    assert outcome(say("/okr why")) == ("done", "untied", "created")
    assert "**Which goal does this work serve?**" in the_comment(company)
    assert "- no label, line, rule or parent that names a goal" in the_comment(company)


def test_help_names_the_commands_and_the_goals(company, say):
    assert outcome(say("/okr help")) == ("done", "untied", "created")
    assert "- `/okr none REASON` says" in the_comment(company)
    assert "- `GROW.KR1` Median time to first report falls from 9 to 3 days" in the_comment(company)


def test_what_is_unclear_or_denied_is_answered_by_a_reaction_and_not_in_words(company, say):
    say("No command at all")
    before = the_comment(company)
    assert outcome(say("/okr GROWW")) == ("unclear", "untied", "unchanged")
    assert outcome(say("/okr GROW", by="mallory")) == ("denied", "untied", "unchanged")
    assert company.github.reactions["77"] == ["unclear", "denied"]
    assert the_comment(company) == before


def test_the_log_says_what_became_of_it(company, say):
    say("/okr GROWW")
    said = company.run("check", "--comment").stderr
    assert "warning: `/okr GROWW` by dana was not carried out" in said
    assert "did you mean GROW?" in said


def test_a_rerun_does_nothing_twice(company, say):
    say("/okr none a spike")
    company.github.holding(pull_request(UNTIED))
    writes = len(company.github.writes)
    assert say("/okr none a spike")["command"]["outcome"] == "again"
    assert company.github.items[UNTIED].labels == ()
    assert company.github.writes[writes:] == [f"see {UNTIED}", f"edit {UNTIED}"]


def test_a_comment_that_failed_is_made_up_for_by_a_rerun(company, say):
    company.github.lost_writes = 2
    assert say("/okr none a spike", code=3)["items"][0]["comment"] == "none"
    assert company.github.reactions["77"] == ["seen"]
    assert outcome(say("/okr none a spike")) == ("done", "exempt", "created")


def test_an_item_that_cannot_be_read_leaves_the_command_to_a_rerun(company, say):
    company.github.hidden.add(UNTIED)
    assert say("/okr why", code=3)["items"] == []
    assert company.github.reactions["77"] == ["seen"]


@pytest.mark.parametrize(("body", "outcome"), [("/okr why", "refused"), ("/okr none a spike", "done")])
def test_what_a_refused_comment_was_to_answer_is_not_called_done(company, say, body, outcome):
    company.github.is_locked = True
    assert say(body)["command"]["outcome"] == outcome
    assert ("done" in company.github.reactions["77"]) == (outcome == "done")


def test_a_command_that_fails_ends_with_3(company, say):
    company.github.refuses_writes = True
    assert say("/okr GROW")["command"]["outcome"] == "refused"
    company.github.refuses_writes = False
    company.github.lost_reactions = True
    assert say("/okr GROW", code=3)["command"]["outcome"] == "failed"


@pytest.mark.parametrize(
    ("body", "how"),
    [("/okr GROW", {"action": "edited"}), ("Looks good", {}), ("/okr GROW", {"by": "okr-bot[bot]"})],
)
def test_other_comments_are_checked_as_ever(company, say, body, how):
    checked = say(body, **how)
    assert "command" not in checked
    assert checked["items"][0]["comment"] == "created"
    assert company.github.items[UNTIED].labels == ()


def test_nothing_is_carried_out_without_comment_or_where_comments_are_off(company, say):
    assert "command" not in say("/okr GROW", "--fail-on", "stale")
    company.write((company.folder / "okrsync.toml").read_text() + '\n[comments]\nmode = "off"\n')
    assert "command" not in say("/okr GROW")
    assert company.github.writes == []


def test_a_named_item_is_checked_and_no_command_carried_out(say):
    assert "command" not in say("/okr GROW", UNTIED, "--comment")


def test_the_files_own_prefix_and_its_leave_for_authors_hold(company, say):
    text = (company.folder / "okrsync.toml").read_text()
    company.write(f'{text}\n[tying]\nlabel_prefix = "goal/"\n[comments]\nauthors_may_waive = true\n')
    say("/okr none a spike", by="noor")
    assert company.github.items[UNTIED].labels == ("goal/none",)
