from __future__ import annotations

import pytest

from okrsync.trackers.github.answers import QueryRefused, ServerFailed
from okrsync.trackers.github.graph import Graph, nodes, turn


class Slow:
    """Answers no question for more than `most` entries in time."""

    def __init__(self, most: int, answer: object = None) -> None:
        self.most = most
        self.answer = {"id": "R_1"} if answer is None else answer
        self.sizes: list[int] = []

    def query(self, _text, variables, _what, *, tries):
        assert tries == 1
        assert (variables["owner"], variables["name"]) == ("acme", "web")
        self.sizes.append(variables["size"])
        if variables["size"] > self.most:
            raise ServerFailed("GitHub took too long.")
        return {"repository": self.answer}


def test_pages_that_are_too_much_shrink_and_stay_small():
    client = Slow(most=50)
    graph = Graph(client, "acme/web")
    assert graph.ask("…", "issues") == {"id": "R_1"}
    graph.ask("…", "issues")
    assert client.sizes == [100, 50, 50]


def test_a_smaller_question_is_asked_as_it_is():
    client = Slow(most=100)
    Graph(client, "acme/web").ask("…", "issues", most=30)
    assert client.sizes == [30]


def test_where_even_the_smallest_page_is_too_much_it_fails():
    client = Slow(most=0)
    with pytest.raises(ServerFailed):
        Graph(client, "acme/web").ask("…", "issues")
    assert client.sizes == [100, 50, 20]


def test_a_repository_that_is_not_shown_is_said():
    with pytest.raises(QueryRefused, match=r"GraphQL shows no issues of acme/web\."):
        Graph(Slow(most=100, answer="hidden"), "acme/web").ask("…", "issues")


@pytest.mark.parametrize(
    ("told", "after", "further"),
    [
        ({"hasNextPage": True, "endCursor": "b"}, "a", "b"),
        ({"hasNextPage": False, "endCursor": "b"}, "a", None),
        ({"hasNextPage": True, "endCursor": "a"}, "a", None),
        ({"hasNextPage": True, "endCursor": None}, None, None),
        (None, None, None),
    ],
)
def test_pages_end_even_where_the_server_turns_in_circles(told, after, further):
    assert turn({"pageInfo": told}, after) == further


def test_what_we_may_not_see_is_passed_over():
    assert nodes({"nodes": [{"id": 1}, None, {"id": 2}]}) == [{"id": 1}, {"id": 2}]
    assert nodes({}) == []
