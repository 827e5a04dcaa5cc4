import pytest

from okrsync.render.links import safe_url


@pytest.mark.parametrize(
    "url",
    [
        *(None, "", "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "//evil.example"),
        *(
            "http:///nowhere",
            "https://a b",
            "java\nscript:alert(1)",
            "https://[",
            "ftp://x.example",
            "/ONB-1",
        ),
    ],
)
def test_only_whole_addresses_of_the_web_are_links(url):
    assert safe_url(url) is None


def test_what_could_end_a_link_is_quoted():
    assert safe_url('https://x.example/a(b)|"c"<d>') == "https://x.example/a%28b%29%7C%22c%22%3Cd%3E"


def test_an_address_keeps_its_query_and_what_is_quoted():
    assert safe_url("https://x.example/a%20b?q=ä&r=1#top") == "https://x.example/a%20b?q=%C3%A4&r=1#top"
