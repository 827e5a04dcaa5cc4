from __future__ import annotations

import pytest

from tests.config.files import mistakes

SYNTAX = [
    ("ti\ttle = 1", '1: a key is one word, followed by "=" and its value (column 4; there is a tab)'),
    ("weight =\t\n", "1: this is no value; text goes in straight quotes (column 10; there is a tab)"),
    ("a = 1\n\t=", "2: a line starts with a key, a [table] or a # comment (column 2; there is a tab)"),
    ("a = tru\te", "1: this is no value; text goes in straight quotes (column 5)"),
    ("cycle: 2026", '1: a key is one word, followed by "=" and its value (column 6)'),
    ("cycle = 2026-Q4", "1: only one thing stands on a line; text goes in straight quotes (column 13)"),
    ("cycle = Q4", "1: this is no value; text goes in straight quotes (column 9)"),
    ("cycle = “2026”", "1: this is no value; text goes in straight quotes (column 9)"),
    ("a = 1\na = 2", "2: this key or table stands here for the second time (column 6)"),
    (
        "[effort]\n[effort]",
        "2: this table stands here for the second time; lists of tables have [[two brackets]] (column 8)",
    ),
    (
        'path = "C:\\work"',
        "1: a backslash in double quotes is written \\\\; in single quotes it stands for itself (column 13)",
    ),
    ('title = "New teams\nb = 1', "1: a text is not closed on its line; its quote is missing (column 19)"),
    ("[effort", "1: a table's name is not closed with ] (column 8)"),
    ("start = 2026-02-30", "1: there is no such day or time (column 9)"),
    (
        "x = [1, 2",
        "1: the file ends in the middle; a quote, bracket or brace is not closed, or a value is missing",
    ),
    (
        'a = 1\nx = """a',
        "2: the file ends in the middle; a quote, bracket or brace is not closed, or a value is missing",
    ),
]


@pytest.mark.parametrize(("text", "told"), SYNTAX)
def test_broken_syntax_is_told_with_its_line_in_plain_words(tmp_path, text, told):
    assert mistakes(tmp_path, text.encode()) == [told]
