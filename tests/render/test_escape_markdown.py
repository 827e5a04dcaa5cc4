import html
import re

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from okrsync.render.escape_markdown import code, escape_markdown
from okrsync.render.one_line import one_line

# What GitHub looks for in the finished page, and what its Markdown makes a link of by itself.
REFERENCES = re.compile(
    r"@\w|#\d|\bgh-\d|\b[0-9a-f]{7,40}\b|(?:https?|ftp)://|www\.|[\w.+-]@[\w-]", re.IGNORECASE | re.ASCII
)
PIECES = [
    *(
        "@",
        "#",
        "team",
        "acme/web",
        "1",
        "42",
        "GH-",
        "gh-7",
        "fixes ",
        "https://",
        "github.com/a/b/issues/1",
    ),
    *(
        "www.",
        "deadbeef",
        "0" * 40,
        "<!--",
        "-->",
        "<img src=x>",
        "</details>",
        "`",
        "```",
        "~~~",
        "\\",
        "\n",
    ),
    *(
        "|",
        "*",
        "_",
        "[x](y)",
        "![",
        "](",
        "&",
        "&#64;",
        "&lt;",
        "1. ",
        "- ",
        "+ ",
        "> ",
        "# ",
        "---",
        "===",
        "$",
    ),
    *("\x00", "\u202e", "\ud800", "ſ", "K", " "),
]
titles = st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map("".join))


def page(markdown: str) -> str:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(markdown)


@given(titles)
@example("@acme/team fixes #1, acme/web#1, GH-1 and deadbeef1")
@example("&#64;team &commat;team")
@example("[a]: https://b.example")
def test_nothing_in_a_title_is_markup_or_calls_anybody(title):
    shown = page(escape_markdown(title)).strip()
    assert re.sub(r"^<p>|</p>$", "", shown).count("<") == 0
    assert not REFERENCES.search(html.unescape(shown))


@given(titles)
def test_a_title_reads_as_it_was_written(title):
    shown = re.sub(r"^<p>|</p>$", "", page(escape_markdown(title)).strip())
    assert html.unescape(shown).replace("\u200b", "") == one_line(title).replace("\u200b", "")


@given(titles, titles)
def test_a_title_keeps_to_its_cell_of_a_table(first, second):
    shown = page(f"| a | b |\n| --- | --- |\n| {escape_markdown(first)} | {escape_markdown(second)} |\n")
    assert re.findall("<[^>]+>", shown.partition("<tbody>")[2]) == [
        *("<tr>", "<td>", "</td>", "<td>", "</td>", "</tr>"),
        *("</tbody>", "</table>"),
    ]


@given(titles)
def test_a_name_to_be_copied_is_code_or_harmless(name):
    shown = page(f"see {code(name)}").strip()
    words = re.sub("<code>.*?</code>", "", shown)
    assert re.sub(r"^<p>|</p>$", "", words).count("<") == 0
    assert not REFERENCES.search(html.unescape(words))


def test_names_are_code_unless_they_could_end_it():
    assert code("okr:grow") == "`okr:grow`"
    assert code("a`b") == r"a\`b"


def test_numbers_and_dates_are_left_alone():
    assert escape_markdown("2026-11-20, 7.5 and -20%") == "2026-11-20, 7.5 and -20%"
