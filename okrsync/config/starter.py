"""A first okrsync.toml, for somebody who has never seen one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import tomlkit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from okrsync.core.proposing import Proposal, Proposals

_WIDTH = 38  # where remarks begin, if there is room

_HEAD = """\
# What the goals are, where work is read from, and how the two find each other.
#
# `key = value` sets something. Text stands in "quotes", lists in [brackets]. [[double brackets]] begin the
# next entry of a list, and what follows belongs to it. `#` starts a remark. docs/file.md says more."""

_GITHUB = """\
# [[sources]]                          # GitHub beside it: take these # away
# name = "github"
# type = "github"
# repos = ["acme/web"]                 # owner/name; * stands for anything
# token_env = "GITHUB_TOKEN\""""

_JIRA = """\
# [[sources]]                          # Jira beside it, or instead: take these # away
# name = "jira"
# type = "jira"
# url = "https://acme.atlassian.net"   # as in your browser
# projects = ["ONB", "OPS"]
# email_env = "JIRA_EMAIL"             # Cloud: the account's e-mail; Data Center: leave it out
# token_env = "JIRA_TOKEN\""""

_EXAMPLE = """\
# A goal says what is better, and for whom, at the end of the cycle. This one is a draft and counts for
# nothing yet: give it your words, and take `state` away.

[[objectives]]
id = "GROW"                           # short: people write it on work, as the label okr:grow
title = "New teams reach value in their first week"
state = "draft"
owner = "dana@acme.example"           # the one person who answers for it
commitment = "committed"              # or "aspirational", "learning"
labels = ["onboarding"]               # work with these labels serves it, and all that stands below such work

  [[objectives.key_results]]
  id = "KR1"                          # how we know that it is reached
  title = "Median time to first report falls from 9 to 3 days"
  owner = "dana@acme.example"         # who tells the value
  baseline = 9                        # the value at the beginning
  target = 3                          # the value to reach
  unit = "days"
  current = 9                         # the value now

  [[objectives.key_results]]
  id = "KR2"
  title = "First reports that are wrong stay below one percent"
  owner = "dana@acme.example"
  kind = "guardrail"                  # must merely hold, while the other one moves
  max = 1
  unit = "percent"
  current = 0.4"""

_PROPOSED = """\
# These {found} in use in {place} may be goals. They are drafts, and count for nothing yet: strike what is
# none, reword the rest, give each its key results, and take `state` away from those that are decided. A goal
# says what is better, and for whom, at the end of the cycle, not what is built."""

_OTHERS = "These may be goals, too: take the # away from what you want to have."

_UPKEEP = "Legitimate work that serves no goal; with this, it is left out of what should serve one."

_COMMENTS = """\
# Nothing is written on anybody's work yet. Take this away when the goals are yours: then okrsync may keep one
# comment on work that serves none of them.

[comments]
mode = "off\""""

_KINDS = {"okr label": "okr: labels", "epic": "parent issues", "milestone": "milestones", "label": "labels"}


class Repositories(NamedTuple):
    """What the file reads. `is_known`: not just an example's name."""

    names: tuple[str, ...]
    api_url: str | None = None
    is_known: bool = True


class Projects(NamedTuple):
    """The projects of a Jira that the file reads; an example's where none are known."""

    url: str
    names: tuple[str, ...] = ()
    has_email: bool = True


def starter(read: Repositories | Projects, cycle: str, proposals: Proposals) -> str:
    """The text of a file that loads: with the proposed goals, or with one for an example."""
    place = ", ".join(read.names)
    sources = [_jira(read), _GITHUB] if isinstance(read, Projects) else [_github(read), _JIRA]
    parts = [_HEAD, _line("cycle", cycle, "the period of the goals below"), *sources]
    parts += _goals(proposals, place) if proposals.goals else [_EXAMPLE]
    if proposals.upkeep:
        parts.append(_off(f"{_UPKEEP}\n\n{_upkeep(proposals.upkeep)}"))
    return "\n\n".join([*parts, _COMMENTS]) + "\n"


def _jira(read: Projects) -> str:
    where = "the keys of the projects to read" if read.names else "put yours here"
    lines = [
        "[[sources]]",
        _line("name", "jira", "how its items are called everywhere: jira:ONB-7"),
        _line("type", "jira"),
        _line("url", read.url),
        _line("projects", list(read.names) or ["ONB"], where),
    ]
    if read.has_email:
        lines.append(_line("email_env", "JIRA_EMAIL", "the variable that holds the account's e-mail"))
    lines.append(
        _line("token_env", "JIRA_TOKEN", "the variable that holds its token; never the token itself")
    )
    return "\n".join(lines)


def _github(repositories: Repositories) -> str:
    where = "owner/name; * stands for anything" if repositories.is_known else "put yours here: owner/name"
    lines = [
        "[[sources]]",
        _line("name", "github", "how its items are called everywhere: github:acme/web#12"),
        _line("type", "github"),
        _line("repos", list(repositories.names), where),
        _line("token_env", "GITHUB_TOKEN", "the variable that holds the token; never the token itself"),
    ]
    if repositories.api_url:
        lines.append(_line("api_url", repositories.api_url))
    return "\n".join(lines)


def _goals(proposals: Proposals, place: str) -> list[str]:
    kinds = _KINDS[proposals.goals[0].kind]
    told = [_PROPOSED.format(found=kinds, place=place), *map(_goal, proposals.goals)]
    if proposals.others:
        told.append(_off("\n\n".join([_OTHERS, *map(_goal, proposals.others)])))
    return told


def _goal(one: Proposal) -> str:
    found = f"{one.tally.ref or one.kind}: {one.tally.items} items, {one.tally.open} of them open"
    lines = ["[[objectives]]", _line("id", one.id, found), _line("title", one.title)]
    lines.append(_line("state", "draft"))
    if one.tally.ref is not None:
        lines.append(_line("items", [one.tally.ref], "what stands below this serves it"))
    elif one.kind == "label":
        lines.append(_line("labels", [one.tally.name], "work with this label serves it"))
    elif one.kind == "milestone":
        lines += [
            "",
            "[[rules]]",
            _line("goal", one.id),
            f"when = {{ milestone = {_value(one.tally.name)} }}",
        ]
    return "\n".join(lines)


def _off(text: str) -> str:
    """The text as remarks."""
    return "\n".join(f"# {line}".rstrip() for line in text.splitlines())


def _upkeep(labels: Sequence[str]) -> str:
    name = _line("name", "Keeping the lights on")
    return f"[[exempt]]\n{name}\nwhen = {{ label = {_value(list(labels))} }}"


def _line(key: str, value: str | list[str], why: str = "") -> str:
    text = f"{key} = {_value(value)}"
    return f"{text:<{_WIDTH - 1}} # {why}" if why else text


def _value(value: str | list[str]) -> str:
    return tomlkit.item(value).as_string()
