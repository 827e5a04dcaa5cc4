"""docs/lint.md: every rule has an example that gives its finding, and a better one that does not."""

from __future__ import annotations

import json
import re
import tomllib
from datetime import date
from pathlib import Path

import pytest
import tomlkit

from okrsync.core.linting.catalogue import CATALOGUE
from okrsync.core.linting.registry import RULES
from tests.builders.desk import Desk

PAGE = (Path(__file__).parents[1] / "docs" / "lint.md").read_text(encoding="utf-8")
RULES_PART = PAGE[PAGE.index("# The rules") :]
(FILE,) = re.findall(r"^```toml\n(.*?)^```", RULES_PART, re.MULTILINE | re.DOTALL)
(WORK,) = re.findall(r"^```csv\n(.*?)^```", RULES_PART, re.MULTILINE | re.DOTALL)
SECTIONS = {one.partition(":")[0]: one for one in re.split(r"^### ", RULES_PART, flags=re.MULTILINE)[1:]}
DAY = date(2026, 12, 5)
NEEDS = {rule.id: rule.needs for rule in RULES}


def example(rule):
    """The lines that are wrong, and those that are better, each with what they share."""
    (diff,) = re.findall(r"^```diff\n(.*?)^```", SECTIONS[rule], re.MULTILINE | re.DOTALL)
    lines = diff.splitlines()
    bad, good = ("".join(f"{one[1:]}\n" for one in lines if one[:1] in (" ", sign)) for sign in "-+")
    return bad, good if "\n+" in f"\n{diff}" else ""


def changed(text):
    """The page's file and work with these lines in them: goals by their id, everything else added."""
    if re.match(r"[A-Z]+-\d+,", text):
        key = text.partition(",")[0]
        return FILE, re.sub(rf"^{key},.*\n", text, WORK, flags=re.MULTILINE)
    file = tomllib.loads(FILE)
    _take_up(file, tomllib.loads(text))
    return tomlkit.dumps(file), WORK


def _take_up(file, new):
    for key, value in new.items():
        if key == "objectives" and isinstance(value, dict):  # key results by themselves are GROW's
            _by_id(file["objectives"][1]["key_results"], value["key_results"])
        elif key == "objectives":
            _by_id(file["objectives"], value)
        else:
            file[key] = [*file.get(key, []), *value]


def _by_id(known, new):
    for table in new:
        same = next((one for one in known if one["id"] == table["id"]), None)
        same.update(table) if same else known.append(table)


def found(folder, rule, text, reason=""):
    """The ids of all findings. Where rules ask the work or the file's history, there is some."""
    file, work = changed(text)
    desk = Desk(folder, FILE, work, date(2026, 9, 28))
    if NEEDS.get(rule) == "edits":
        desk.commit()
    desk.save(file)
    desk.wait(DAY)
    if NEEDS.get(rule) == "edits":
        desk.commit(reason or "Aim lower")
    if NEEDS.get(rule) == "seen":
        desk.type("okrsync sync")
    return {one["id"] for one in json.loads(desk.type("okrsync lint --format json").stdout)["findings"]}


@pytest.mark.parametrize("needs", [None, "edits", "seen"])
def test_the_file_of_the_page_is_sound(tmp_path, needs):
    rule = next(name for name, needed in NEEDS.items() if needed == needs)
    assert found(tmp_path, rule, "") == set()


@pytest.mark.parametrize("rule", CATALOGUE)
def test_what_is_wrong_gives_the_finding_and_what_is_better_does_not(tmp_path, rule):
    bad, good = example(rule)
    reason = re.search(r"OKR-Reason: [^\"]+", SECTIONS[rule])
    assert rule in found(tmp_path / "bad", rule, bad)
    assert rule not in found(
        tmp_path / "good", rule, good or (reason and bad) or "", reason and f"x\n\n{reason[0]}"
    )


def blocks(kind):
    return re.findall(rf"^```{kind}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def test_the_answer_the_page_shows_is_that_to_its_example(tmp_path):
    bad, _ = example("O3")
    right, wrong = (tomllib.loads(text)["objectives"] for text in (FILE, bad))
    file = FILE.replace(right[1]["title"], wrong[0]["title"])
    assert blocks("text")[0] in Desk(tmp_path, file, WORK, DAY).type("okrsync lint").stdout


def test_levels_silences_and_thresholds_are_changed_as_the_page_says(tmp_path):
    title = " ".join(["word"] * 19)
    growth = (
        'id = "KR1", title = "Sign-ups grow from 1 to 9 a month", baseline = 1, target = 9, unit = "sign-ups"'
    )
    goal = f'title = "{title}"\nkey_results = [{{ {growth} }}]'
    file = re.sub(r"^title = .*", goal, blocks("toml")[0], flags=re.MULTILINE)
    made = Desk(tmp_path, file, WORK, DAY)
    answer = json.loads(made.type("okrsync lint --format json").stdout)
    assert {one["id"]: one["reason"] for one in answer["silenced"]} == {"K7": "A pilot with ten shops"}
    assert not {"O4", "O9", "K7"} & {one["id"] for one in answer["findings"]}
