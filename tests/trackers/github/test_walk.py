from __future__ import annotations

import pytest

from okrsync.errors import NotVisible


def _places(pages):
    return list(dict.fromkeys(page.place for page in pages))


def test_a_glob_is_expanded_over_the_owners_repositories_archived_ones_too(github, opened):
    for name in ("acme/mobile-ios", "acme/mobile-android", "acme/web"):
        github.world.repository(name)
    github.world.repositories[0].is_archived = True
    pages = opened("acme/mobile-*").walk()
    assert _places(pages) == ["acme/mobile-android", "acme/mobile-ios"]
    assert len(github.asked("GET /orgs/acme/repos")) == 1


def test_an_owners_repositories_are_listed_once_for_all_globs_one_request_per_page(github, opened):
    for number in range(130):
        github.world.repository(f"acme/lib-{number:03}")
    pages = opened("acme/lib-00*", "acme/lib-12?").walk()
    assert len(_places(pages)) == 20
    assert len(github.asked("GET /orgs")) == 2


def test_a_persons_private_repositories_are_found_too(github, opened):
    github.world.viewer = "dana"
    github.world.repository("dana/notes").is_private = True
    assert _places(opened("dana/*").walk()) == ["dana/notes"]


def test_a_repository_named_twice_is_read_once(github, opened):
    github.world.repository("acme/web").issue()
    assert len(opened("acme/web", "acme/w*", "Acme/Web").walk()) == 2


def test_a_repository_named_by_its_old_and_its_new_name_is_read_once(github, opened):
    web = github.world.repository("acme/web")
    web.issue(labels=["bug"])
    web.rename("acme/site")
    pages = opened("acme/site", "acme/web").walk()
    assert [item.ref for page in pages for item in page.items] == ["github:acme/site#1"]


def test_one_repository_that_cannot_be_seen_stops_no_other(github, opened):
    for name in ("acme/api", "acme/web", "acme/zoo"):
        github.world.repository(name).issue()
    github.world.repositories[1].is_hidden = True
    pages = []
    with pytest.raises(NotVisible, match="acme/web does not exist on"):
        pages.extend(opened("acme/api", "acme/web", "acme/zoo").tracker.walk({}, is_full=False))
    walker = opened("acme/api", "acme/web", "acme/zoo")
    walked = walker.tracker.walk({}, is_full=False)
    assert [next(walked).place for _ in range(4)] == ["acme/api", "acme/api", "acme/zoo", "acme/zoo"]


def test_a_glob_that_finds_nothing_is_said(github, opened):
    github.world.repository("acme/web")
    with pytest.raises(NotVisible, match="`acme/mobil-\\*` finds none of the repositories of acme"):
        opened("acme/mobil-*").walk()


def test_an_owner_that_cannot_be_listed_loses_nothing(github, opened):
    github.world.repository("acme/web")
    walker = opened("acme/*")
    walker.walk()
    github.fail("GET /(orgs|users)/acme", 403, body={"message": "Resource protected by SSO"}, times=9)
    pages = []
    with pytest.raises(NotVisible, match="SSO"):
        pages.extend(walker.tracker.walk(walker.marks, is_full=False))
    assert pages == []


def test_an_apps_installation_at_a_person_finds_private_repositories_too(github, opened):
    github.world.viewer_is_app = True
    github.world.repository("dana/site")
    for name in ("dana/notes", "erin/notes"):
        github.world.repository(name).is_private = True
    assert _places(opened("dana/*").walk()) == ["dana/notes", "dana/site"]
