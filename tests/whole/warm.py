"""Importing this does what every process would do first. Processes are then forked from the one that did."""

from __future__ import annotations

import gc
import pkgutil
from importlib import import_module
from tempfile import TemporaryDirectory

from click.testing import CliRunner

import okrsync
from okrsync.cli.main import commands
from okrsync.cli.session import real_session
from okrsync.config.values import Strict
from okrsync.render.templates import _environment, shipped_templates


def _build(model: type[Strict]) -> None:
    """Else it is built when the first file is read."""
    model.model_rebuild()
    for kind in model.__subclasses__():
        _build(kind)


def _warm() -> None:
    for module in pkgutil.walk_packages(okrsync.__path__, "okrsync."):
        if not module.name.endswith((".__main__", ".env")):  # these two are scripts
            import_module(module.name)
    _build(Strict)
    for path in shipped_templates().iterdir():
        _environment(path.suffix, None).get_template(path.name)
    with TemporaryDirectory() as folder:
        CliRunner().invoke(commands, ["demo", "--folder", folder], obj=real_session(), catch_exceptions=False)
    gc.freeze()  # what is there by now is shared with the processes, and no business of their collectors


_warm()
