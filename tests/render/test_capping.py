import re

from hypothesis import given
from hypothesis import strategies as st

from okrsync.render.capping import GITHUB_LIMIT, capped_markdown, capped_wiki


def units(text):
    return len(text.encode("utf-16-le")) // 2


def test_a_text_that_fits_is_left_alone():
    assert capped_markdown("short\n", GITHUB_LIMIT) == "short\n"
    assert capped_wiki("short\n", 300) == "short\n"


def test_it_is_cut_at_the_end_of_a_line_and_says_so():
    text = "".join(f"line {number}\n" for number in range(100))
    kept = capped_markdown(text, 300).splitlines()
    assert all(re.fullmatch(r"line \d+", line) for line in kept[:-1])
    assert kept[-1] == "… (cut here)"


def test_emoji_count_twice_and_are_never_halved():
    kept = capped_markdown("🚀" * 40_000, GITHUB_LIMIT)
    assert units(kept) <= GITHUB_LIMIT
    assert set(kept.splitlines()[0]) == {"🚀"}


def test_what_the_cut_leaves_open_is_closed():
    text = "<details>\n````python\n```\nx\n" + "code\n" * 100
    assert capped_markdown(text, 300).splitlines()[-3:] == ["````", "</details>", "… (cut here)"]
    closed = "```\nx\n```\n" + "words\n" * 100
    assert "```" not in capped_markdown(closed, 300).splitlines()[3:]


def test_macros_left_open_are_closed():
    assert capped_wiki("{code:java}\n" + "x {b} \\{code}\n" * 100, 300).splitlines()[-2:] == [
        "{code}",
        "… (cut here)",
    ]
    assert "{quote}" not in capped_wiki("{quote}\nx\n{quote}\n" + "words\n" * 100, 300).splitlines()[3:]


@given(
    st.one_of(st.text(), st.sampled_from(["<details>", "`" * 30, "~~~~", "{code}", "🚀"])),
    st.integers(250, 400),
)
def test_no_text_is_longer_than_its_limit(text, limit):
    for capped in (capped_markdown, capped_wiki):
        assert units(capped(f"{text}\n" * 50, limit)) <= limit
