from __future__ import annotations

import pytest

from okrsync.steps.jira_site import jira_site

CLOUD = "https://acme.atlassian.net"
CENTER = "https://jira.acme.example"


@pytest.mark.parametrize(
    ("text", "url", "projects"),
    [
        (CLOUD, CLOUD, ()),
        (f"{CLOUD}/", CLOUD, ()),
        (f"{CLOUD}/browse/ONB", CLOUD, ("ONB",)),
        (f"{CLOUD}/browse/onb-17", CLOUD, ("ONB",)),
        (f"{CLOUD}/projects/ONB", CLOUD, ("ONB",)),
        (f"{CLOUD}/jira/software/projects/ONB/boards/3", CLOUD, ("ONB",)),
        (f"{CLOUD}/jira/software/c/projects/ONB/boards/3?assignee=x", CLOUD, ("ONB",)),
        (f"{CLOUD}/jira/your-work", CLOUD, ()),
        (CENTER, CENTER, ()),
        (f"{CENTER}:8443/browse/ONB-1", f"{CENTER}:8443", ("ONB",)),
        (f"{CENTER}/jira/", f"{CENTER}/jira", ()),
        (f"{CENTER}/jira/projects/ONB/issues", f"{CENTER}/jira", ("ONB",)),
        (f"{CENTER}/secure/RapidBoard.jspa?rapidView=1&projectKey=ONB", CENTER, ("ONB",)),
        ("https://dana:secret@jira.acme.example/browse/ONB", CENTER, ("ONB",)),
    ],
)
def test_an_address_from_the_browser_names_the_site_and_the_project(text, url, projects):
    assert jira_site(text) == (url, projects)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "acme",
        "ftp://jira.acme.example",
        "https://",
        "https://gitlab.com/acme/web",
        "https://[x",
        "https://x:y/",
    ],
)
def test_everything_else_is_none(text):
    assert jira_site(text) is None


def test_it_is_called_by_its_projects_else_by_its_address():
    assert jira_site(f"{CLOUD}/browse/ONB").name == "ONB"
    assert jira_site(f"{CENTER}/jira").name == "jira.acme.example/jira"


def test_cloud_is_known_by_its_name():
    assert jira_site(CLOUD).is_cloud
    assert not jira_site(CENTER).is_cloud
