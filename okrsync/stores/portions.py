"""Statements about any number of rows: databases bound how many values one statement takes."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Column, Connection, Row, Select, Update

_PORTION = 500
_Value = TypeVar("_Value")


def portions(values: Iterable[_Value]) -> Iterator[list[_Value]]:
    remaining = iter(values)
    while portion := list(islice(remaining, _PORTION)):
        yield portion


def select_in(
    connection: Connection, statement: Select[Any], column: Column[Any], values: Iterable[object]
) -> Iterator[Row[Any]]:
    """The rows of the statement whose column has one of the values."""
    for portion in portions(values):
        yield from connection.execute(statement.where(column.in_(portion)))


def update_in(
    connection: Connection, statement: Update, column: Column[Any], values: Iterable[object]
) -> None:
    """Change the rows whose column has one of the values."""
    for portion in portions(values):
        connection.execute(statement.where(column.in_(portion)))
