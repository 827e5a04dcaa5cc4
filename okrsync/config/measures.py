"""Measures: where the current value of a key result is read from."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from okrsync.config.conditions import When
from okrsync.config.secrets import EnvName
from okrsync.config.values import SHAPES, Flag, Strict, Text, Url

_KIND = r"^(count|share_done|(sum|avg):\S.*)$"
SHAPES[_KIND] = "should be count, share_done, sum:<field> or avg:<field>"

_ORIGINS = ("jql", "query", "when", "path", "url")


class Measure(Strict):
    """A tracker's query (`jql`, `query`), synced work (`when`), a file (`path`) or an address (`url`)."""

    kind: Annotated[str, Field(pattern=_KIND)] = Field(
        "count", description="count, share_done, sum:<field> or avg:<field> of the work that is found"
    )
    source: Text | None = Field(None, description="the source that is asked")
    jql: Text | None = Field(None, description="a Jira query")
    query: Text | None = Field(None, description="a GitHub search")
    when: When | None = Field(None, description="conditions, asked of the work already synced")
    path: Text | None = Field(None, description="a CSV or JSON file, relative to this file")
    url: Url | None = Field(None, description="an address that answers with JSON")
    column: Text | None = Field(None, description="the column of the CSV file; its last row counts")
    pointer: Text | None = Field(None, description="the value's place in JSON: /data/0/value")
    token_env: EnvName | None = Field(
        None, description="the environment variable that holds the token of the address"
    )
    allow_private: Flag = Field(default=False, description="let the address redirect into the own network")

    @model_validator(mode="after")
    def _have_one_origin(self) -> Self:
        origins = [name for name in _ORIGINS if getattr(self, name) is not None]
        if len(origins) != 1:
            raise PydanticCustomError("origin", "needs exactly one of jql, query, when, path and url")
        if origins[0] in ("jql", "query") and self.source is None:
            raise PydanticCustomError("origin", "does not say which source is asked: add source")
        if self.column is not None and self.path is None:
            raise PydanticCustomError("origin", "has a column, which only a file has: add path")
        if self.pointer is not None and self.path is None and self.url is None:
            raise PydanticCustomError("origin", "has a pointer, but neither path nor url")
        return self
