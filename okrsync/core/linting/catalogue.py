"""Every rule of lint in words: its lasting id, how severe it is, why it is there, and what is better."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from okrsync.core.goals import LintLevel


class Entry(NamedTuple):
    """One rule in words. Some findings of a rule are milder than its level; those say so themselves."""

    level: LintLevel
    title: str
    why: str
    example: str


CATALOGUE: dict[str, Entry] = {
    "O1": Entry(
        "error",
        "at most five company objectives in a cycle",
        "A company that wants everything at once has no priorities; people cannot remember more than five.",
        "keep the three that matter most, and make the others key results or next quarter's drafts",
    ),
    "O2": Entry(
        "warning",
        "at most three objectives for a team in a cycle",
        "A team that pursues four goals finishes none of them in one quarter.",
        'keep three, and set the others to state = "draft"',
    ),
    "O3": Entry(
        "warning",
        "no digits in an objective's title",
        "An objective says where we want to be, in words people remember; numbers belong to key results.",
        'title = "Shops in the north choose us first", and a key result "Paying shops grow from 200 to 500"',
    ),
    "O4": Entry(
        "warning",
        "an objective's title has four to eighteen words",
        "Fewer words say neither for whom nor what will be better; more are not remembered.",
        'title = "New teams reach value in their first week"',
    ),
    "O5": Entry(
        "warning",
        "an objective is an outcome, not an activity",
        "Much can be launched or built without anybody being better off.",
        'instead of "Launch the new app": title = "Technicians finish their day without paper"',
    ),
    "O6": Entry(
        "warning",
        "an objective changes something; business as usual is watched by a KPI",
        "What must merely go on needs no push for a quarter; it needs a corridor and an alarm.",
        'instead of "Maintain availability": [[kpis]] "Availability", healthy = 99.9, watch = 99.5',
    ),
    "O7": Entry(
        "error",
        "exactly one owner",
        "What two people answer for, nobody answers for.",
        'owner = "dana@acme.example"; the others can be coordinators or own key results',
    ),
    "O8": Entry(
        "error",
        "a goal has a cycle, and its dates lie inside it",
        "A goal without an end cannot be missed, and a step after the end cannot count.",
        'cycle = "2026-Q4", and steps that are due between 2026-10-01 and 2026-12-31',
    ),
    "O9": Entry(
        "info",
        "the commitment is declared",
        "The same 70 % is a success for an aspirational goal and a failure for a committed one.",
        'commitment = "committed", or "aspirational", or "learning"',
    ),
    "O10": Entry(
        "warning",
        "an objective's title is unlike its parent's",
        "A copied goal says nothing about what this team will do for it: contribute, do not copy.",
        'below "Small shops stay with us": title = "Owners get an answer while the shop is still open"',
    ),
    "K1": Entry(
        "error",
        "two to five key results for an objective",
        "Without one nobody knows whether it is reached; one alone is easily bent; six are a list of tasks.",
        "two to five: one for the outcome, one that leads to it, and a guardrail",
    ),
    "K2": Entry(
        "error",
        "baseline, target and unit are present",
        "Without all three there is no progress, only an opinion.",
        'baseline = 9, target = 3, unit = "days"',
    ),
    "K3": Entry(
        "error",
        "baseline and target differ, and in the direction the title says",
        "From a place to the same place there is no progress, and a turned sign shows success as failure.",
        '"… falls from 9 to 3 days" with baseline = 9 and target = 3',
    ),
    "K4": Entry(
        "info",
        "an unknown baseline is measured first",
        "That is allowed; until it is measured, progress is shown as no data.",
        "measure within the first two weeks, then write baseline = 55",
    ),
    "K5": Entry(
        "warning",
        "a key result measures an outcome, not an activity",
        "Whether something was done is known anyway; the question is what it changed.",
        'instead of "Publish twelve posts": "Trials that our blog brings grow from 40 to 90 a month"',
    ),
    "K6": Entry(
        "info",
        "leading and lagging indicators stand side by side, where they are tagged",
        "A lagging indicator alone tells too late, a leading one alone may lead nowhere.",
        'indicator = "leading" on the share of invited staff, "lagging" on the shops that stay',
    ),
    "K7": Entry(
        "warning",
        "growth, speed and volume have a guardrail",
        "More and faster can always be had at the cost of quality; a guardrail says what must not suffer.",
        'kind = "guardrail", title = "Sign-ups that fail stay below one percent", max = 1',
    ),
    "K8": Entry(
        "error",
        "weights are not negative, and not all zero",
        "A negative weight turns progress into its opposite; all zeros leave nothing to add up.",
        "weight = 2 on what matters twice as much, and none on the rest",
    ),
    "K9": Entry(
        "warning",
        "a key result says where its value comes from",
        "A value that nobody reads and nobody reports stays what it was.",
        'a measure, or owner = "dana@acme.example" who checks in',
    ),
    "K10": Entry(
        "warning",
        "at most half of the key results are milestones",
        "Milestones tell that work was done; a set of them is a project plan.",
        "keep one milestone, and measure by a number what it is meant to change",
    ),
    "K11": Entry(
        "warning",
        "the mean confidence at drafting lies between 0.40 and 0.75",
        "What is nearly certain asks nothing of us; what is nearly impossible is given up in the third week. "
        "Above 0.90 is sandbagging, below 0.25 fantasy.",
        "targets for which confidence = 0.5 to 0.7 is honest",
    ),
    "K12": Entry(
        "warning",
        "no two goals use one metric",
        "Two goals on one metric count the same progress twice, or pull in opposite directions.",
        "let one goal own the metric, and give the other what leads to it; make the opposite one a guardrail",
    ),
    "A1": Entry(
        "error",
        "every goal below the company has a parent, or says why not",
        "A goal that leads nowhere may be good work for nobody's strategy.",
        'parent = "ACME.KR2", or unaligned = "An experiment beside the plan, until January"',
    ),
    "A2": Entry(
        "error",
        "a parent lies in the same or in an enclosing cycle",
        "Progress cannot move a goal that is over or has not begun.",
        'parent = "ACME" of cycle "2026" for a goal of 2026-Q4',
    ),
    "A3": Entry(
        "warning",
        "a company goal is supported by another goal or by work",
        "A company goal nobody carries is a wish.",
        'a team\'s objective with parent = "ACME", or labels of the work for it',
    ),
    "A4": Entry(
        "error",
        "there is at least one company objective",
        "Without one, teams pull in directions of their own choosing.",
        'an objective with team = "company" and the cycle of the year or of the quarter',
    ),
    "A5": Entry(
        "info",
        "a goal carried by four teams or more has a coordinator",
        "What many teams carry falls between them unless somebody keeps it together.",
        'coordinator = "chief-of-staff@acme.example"',
    ),
    "A6": Entry(
        "error",
        "the allocations of a team's objectives add up to at most 1",
        "Nobody has more than all of their time; a plan above that is broken on its first day.",
        "allocation = 0.5 and 0.3, which leaves 0.2 for what comes up",
    ),
    "R1": Entry(
        "warning",
        "check-ins are made within their cadence and its grace",
        "Silence is never green: an old value says nothing about today.",
        '`okrsync checkin GROW.KR1 6.5`, or a longer cadence = "30d" where nothing moves weekly',
    ),
    "R2": Entry(
        "warning",
        "what is on track moves",
        "A value that stays where it is will not arrive, however good the pace looks.",
        "say in the next check-in what will move it, or lower the confidence",
    ),
    "R3": Entry(
        "error",
        "a target or baseline changed after the cycle began has a reason",
        "A moved target hides a miss; with its reason, both can be learned from.",
        'say why in the message of the commit: "OKR-Reason: the price change came a month later"',
    ),
    "R4": Entry(
        "error",
        "a closed cycle has its scores, and low ones their cause",
        "A quarter nobody looks back on is repeated.",
        'score = 0.6, cause = "The partner joined in December"',
    ),
    "R5": Entry(
        "warning",
        "aspirational goals are not all reached",
        "Who reaches everything aimed too low; 0.7 is the expected score of an aspirational goal.",
        "aim next time where 0.7 would be a success, or call the goals committed",
    ),
    "M1": Entry(
        "error",
        "a label leads to one goal",
        "All work with this label would be claimed by two goals, and be in conflict.",
        'a label for each goal, or [tying] on_conflict = "split"',
    ),
    "M2": Entry(
        "warning",
        "labels of goals exist in a tracker, and okr: labels name goals",
        "A misspelt label ties nothing, and nobody notices.",
        'labels = ["onboarding"] as the tracker writes it; the label okr:grow for the goal GROW',
    ),
    "M3": Entry(
        "warning",
        "work has a way to reach an active goal",
        "A goal without labels, rules or items looks starved, whatever is done for it.",
        'labels = ["onboarding"]',
    ),
    "M4": Entry(
        "warning",
        "a rule matches something, and not nearly everything",
        "A rule that matches nothing is out of date; one that matches most work says nothing about it.",
        'when = { project = "ONB", component = "Signup*" } instead of the project alone',
    ),
    "M5": Entry(
        "warning",
        "exempt work stays within its budget",
        "What serves no goal eats the time of what does, unless somebody decides about it.",
        "do less of it, raise its budget on purpose, or make a goal of getting rid of its cause",
    ),
    "D1": Entry(
        "info",
        "most stories have an epic, and most work an estimate",
        "Goals reach stories through their epics, and shares of effort are as good as the estimates.",
        'put stories under an epic, estimate the large ones, or set [effort] unit = "items"',
    ),
}
