import re

import pytest

from okrsync.errors import ConfigError
from okrsync.render.comment import CommentText
from okrsync.render.templates import fill, shipped_templates
from tests.builders.report import HOSTILE


def folder_with(place, **files):
    for name, text in files.items():
        (place / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return place


def test_the_shipped_templates_are_found():
    names = {place.name for place in shipped_templates().iterdir()}
    assert names >= {"report.md", "report.html", "comment.md", "comment.wiki", "resolved.md", "resolved.wiki"}


def test_a_users_own_template_is_preferred_file_by_file(tmp_path):
    folder_with(tmp_path, resolved_md="Hello {{ who }}, {% include 'part.md' %}", part_md="well done")
    assert fill("resolved.md", tmp_path, who="you") == "Hello you, well done"
    settled = CommentText(verdict="tied", why="It serves GROW.")
    assert "It serves GROW." in fill("resolved.wiki", tmp_path, comment=settled)


@pytest.mark.parametrize(
    "expression", ["t", "m(t)", "t|clip(60)", "t|code", "['x', t]|join(', ')", "'a' ~ t", "t|upper"]
)
def test_every_value_is_escaped_for_its_kind_of_file(tmp_path, expression):
    text = f"{{% macro m(x) %}}{{{{ x }}}}{{% endmacro %}}{{{{ {expression} }}}}"
    folder_with(tmp_path, x_md=text, x_wiki=text, x_html=text)
    markdown, wiki, page = (fill(f"x.{kind}", tmp_path, t=HOSTILE) for kind in ("md", "wiki", "html"))
    for written in (markdown, wiki, page):
        assert "<img" not in written.lower()
        assert "\x1b" not in written
        assert "\n" not in written
    assert not re.search(r"@\w|#\d", markdown)
    assert "[~" not in wiki


def test_links_are_written_for_their_kind_of_file(tmp_path):
    text = "{{ 'a_b'|link('https://x.example/(1)') }} {{ ref|link('javascript:alert(1)') }}"
    folder_with(tmp_path, x_md=text, x_wiki=text, x_html=text)
    assert fill("x.md", tmp_path, ref="r#1") == "[`a_b`](https://x.example/%281%29) `r#1`"
    assert fill("x.wiki", tmp_path, ref="r#1") == r"[{{a\_b}}|https://x.example/%281%29] {{r\#1}}"
    assert fill("x.html", tmp_path, ref="r#1") == (
        '<a href="https://x.example/%281%29" rel="noreferrer"><code>a_b</code></a> <code>r#1</code>'
    )


def test_what_a_text_quotes_is_set_as_code(tmp_path):
    folder_with(tmp_path, x_md="{{ text|quoted }}")
    step = 'Add the label "okr:grow" (`okrsync goals` lists them), not "@team `x`".'
    assert fill("x.md", tmp_path, text=step) == (
        'Add the label "`okr:grow`" (`okrsync goals` lists them), not "@\u200bteam \\`x\\`".'
    )
    step = 'Replace the label "a @b #1" by "okr:grow", "…" and "an odd "one" by hand.'
    assert fill("x.md", tmp_path, text=step) == (
        'Replace the label "`a @b #1`" by "`okr:grow`", "…" and "an odd "`one`" by hand.'
    )


def test_absent_values_and_shares_read_as_no_data(tmp_path):
    folder_with(tmp_path, x_md="{{ nothing }} {{ nothing|percent }} {{ half }}")
    assert fill("x.md", tmp_path, nothing=None, half=0.5) == "– – 0.5"


@pytest.mark.parametrize(
    ("text", "place_and_cause"),
    [
        ("fine\n{{ nope }}", r"x\.md, line 2: 'nope' is undefined\."),
        ("fine\n\n{% if %}", r"x\.md, line 3: Expected an expression"),
        ("{{ 1 / 0 }}", r"x\.md, line 1: division by zero"),
        ("{% include 'gone.md' %}", r"x\.md, line 1: there is no template named gone\.md\."),
        ("{% include 'x.md' %}", r"x\.md, line 1: maximum recursion"),
        ("{{ who.__class__ }}", r"x\.md, line 1: access to attribute '__class__'"),
    ],
)
def test_a_broken_template_is_named_with_its_line_in_one_sentence(tmp_path, text, place_and_cause):
    folder_with(tmp_path, x_md=text)
    with pytest.raises(ConfigError, match=place_and_cause) as failure:
        fill("x.md", tmp_path, who="you")
    assert str(failure.value).startswith(str(tmp_path))
    assert "\n" not in str(failure.value)


def test_a_template_that_is_no_text_is_a_mistake_of_the_folder(tmp_path):
    (tmp_path / "x.md").write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError, match="no UTF-8 text"):
        fill("x.md", tmp_path)


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ConfigError, match=r"templates: the folder .*gone does not exist\."):
        fill("report.md", tmp_path / "gone")


def test_a_mistake_that_is_not_the_users_stays_a_bug(tmp_path):
    with pytest.raises(Exception, match="undefined") as failure:
        fill("report.md", tmp_path)
    assert not isinstance(failure.value, ConfigError)
