"""What databases complain of, as one sentence with the cure. Addresses and passwords stay inside."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from okrsync.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

# The first whose word stands in the error's code or text; {place} is the store's name for people.
_SENTENCES: tuple[tuple[tuple[str, ...], str], ...] = (
    (
        ("disk is full", "53100"),
        "The disk of the store ({place}) is full; what was kept is safe: free some space and run it again.",
    ),
    (
        ("readonly database",),
        "The store ({place}) may only be read here: give yourself the right to write to its folder.",
    ),
    (
        ("unable to open",),
        "The store ({place}) cannot be opened: check that its folder may be read and written.",
    ),
    (
        ("not a database", "malformed", "no such table", "no such column", "42p01", "42703"),
        "{place} is no store of okrsync, or is damaged: bring it back from a copy, or name another store.",
    ),
    (
        ("is locked",),
        "Another program keeps writing to the store ({place}): run it again when that is done.",
    ),
    (
        ("disk i/o error",),
        "The disk failed under the store ({place}): check its space, quota and health, and run it again.",
    ),
    (
        # PostgreSQL's codes are missing before there is a connection: then its words must do.
        ("28p01", "28000", "password", "role "),
        "PostgreSQL refused the user or the password for the store ({place}): check its address.",
    ),
    (
        ("42501",),
        "PostgreSQL lets this user make no tables in the store ({place}): grant it CREATE on the schema.",
    ),
    (
        ("53300",),
        "The server of the store ({place}) takes no more connections: run it again later.",
    ),
    (
        ("57p0", "closed the connection"),
        "The server of the store ({place}) hung up; what was kept before is safe: run it again.",
    ),
    (
        ("does not exist",),
        "The store ({place}) does not exist on its server: create the database, or correct its name.",
    ),
    (
        ("connection", "resolve host", "translate host"),
        "The server of the store ({place}) cannot be reached: check its address, and that it is running.",
    ),
)


@contextmanager
def told(place: str) -> Iterator[None]:
    """Nothing of SQLAlchemy gets out of here, only a StoreError about the place."""
    try:
        yield
    except SQLAlchemyError as error:
        raise StoreError(_sentence(error).format(place=place)) from error


def _sentence(error: SQLAlchemyError) -> str:
    cause = error.orig if isinstance(error, DBAPIError) else None
    words = f"{getattr(cause, 'sqlstate', None) or ''} {cause}".casefold()
    unknown = f"The store ({{place}}) failed unexpectedly ({type(cause or error).__name__})."
    return next((cure for signs, cure in _SENTENCES if any(sign in words for sign in signs)), unknown)
