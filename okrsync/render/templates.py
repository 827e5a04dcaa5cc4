"""The templates: shipped ones, and a user's own in their place, file by file."""

from __future__ import annotations

from functools import cache
from pathlib import Path, PurePath
from traceback import walk_tb
from typing import TYPE_CHECKING, Any, NamedTuple

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

from okrsync.errors import ConfigError
from okrsync.render import figures
from okrsync.render.escape_markdown import code, escape_markdown
from okrsync.render.escape_wiki import escape_wiki, monospaced
from okrsync.render.links import safe_url
from okrsync.render.one_line import clip, one_line

if TYPE_CHECKING:
    from collections.abc import Callable

    Write = Callable[[str], str]


class _Kind(NamedTuple):
    """How a kind of template writes every value it prints, names to be copied, and links."""

    escape: Write
    code: Write
    link: str


_KINDS = {
    ".md": _Kind(escape_markdown, code, "[{}]({})"),
    ".wiki": _Kind(escape_wiki, monospaced, "[{}|{}]"),
    ".html": _Kind(
        lambda text: escape(one_line(text)),
        lambda text: f"<code>{escape(one_line(text))}</code>",
        '<a href="{1}" rel="noreferrer">{0}</a>',
    ),
}
_FIGURES = ("age", "bar", "count", "day", "moment", "number", "percent", "points")


def fill(name: str, folder: Path | None, **values: object) -> str:
    """The template of that name, from the user's folder if it is there, filled with the values.

    Every value is escaped for the kind of file. ConfigError names the place of a mistake in the user's.
    """
    try:
        return _environment(PurePath(name).suffix, folder).get_template(name).render(values)
    except Exception as error:
        place = folder and _place(error, folder)
        if not place:
            raise
        raise ConfigError(f"{place}: {_cause(error)}") from error


def shipped_templates() -> Path:
    """Where okrsync's own templates are: inside the package, or beside it in a checkout."""
    package = Path(__file__).parents[1]
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


@cache
def _environment(suffix: str, folder: Path | None) -> SandboxedEnvironment:
    if folder is not None and not folder.is_dir():
        raise ConfigError(f"templates: the folder {folder} does not exist.")
    kind = _KINDS[suffix]
    environment = SandboxedEnvironment(
        loader=FileSystemLoader([*filter(None, [folder]), shipped_templates()]),
        autoescape=True,  # so that macros are not escaped twice; what `finalize` has written passes
        finalize=lambda value: _printed(value, kind),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        **{name: getattr(figures, name) for name in _FIGURES},
        "clip": clip,
        "code": lambda name: _written(kind.code(str(name))),
        "link": lambda name, url: _linked(str(name), url, kind),
    }
    return environment


def _printed(value: Any, kind: _Kind) -> Markup:
    """The value in its kind's writing; a space at either end is meant to be there."""
    if hasattr(value, "__html__"):
        return _written(value)
    if value is None or isinstance(value, float):
        return _written(kind.escape(figures.number(value)))
    text = str(value)
    first, last = (" " if edge == " " else "" for edge in (text[:1], text[1:][-1:]))
    return _written(f"{first}{kind.escape(text)}{last}")


def _linked(name: str, url: str | None, kind: _Kind) -> Markup:
    safe = safe_url(url)
    written = kind.code(name)
    return _written(kind.link.format(written, escape(safe)) if safe else written)


def _written(text: str) -> Markup:
    return Markup(text)  # noqa: S704 (escaped above, for its kind of file)


def _place(error: Exception, folder: Path) -> str | None:
    """The user's file and the line in it; None when the mistake is not in one of theirs."""
    if isinstance(error, UnicodeDecodeError):
        return f"{folder}: a template is no UTF-8 text"
    if isinstance(error, TemplateSyntaxError):
        found = [(error.filename or "", error.lineno)]
    else:
        found = [(frame.f_code.co_filename, line) for frame, line in walk_tb(error.__traceback__)]
    theirs = [(file, line) for file, line in found if _is_template(Path(file), folder)]
    return f"{theirs[-1][0]}, line {theirs[-1][1]}" if theirs else None


def _is_template(file: Path, folder: Path) -> bool:
    return file.suffix in _KINDS and file.is_relative_to(folder)


def _cause(error: Exception) -> str:
    if isinstance(error, TemplateNotFound):
        return f"there is no template named {error.name}."
    if isinstance(error, TemplateError):
        return f"{(error.message or type(error).__name__).rstrip('.')}."
    return f"{error} ({type(error).__name__})."
