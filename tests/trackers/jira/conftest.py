from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.servers.jira import JiraServer

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def cloud() -> Iterator[JiraServer]:
    with JiraServer() as server:
        server.world.add_project("ONB")
        yield server


@pytest.fixture
def center() -> Iterator[JiraServer]:
    with JiraServer(is_cloud=False) as server:
        server.world.add_project("ONB")
        yield server


@pytest.fixture(params=["cloud", "center"])
def server(request: pytest.FixtureRequest) -> JiraServer:
    """One of each: what is promised of Jira holds on both."""
    found: JiraServer = request.getfixturevalue(request.param)
    return found
