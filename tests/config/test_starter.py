from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from okrsync.config import load
from okrsync.config.configuration import Configuration
from okrsync.config.starter import Projects, Repositories, starter
from okrsync.core.proposing import Proposals, propose
from okrsync.core.surveying import Survey, Tally
from tests.builders.nights import examples
from tests.config.files import MemoryReader

WEB = Repositories(("acme/web",))
DAY = date(2026, 11, 20)
SURVEY = Survey(
    99,
    labels=(Tally("onboarding", 9, 4), Tally("growth/*", 8, 1), Tally("security", 3, 0)),
    epics=tuple(Tally(f"Epic {number}", 9, 4, f"github:acme/web#{number}") for number in range(7)),
    milestones=(Tally('v"1"', 6, 2, "github:acme/web/milestone/1"), Tally("1.0", 3, 1)),
)


OF_JIRA = Survey(9, epics=(Tally("Onboarding", 9, 4, "jira:ONB-1"),))


def loaded(text: str) -> Configuration:
    reader = MemoryReader({"okrsync.toml": text})
    return load("github:acme/okrs", {}, Path("/srv"), open_reader=reader)


def uncommented(text: str) -> str:
    """With every option that is left off."""
    return re.sub(r"^# ?(?=\[|[a-z_]+ = |$)", "", text, flags=re.MULTILINE)


def test_the_example_loads_and_ties_nothing_yet():
    file = loaded(starter(WEB, "2026-Q4", Proposals())).file
    assert file.cycle == "2026-Q4"
    assert file.sources[0].repos == ("acme/web",)
    assert [(one.id, one.state) for one in file.objectives] == [("GROW", "draft")]
    assert file.comments.mode == "off"


def test_proposed_goals_are_drafts_named_with_what_was_counted():
    text = starter(WEB, "2026-Q4", propose(SURVEY))
    file = loaded(text).file
    assert len(file.objectives) == 5
    assert {one.state for one in file.objectives} == {"draft"}
    assert file.objectives[0].items == ("github:acme/web#0",)
    assert "# github:acme/web#0: 9 items, 4 of them open" in text
    assert file.exempt == ()


def test_what_is_left_off_is_valid_too():
    file = loaded(uncommented(starter(WEB, "2026-Q4", propose(SURVEY)))).file
    assert [source.type for source in file.sources] == ["github", "jira"]
    assert len(file.objectives) == 11
    assert {one.labels for one in file.objectives} == {(), ("onboarding",), ("growth/*",)}
    assert file.exempt[0].when[0].patterns() == {"label": ("security",)}
    assert file.rules[0].when[0].patterns() == {"milestone": ("1.0",)}


def test_labels_that_name_goals_need_nothing_more():
    file = loaded(starter(WEB, "2026-Q4", propose(Survey(9, (Tally("okr:grow", 9, 4),))))).file
    assert (file.objectives[0].id, file.objectives[0].labels, file.objectives[0].items) == ("GROW", (), ())


def test_another_host_and_an_unknown_repository_are_told():
    text = starter(Repositories(("acme/web",), "https://ghe.acme.example/api/v3"), "2026-Q4", Proposals())
    assert loaded(text).file.sources[0].api_url == "https://ghe.acme.example/api/v3"
    unknown = starter(Repositories(("OWNER/REPOSITORY",), is_known=False), "2026-Q4", Proposals())
    assert "# put yours here" in unknown
    assert loaded(unknown).file.sources[0].repos == ("OWNER/REPOSITORY",)


def test_it_fits_on_a_screen():
    assert max(map(len, starter(WEB, "2026-Q4", propose(SURVEY)).splitlines())) <= 120


@settings(max_examples=examples(30))
@given(st.lists(st.text(max_size=20), max_size=4), st.lists(st.text(max_size=20), max_size=4), st.booleans())
def test_it_loads_whatever_people_call_things(titles, names, has_refs):
    tallies = tuple(
        Tally(title, 9, 1, f"github:acme/web#{number}" if has_refs else None)
        for number, title in enumerate(dict.fromkeys(titles))
    )
    labels = tuple(Tally(name, 9, 1) for name in dict.fromkeys(names))
    for found in (Survey(9, labels), Survey(9, labels, milestones=tallies), Survey(9, labels, tallies)):
        configuration = loaded(starter(WEB, "2026-Q4", propose(found)))
        assert configuration.goals(DAY).objectives


def test_a_jira_is_read_with_its_projects():
    text = starter(Projects("https://acme.atlassian.net", ("ONB", "OPS")), "2026-Q4", propose(OF_JIRA))
    source = loaded(text).file.sources[0]
    assert (source.url, source.projects, source.email_env) == (
        "https://acme.atlassian.net",
        ("ONB", "OPS"),
        "JIRA_EMAIL",
    )
    assert "in use in ONB, OPS may be goals" in text
    assert [one.type for one in loaded(uncommented(text)).file.sources] == ["jira", "github"]


def test_of_an_unknown_jira_an_examples_project_stands():
    text = starter(Projects("https://jira.acme.example", has_email=False), "2026-Q4", Proposals())
    source = loaded(text).file.sources[0]
    assert (source.projects, source.email_env) == (("ONB",), None)
    assert "# put yours here" in text
