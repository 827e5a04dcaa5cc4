from __future__ import annotations

import pytest

from okrsync.errors import NotVisible, TrackerError
from okrsync.trackers.github.answers import (
    Asked,
    Forbidden,
    Gone,
    Missing,
    NoGraphQL,
    QueryRefused,
    ServerFailed,
    failure,
    query_failure,
    read_answer,
    write_failure,
)

ASKED = Asked("acme/web", "github.com", "the token in $GITHUB_TOKEN")


def _answer(status, text="{}", **headers):
    return read_answer(status, {name.replace("_", "-"): value for name, value in headers.items()}, text)


@pytest.mark.parametrize(("status", "text"), [(200, "[]"), (201, '{"id": 1}'), (204, "")])
def test_good_answers_are_no_failure(status, text):
    assert failure(_answer(status, text), ASKED) is None


@pytest.mark.parametrize(
    ("status", "text", "kind", "said"),
    [
        (401, '{"message": "Bad credentials"}', TrackerError, "mistyped, expired or revoked"),
        (
            403,
            '{"message": "No."}',
            NotVisible,
            r"let the token in \$GITHUB_TOKEN read acme/web \(403 No\)\. Give it the right",
        ),
        (404, "{}", Missing, "acme/web does not exist on github.com, or the token in"),
        (410, "{}", Gone, "deleted, or issues are switched off"),
        (451, "{}", NotVisible, "legal reasons"),
        (422, '{"message": "Validation Failed"}', TrackerError, "did not accept what was asked of acme/web"),
        (502, "<html>", ServerFailed, "out of order"),
        (200, "<html>", TrackerError, "web page"),
        (404, "<html>", TrackerError, "web page"),
        (200, '[{"a": ', ServerFailed, "broke off"),
    ],
)
def test_each_failure_is_one_sentence_with_the_cure(status, text, kind, said):
    found = failure(_answer(status, text), ASKED)
    assert type(found) is kind
    with pytest.raises(kind, match=said):
        raise found


def test_what_github_says_is_shown_short_and_on_one_line():
    found = failure(_answer(422, '{"message": "a\\nb' + "x" * 1000 + '"}'), ASKED)
    assert "\n" not in str(found)
    assert len(str(found)) < 300


@pytest.mark.parametrize(
    "text", ['{"data": {}}', '{"data": {"repository": null}, "errors": [{"type": "X"}]}']
)
def test_a_query_is_answered_as_soon_as_there_is_data(text):
    assert query_failure(_answer(200, text), ASKED) is None


@pytest.mark.parametrize(
    ("status", "text", "kind"),
    [
        (404, "{}", NoGraphQL),
        (501, "{}", NoGraphQL),
        (200, "<html>", NoGraphQL),
        (200, '{"errors": [{"message": "no such field"}]}', QueryRefused),
        (200, '{"errors": [{"message": "Something went wrong while executing your query"}]}', ServerFailed),
        (200, '{"data": {"a": 1}, "errors": [{"type": "RESOURCE_LIMITS_EXCEEDED"}]}', ServerFailed),
        (200, '{"data": null, "errors": []}', QueryRefused),
        (200, "[]", QueryRefused),
        (403, "{}", Forbidden),
        (200, '{"data": null, "errors": [{"type": "FORBIDDEN"}]}', Forbidden),
        (502, "{}", ServerFailed),
        (200, '{"data": ', ServerFailed),
        (200, "[" * 100_000, ServerFailed),
        (401, "{}", TrackerError),
    ],
)
def test_how_a_query_can_fail(status, text, kind):
    assert type(query_failure(_answer(status, text), ASKED)) is kind


@pytest.mark.parametrize("status", [200, 201, 401, 404, 500])
def test_what_is_no_refusal_of_a_write(status):
    assert write_failure(_answer(status), ASKED) is None


def test_a_refusal_of_a_write_names_the_missing_right():
    answer = _answer(
        403, '{"message": "Resource not accessible"}', x_accepted_github_permissions="issues=write"
    )
    assert write_failure(answer, ASKED) == (
        "GitHub does not let the token in $GITHUB_TOKEN write on acme/web (403 Resource not accessible). "
        "It needs the permission issues=write."
    )


def test_the_reason_behind_a_failed_validation_is_said():
    blocked = '{"message": "Validation Failed", "errors": [{"message": "User is blocked"}, {"code": "x"}]}'
    assert "(422 Validation Failed: User is blocked)" in (write_failure(_answer(422, blocked), ASKED) or "")
