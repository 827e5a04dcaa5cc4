"""How each kind of template writes the values it is given: every one is escaped."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from markupsafe import Markup, escape

from okrsync.render import figures
from okrsync.render.bounds import bounds
from okrsync.render.escape_markdown import code, code_block, escape_markdown
from okrsync.render.escape_wiki import escape_wiki, monospaced
from okrsync.render.links import safe_url
from okrsync.render.one_line import clip, lines, one_line

if TYPE_CHECKING:
    from collections.abc import Callable

    Write = Callable[[str], str]

_FIGURES = ("age", "bar", "count", "day", "moment", "number", "percent", "points")
# A name within its own quotes, and not the words between two such names.
_QUOTED = re.compile(r"""("(?=[^"]*\w)[^"\s](?:[^"]*[^"\s])?"|`(?=[^`]*\w)[^`\s](?:[^`]*[^`\s])?`)""")


def _quotable(text: str) -> str:
    """What may stand between the double quotes of a TOML text."""
    return json.dumps(one_line(text), ensure_ascii=False)[1:-1].replace("\x7f", "\\u007f")


class Kind(NamedTuple):
    """A kind of text: how it writes words, names to be copied, links, and lines to be copied."""

    words: Write
    name: Write
    link: str
    block: Write


KINDS = {
    ".md": Kind(escape_markdown, code, "[{}]({})", code_block),
    ".wiki": Kind(escape_wiki, monospaced, "[{}|{}]", monospaced),
    ".toml": Kind(_quotable, _quotable, "{0}", _quotable),
    ".html": Kind(
        lambda text: escape(one_line(text)),
        lambda text: f"<code>{escape(one_line(text))}</code>",
        '<a href="{1}" rel="noreferrer">{0}</a>',
        lambda text: f"<pre>{escape(chr(10).join(lines(text)))}</pre>",
    ),
}


def written(value: Any, kind: Kind) -> Markup:
    """The value in its kind's writing; a space at either end is meant to be there."""
    if hasattr(value, "__html__"):  # written before
        return _as_is(value)
    if value is None or isinstance(value, float):
        return _as_is(kind.words(figures.number(value)))
    text = str(value)
    before, after = (" " if edge == " " else "" for edge in (text[:1], text[1:][-1:]))
    return _as_is(f"{before}{kind.words(text)}{after}")


def filters(kind: Kind) -> dict[str, Callable[..., Any]]:
    """What a template may do with a value beyond Jinja's own."""
    return {
        **{name: getattr(figures, name) for name in _FIGURES},
        "bounds": bounds,
        "block": lambda text: _as_is(kind.block(str(text).rstrip("\n"))),
        "clip": clip,
        "code": lambda name: _as_is(kind.name(str(name))),
        "link": lambda name, url: _linked(str(name), url, kind),
        "quoted": lambda text: _quoted(str(text), kind),
    }


def _quoted(text: str, kind: Kind) -> Markup:
    """The text with the names it quotes set as code, ready to be copied."""
    parts = enumerate(_QUOTED.split(text))
    return Markup("").join(_name(part, kind) if place % 2 else written(part, kind) for place, part in parts)


def _name(quoted: str, kind: Kind) -> Markup:
    quote = quoted[0].replace("`", "")
    return _as_is(f"{quote}{kind.name(quoted[1:-1])}{quote}")


def _linked(name: str, url: str | None, kind: Kind) -> Markup:
    safe, shown = safe_url(url), kind.name(name)
    return _as_is(kind.link.format(shown, escape(safe)) if safe else shown)


def _as_is(text: str) -> Markup:
    return Markup(text)  # noqa: S704 (escaped above, for its kind of text)
