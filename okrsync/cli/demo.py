"""`okrsync demo`: the whole job on a sample company."""

import click

from okrsync.cli.examples import examples


@click.command("demo", epilog=examples("okrsync demo"))
def command() -> None:
    """The whole job."""
