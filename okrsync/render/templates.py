"""The templates: shipped ones, and a user's own in their place, file by file."""

from __future__ import annotations

from functools import cache
from pathlib import Path, PurePath
from traceback import walk_tb

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.sandbox import SandboxedEnvironment

from okrsync.errors import ConfigError
from okrsync.render.writing import KINDS, filters, written


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
    kind = KINDS[suffix]
    environment = SandboxedEnvironment(
        loader=FileSystemLoader([*filter(None, [folder]), shipped_templates()]),
        autoescape=True,  # so that macros are not escaped twice; what `finalize` has written passes
        finalize=lambda value: written(value, kind),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= filters(kind)
    return environment


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
    return file.suffix in KINDS and file.is_relative_to(folder)


def _cause(error: Exception) -> str:
    if isinstance(error, TemplateNotFound):
        return f"there is no template named {error.name}."
    if isinstance(error, TemplateError):
        return f"{(error.message or type(error).__name__).rstrip('.')}."
    return f"{error} ({type(error).__name__})."
