from __future__ import annotations

from okrsync.trackers.file.layout import layout_of, without


def test_our_names_are_found_whatever_their_case() -> None:
    layout = layout_of(["Key", "TITLE", "Team"], {})
    assert layout.ours == {"key": "Key", "title": "TITLE"}
    assert layout.others == ("Team",)


def test_a_configured_name_wins_and_frees_our_own() -> None:
    layout = layout_of(["key", "title", "summary"], {"title": "summary"})
    assert layout.ours == {"key": "key", "title": "summary"}
    assert layout.others == ("title",)


def test_a_configured_name_that_is_missing_is_not_replaced_by_ours() -> None:
    assert layout_of(["key", "title"], {"title": "summary"}).ours == {"key": "key"}


def test_one_column_can_be_read_as_two_of_ours() -> None:
    columns = {"key": "ref", "title": "ref"}
    assert layout_of(["ref"], columns).ours == {"key": "ref", "title": "ref"}


def test_a_column_without_a_name_is_nobodys() -> None:
    assert layout_of(["key", "title", ""], {}).others == ()


def test_a_missing_column_is_told_with_those_there_are_and_the_cure() -> None:
    assert without("title", ["key", "Summary"], {}) == (
        "it has no `title`, only `key`, `Summary`; "
        'if `Summary` holds it, write `columns = { title = "Summary" }`'
    )


def test_a_misspelt_column_of_the_configuration_meets_its_nearest_name() -> None:
    assert 'if `Issue key` holds it, write `columns = { key = "Issue key" }`' in without(
        "key", ["Issue key", "Title"], {"key": "Isue key"}
    )


def test_without_anything_near_the_cure_is_left_to_the_reader() -> None:
    assert without("key", ["aaa"], {}).endswith('name the one that holds it: `columns = { key = "…" }`')
