from __future__ import annotations

from okrsync.cli.annotations import Annotation, shown


def test_a_step_shows_ten_of_a_kind_and_the_rest_is_told():
    commands, left = shown(
        [Annotation("warning", f"w{n}", "…") for n in range(12)]
        + [Annotation("error", f"e{n}", "…") for n in range(11)]
    )
    assert [line.split()[0] for line in commands] == ["::warning"] * 10 + ["::error"] * 10
    assert left.startswith("3 more are in the job's summary")


def test_where_all_are_shown_nothing_is_told():
    assert shown([Annotation("notice", "a", "b")]) == (["::notice title=a::b"], "")


def test_no_text_ends_its_annotation():
    ((line,), _) = shown([Annotation("notice", "a:b,c\n", "x\r\n::error::y %0A")])
    assert line == "::notice title=a%3Ab%2Cc%0A::x%0D%0A::error::y %250A"
