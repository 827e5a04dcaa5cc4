from __future__ import annotations

from okrsync.config.effects import _LATER, without_effect
from okrsync.config.file import File
from okrsync.config.keys import models_at
from tests.config.files import GOAL, loaded


def test_keys_without_effect_yet_are_named_once(tmp_path):
    text = f"""
checkins = "c.toml"
{GOAL}
"""
    assert without_effect(loaded(tmp_path, text).file) == ("checkins",)


def test_what_is_not_written_is_not_named(tmp_path):
    assert without_effect(loaded(tmp_path, f"{GOAL}weight = 2\n[comments]\nmode = 'off'\n").file) == ()


def test_every_key_named_here_exists():
    for key in _LATER:
        *tables, last = key.split(".")
        assert any(last in model.model_fields for model in models_at(File, tuple(tables)))
