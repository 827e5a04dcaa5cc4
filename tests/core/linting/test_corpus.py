"""How well the rules about words judge goal texts: false alarms on good ones, misses among bad ones."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.builders.lint import guard, linted
from tests.builders.world import key_result, objective

CORPUS = Path(__file__).with_name("corpus")
# The rules that judge what a single text says.
OF_TEXTS = {"O3", "O4", "O5", "O6", "O10", "K3", "K5", "K7", "K12"}
PLAIN = "New teams reach value in their first week"
PROMISED = (0.05, 0.15)  # false alarms and misses, at most


def texts(part):
    return tomllib.loads((CORPUS / f"{part}.toml").read_text(encoding="utf-8"))


def found(goal):
    return {one.id for one in linted(goal).findings} & OF_TEXTS


def of_objective(text):
    return found(objective("GROW", title=text))


def of_key_result(entry):
    facts = {name: value for name, value in entry.items() if name not in ("text", "rule", "guarded")}
    parts = [key_result("GROW.KR1", **({"baseline": None, "target": None} | facts), title=entry["text"])]
    parts += [guard()] if entry.get("guarded") else []
    return found(objective("GROW", *parts, title=PLAIN))


def judged(part):
    """Good texts that raise an alarm, bad ones that raise none, and how many there are of each."""
    told = texts(part)
    good = [(text, of_objective(text)) for text in told["good_objectives"]]
    good += [(entry["text"], of_key_result(entry)) for entry in told["good_key_results"]]
    bad = [(entry, of_objective(entry["text"])) for entry in told["bad_objectives"]]
    bad += [(entry, of_key_result(entry)) for entry in told["bad_key_results"]]
    false_alarms = [(text, rules) for text, rules in good if rules]
    misses = [(entry["text"], entry["rule"]) for entry, rules in bad if entry["rule"] not in rules]
    return false_alarms, len(good), misses, len(bad)


@pytest.mark.parametrize(
    ("part", "each", "limits"),
    [
        ("texts", 60, PROMISED),
        ("held_out", 20, PROMISED),
        ("guides", 20, PROMISED),
        ("unseen", 20, PROMISED),
        ("fresh", 40, PROMISED),
    ],
)
def test_few_good_texts_raise_an_alarm_and_few_bad_ones_pass(part, each, limits, record_property):
    false_alarms, good, misses, bad = judged(part)
    assert (good, bad) == (each, each)
    shares = f"{len(false_alarms) / good:.1%} false alarms, {len(misses) / bad:.1%} misses"
    record_property("measured", f"lint, {part}: {shares} ({good} good and {bad} bad goal texts)")
    assert len(false_alarms) / good <= limits[0], false_alarms
    assert len(misses) / bad <= limits[1], misses
