"""What settles a disagreement can be pasted into the file, whatever the item is called."""

import tomllib

from okrsync.config.file import File
from tests.builders.world import TODAY, goals, item, objective, report_of

FILE = goals(objective("GROW", owner="dana@acme.example"), objective("CALM"))
BOTH = ("okr:grow", "okr:calm")


def conflicting(key="ONB-1", **facts):
    return report_of(FILE, item(key, labels=BOTH, **facts)).conflicting[0]


def test_both_goals_stand_there_with_their_owners():
    assert [(one.goal, one.title, one.owner) for one in conflicting().claims] == [
        ("GROW", "Title of GROW", "dana@acme.example"),
        ("CALM", "Title of CALM", None),
    ]


def test_the_entry_can_be_pasted():
    text = conflicting().decision
    (entry,) = File.model_validate(tomllib.loads(text)).decisions
    assert (entry.item, entry.goal, entry.on) == ("jira:ONB-1", "GROW", TODAY)
    assert "# or CALM" in text


def test_a_hostile_ref_stays_a_text():
    ref = 'jira:A"\n[[waivers]]\\'
    (entry,) = tomllib.loads(conflicting(ref=ref).decision)["decisions"]
    assert entry["item"] == ref
