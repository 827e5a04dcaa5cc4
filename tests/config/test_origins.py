from __future__ import annotations

from okrsync.config import Configuration
from tests.config.files import GOAL, loaded

OTHER = GOAL.replace("GROW", "CALM")


def company(folder):
    return loaded(folder, f"include = ['okrs/*.toml']\n{GOAL}", a="\n\n" + OTHER, b="teams = []")


def test_entries_are_counted_over_all_files(tmp_path):
    file = company(tmp_path)
    assert file.origin(("objectives", 0, "title")) == ("okrsync.toml", 5)
    assert file.origin(("objectives", 1, "title")) == ("okrs/a.toml", 6)


def test_what_is_not_written_is_where_it_would_stand(tmp_path):
    assert company(tmp_path).origin(("objectives", 1, "owner")) == ("okrs/a.toml", 4)


def test_the_whole_file_and_what_stands_nowhere_begin_the_main_one(tmp_path):
    file = company(tmp_path)
    assert file.origin(()) == ("okrsync.toml", 1)
    assert file.origin(("objectives", 7, "title")) == ("okrsync.toml", 3)
    assert file.origin(("include", 0)) == ("okrsync.toml", 1)
    assert file.origin(("lint",)) == ("okrsync.toml", 1)


def test_a_kept_configuration_has_no_text_to_look_at(tmp_path):
    file = company(tmp_path)
    assert Configuration.from_kept(file.kept(), tmp_path).origin(("objectives", 0)).line == 1
