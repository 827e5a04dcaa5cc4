"""Whom to ask, in which order, and whom to leave in peace."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from okrsync.core.asking import ENOUGH_TO_JUDGE, Budget, Left, NudgePolicy, plan
from okrsync.core.comments import CommentPolicy
from okrsync.core.judging import survey
from okrsync.core.nudges import Nudge
from okrsync.core.rules import Exemption
from tests.builders.nights import examples
from tests.builders.world import IN_CYCLE, Q4, TODAY, done, goals, item, objective, pull_request, when
from tests.fakes.work import NOW

FILE = goals(
    objective("GROW"),
    objective("SHUT", state="closed"),
    objective("IDEA", state="draft"),
    exempt=(Exemption("ktlo", when(label="ktlo")),),
)
POLICY = NudgePolicy(closed_goals=frozenset({"shut"}), takes_comments=frozenset({"jira", "github"}))
YESTERDAY = NOW - timedelta(days=1)


def planned(*items, memory=(), policy=POLICY, unreachable=(), file=FILE):
    judgements = survey(items, file, cycle=Q4, as_of=TODAY, unreachable=unreachable)
    return plan(judgements, memory, policy, NOW)


def nudge(key="ONB-1", /, **facts):
    one = item(key)
    return Nudge(one.source, one.id, one.ref, one.project, **facts)


def asked(key="ONB-1", /, **facts):
    return nudge(key, **({"asked_at": YESTERDAY, "tried_at": YESTERDAY, "verdict": "untied"} | facts))


def refs(intents):
    return [intent.item.key for intent in intents]


def reason(found):
    (left,) = found.left
    assert found.ask == found.amend == ()
    return left.reason


@pytest.mark.parametrize(
    ("labels", "verdict"),
    [((), "untied"), (("okr:grwo",), "stale"), (("okr:grow", "okr:live"), "conflicting")],
)
def test_open_work_without_one_goal_is_asked_about(labels, verdict):
    file = goals(objective("GROW"), objective("LIVE"))
    (intent,) = planned(item(labels=labels), file=file).ask
    assert (intent.action, intent.reason) == ("create", f"it is {verdict}")


@pytest.mark.parametrize("label", ["okr:grow", "ktlo"])
def test_what_is_tied_or_exempt_is_no_matter(label):
    assert planned(item(labels=(label,))) == ((), (), ())


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (done(), "it is done"),
        (item(state="dropped"), "it was dropped"),
        (item(is_locked=True), "it is locked"),
        (item(is_bot=True), "it is by a bot"),
        (item(kind="milestone"), "it is a milestone"),
        (item(labels=("okr:snooze",)), "it has the label okr:snooze"),
        (item(labels=("okr:idea",)), "it names only goals that are drafts"),
        (item(labels=("okr:shut",)), "the goal it names is closed"),
        (item(created=NOW - timedelta(hours=1)), "its days of grace are not over"),
        (pull_request(is_draft=True), "it is a draft"),
        (item("A-1", source="plan"), "plan keeps no comments"),
    ],
)
def test_an_item_left_in_peace_has_its_reason(one, expected):
    assert reason(planned(one)) == expected


def test_nothing_from_before_the_start_is_asked_about():
    policy = NudgePolicy(CommentPolicy(start=date(2026, 10, 16)), takes_comments=POLICY.takes_comments)
    assert reason(planned(item(), policy=policy)) == "it was created before 2026-10-16"


def test_what_seems_untied_only_because_we_could_not_look_is_left_alone():
    found = planned(pull_request(closing_keys=("ONB-9",)), unreachable=["jira"])
    assert reason(found) == "okrsync could not look into jira"


def test_an_issue_stands_for_its_pull_request_and_a_part_for_the_whole():
    epic = item("ONB-2", kind="epic")
    found = planned(item("ONB-1", parent=epic.ref), epic, pull_request(closing_keys=("ONB-1",)))
    assert refs(found.ask) == ["ONB-1"]
    assert {left.reason for left in found.left} == {"its parts, or the issues it closes, stand for it"}
    assert len(found.left) == 2


def test_work_closed_before_the_cycle_is_not_even_mentioned():
    long_ago = IN_CYCLE - timedelta(days=200)
    assert planned(done(created=long_ago, on=long_ago)) == ((), (), ())


def test_comments_that_are_off_ask_nobody_and_take_nothing_back():
    policy = NudgePolicy(CommentPolicy(is_on=False), takes_comments=POLICY.takes_comments)
    tied = item("ONB-2", labels=("okr:grow",))
    found = planned(item(), tied, memory=[asked("ONB-2")], policy=policy)
    assert reason(found) == "comments are off in the file"


def test_an_item_is_asked_about_once():
    assert reason(planned(item(), memory=[asked()])) == "it was asked about on 2026-11-19"


def test_a_question_whose_item_changed_its_verdict_is_put_right():
    (intent,) = planned(item(labels=("okr:grwo",)), memory=[asked()]).amend
    assert (intent.action, intent.reason) == ("edit", "it is stale now, and was untied")


@pytest.mark.parametrize(
    ("label", "reason_", "deletes", "action"),
    [
        ("okr:grow", "it is tied to GROW now", False, "resolve"),
        ("ktlo", "it is exempt now", True, "delete"),
    ],
)
def test_a_question_that_is_answered_is_taken_back(label, reason_, deletes, action):
    policy = NudgePolicy(CommentPolicy(deletes_resolved=deletes), takes_comments=POLICY.takes_comments)
    (intent,) = planned(item(labels=(label,)), memory=[asked()], policy=policy).amend
    assert (intent.action, intent.reason) == (action, reason_)


def test_answers_are_taken_back_before_questions_are_put_right():
    items = [item("ONB-1", labels=("okr:grwo",)), item("ONB-2", labels=("okr:grow",))]
    found = planned(*items, memory=[asked("ONB-1"), asked("ONB-2")])
    assert [intent.action for intent in found.amend] == ["resolve", "edit"]


def test_what_was_tried_last_is_amended_last():
    items = [item(f"ONB-{n}", labels=("okr:grow",)) for n in (1, 2)]
    memory = [asked("ONB-1", tried_at=NOW), asked("ONB-2")]
    assert refs(planned(*items, memory=memory).amend) == ["ONB-2", "ONB-1"]


def test_what_was_taken_back_is_not_taken_back_again_and_may_be_asked_again():
    memory = [asked(taken_back_at=NOW)]
    assert planned(item(labels=("okr:grow",)), memory=memory) == ((), (), ())
    assert refs(planned(item(), memory=memory).ask) == ["ONB-1"]


@pytest.mark.parametrize(
    ("labels", "memory"), [((), nudge), ((), asked), (("okr:grow",), asked)], ids=["ask", "edit", "resolve"]
)
def test_an_item_in_trouble_is_left_in_peace_until_its_day(labels, memory):
    trouble = {"trouble": "It is locked.", "retry_at": NOW + timedelta(days=2)}
    if memory is asked:
        trouble["verdict"] = "stale"
    known = memory(**trouble)
    said = "It is locked; tried again after 2026-11-22"
    assert reason(planned(item(labels=labels), memory=[known])) == said
    later = known._replace(retry_at=NOW)
    found = planned(item(labels=labels), memory=[later])
    assert found.left == ()


def test_trouble_without_words_is_told_all_the_same():
    assert reason(planned(item(), memory=[nudge(retry_at=NOW + timedelta(days=2))])).startswith("; tried")


def test_the_longest_waiting_come_first_and_those_tried_before_last():
    items = [item(f"ONB-{n}", created=IN_CYCLE - timedelta(hours=n)) for n in range(1, 5)]
    memory = [
        nudge("ONB-4", tried_at=NOW - timedelta(days=1)),
        nudge("ONB-3", tried_at=NOW - timedelta(days=2)),
    ]
    assert refs(planned(*items, memory=memory).ask) == ["ONB-2", "ONB-1", "ONB-3", "ONB-4"]


def test_an_item_of_unknown_age_is_taken_for_the_oldest():
    assert refs(planned(item("ONB-1"), item("ONB-2", created=None)).ask) == ["ONB-2", "ONB-1"]


def test_projects_take_turns_the_one_served_longest_ago_first():
    items = [item(key) for key in ("ONB-1", "ONB-2", "ONB-3", "OPS-1", "acme/web#1")]
    memory = [asked("OPS-9"), asked("acme/web#9", asked_at=NOW - timedelta(days=9)), nudge("ONB-9")]
    assert refs(planned(*items, memory=memory).ask) == ["ONB-1", "acme/web#1", "OPS-1", "ONB-2", "ONB-3"]


def ended(outcomes, project="ONB", asked_at=YESTERDAY):
    return [
        asked(f"{project}-{n}", asked_at=asked_at, outcome=outcome, settled_at=NOW)
        for n, outcome in enumerate(outcomes, 100)
    ]


QUIET = NudgePolicy(quiet_below=0.2, takes_comments=POLICY.takes_comments)


def test_a_project_where_nobody_acts_on_questions_is_asked_nothing_new():
    memory = ended(["tied"] + ["ignored"] * 9)
    found = planned(item(), item("OPS-1"), memory=memory, policy=QUIET)
    assert refs(found.ask) == ["OPS-1"]
    said = "10% of the last 10 questions in ONB were acted upon, fewer than 20% (comments.quiet_below)"
    assert found.left == (Left("jira:ONB-1", said),)


@pytest.mark.parametrize(
    "memory",
    [
        ended(["ignored"] * (ENOUGH_TO_JUDGE - 1)),
        ended(["tied", "waived"] + ["ignored"] * 8),
        ended(["ignored"] * 20, asked_at=NOW - timedelta(days=91)),
        [asked(f"ONB-{n}") for n in range(100, 120)],
    ],
    ids=["too few", "enough acted", "long ago", "still open"],
)
def test_a_project_is_not_quiet_without_good_reason(memory):
    assert refs(planned(item(), memory=memory, policy=QUIET).ask) == ["ONB-1"]


def test_without_quiet_below_no_project_is_quiet():
    assert refs(planned(item(), memory=ended(["ignored"] * 50)).ask) == ["ONB-1"]


def test_a_budget_says_why_it_is_spent():
    policy = NudgePolicy(max_per_run=2, max_per_project=1)
    budget = Budget(policy)
    assert budget.refusal(item()) is None
    budget.spend(item())
    assert "comments.max_per_project" in budget.refusal(item("ONB-2"))
    assert budget.refusal(item("OPS-1")) is None
    budget.spend(item("OPS-1"))
    assert "comments.max_per_run" in budget.refusal(item("CRM-1"))


@settings(max_examples=examples(30))
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["ONB", "OPS", "CRM"]),
            st.integers(1, 30),
            st.sampled_from([(), ("okr:grow",), ("okr:grwo",), ("okr:snooze",)]),
            st.sampled_from([None, "asked", "trouble", "answered"]),
        ),
        unique_by=lambda one: one[:2],
        max_size=40,
    ),
    st.integers(0, 10),
    st.one_of(st.none(), st.integers(0, 5)),
    st.randoms(use_true_random=False),
)
def test_never_more_than_the_budget_never_one_twice_whatever_the_order(rows, most, most_here, random):
    items = [item(f"{project}-{n}", labels=labels) for project, n, labels, _ in rows]
    told = {
        "asked": {"asked_at": YESTERDAY, "verdict": "untied"},
        "trouble": {"retry_at": NOW + timedelta(days=1)},
        "answered": {"asked_at": YESTERDAY, "taken_back_at": YESTERDAY},
    }
    memory = [nudge(f"{project}-{n}", **told[was]) for project, n, _, was in rows if was]
    policy = NudgePolicy(max_per_run=most, max_per_project=most_here, takes_comments=POLICY.takes_comments)
    found = planned(*items, memory=memory, policy=policy)
    named = [*refs(found.amend), *refs(found.ask), *(left.ref.partition(":")[2] for left in found.left)]
    assert len(named) == len(set(named))

    budget, served = Budget(policy), []
    for intent in found.ask:
        if budget.refusal(intent.item) is None:
            budget.spend(intent.item)
            served.append(intent.item)
    assert len(served) <= most
    if most_here is not None:
        projects = [one.project for one in served]
        assert all(projects.count(project) <= most_here for project in set(projects))

    random.shuffle(items)
    random.shuffle(memory)
    assert planned(*items, memory=memory, policy=policy) == found
