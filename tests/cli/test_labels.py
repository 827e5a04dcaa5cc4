from __future__ import annotations

from okrsync.core.labels import Label

ALL = ["okr:grow", "okr:grow.kr1", "okr:calm", "okr:none", "okr:snooze"]


def test_missing_labels_are_shown_and_none_is_created(company):
    shown = company.json("labels")
    assert shown == {
        "schema": "okrsync.labels/1",
        "places": [
            {
                "source": "github",
                "place": "acme/web",
                "missing": ALL,
                "created": [],
                "too_long": [],
                "error": None,
            }
        ],
    }
    assert company.github.writes == []


def test_they_are_created_when_asked_for_and_then_they_are_there(company):
    (place,) = company.json("labels", "--apply")["places"]
    assert (place["created"], place["missing"]) == (ALL, [])
    assert company.github.labels["okr:grow"].description == "Serves the goal GROW"
    result = company.run("labels", "--apply")
    assert result.stdout == "Every label is there.\n"
    assert len(company.github.writes) == len(ALL)


def test_each_is_told_on_a_line(company):
    company.github.labels = {name: Label(name, "") for name in ALL[1:]}
    result = company.run("labels")
    assert result.stdout.splitlines() == ["place     label", "acme/web  okr:grow  missing"]
    assert "Nothing was created: --apply does that." in result.stderr


def test_jira_needs_none(company):
    company.without_secret = {"jira"}
    result = company.run("labels")
    assert "jira needs none: a label of Jira exists as soon as somebody uses it." in result.stderr
    assert company.jira.requests == 0


def test_a_file_with_jira_alone_says_only_that(company):
    text = (company.folder / "okrsync.toml").read_text()
    company.write(text.replace('type = "github"\nrepos = ["acme/web"]', 'type = "file"\npath = "x.csv"'))
    result = company.run("labels")
    assert (result.exit_code, result.stdout) == (0, "")


def test_a_refusal_is_told_and_ends_with_3(company):
    company.github.refuses_writes = True
    result = company.run("labels", "--apply")
    assert result.exit_code == 3
    assert "error: The item is locked." in result.stderr


def test_a_place_that_cannot_be_seen_stops_no_other(company):
    company.github.unseen["acme/secret"] = "acme/secret is hidden."
    places = company.json("labels", "--apply", code=3)["places"]
    assert [bool(place["created"]) for place in places] == [False, True]


def test_a_label_that_is_too_long_is_told(company):
    company.github.longest_label = 10
    assert "okr:grow.kr1  too long for a label" in company.run("labels").stdout


def test_a_missing_secret_is_a_usage_error(company):
    company.without_secret = {"github"}
    assert company.run("labels").exit_code == 2


def test_a_file_without_sources_has_nowhere_to_look(company):
    company.write('[[objectives]]\nid = "GROW"\ntitle = "x"\n')
    result = company.run("labels")
    assert result.exit_code == 2
    assert "nowhere to look" in result.stderr
