"""No text breaks out of its place, and no address leads where a link must not."""

import base64
import hashlib
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.pages.html import el, page, safe_address
from tests.pages.reading_pages import read

HOSTILE = st.text(
    alphabet=st.one_of(st.characters(), st.sampled_from("<>&\"'`=/ \x00\ud800script")), max_size=60
)
FIT = st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=40)


@given(HOSTILE, HOSTILE)
def test_texts_stay_texts_and_attributes_attributes(text: str, value: str) -> None:
    made = el("p", text, el("b", text), title=value).markup
    made.encode()

    (paragraph,) = read(made).inside
    assert not isinstance(paragraph, str)
    assert [each.name for each in paragraph.all()] == ["b"]
    assert list(paragraph.attributes) == ["title"]


@given(FIT)
def test_a_text_reads_as_it_was_given(text: str) -> None:
    assert read(el("p", text).markup).text.replace("\ufffd", "") == "".join(
        each for each in text if each not in "\ufdd0\ufdef" and not _unfit(each)
    ).replace("\ufffd", "")


def _unfit(char: str) -> bool:
    return 0xFDD0 <= ord(char) <= 0xFDEF or ord(char) in (0xFFFE, 0xFFFF)


@pytest.mark.parametrize("name", ["onclick", "style", "on_load", 'x"y'])
def test_no_attribute_acts_or_styles(name: str) -> None:
    with pytest.raises(ValueError, match="an attribute"):
        el("p", **{name: "alert(1)"})


@pytest.mark.parametrize("name", ["p onclick=1", "p>", "", "P"])
def test_no_element_has_a_strange_name(name: str) -> None:
    with pytest.raises(ValueError, match="an element"):
        el(name)


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://example.com/a?b=c#d", "https://example.com/a?b=c#d"),
        ("HTTP://example.com", "HTTP://example.com"),
        ("mailto:kim@example.com", "mailto:kim@example.com"),
        (" https://example.com", "https://example.com"),
        ("javascript:alert(1)", None),
        ("java\nscript:alert(1)", None),
        ("\x01javascript:alert(1)", None),
        ("JaVaScRiPt:alert(1)", None),
        ("data:text/html,<script>alert(1)</script>", None),
        ("vbscript:x", None),
        ("file:///etc/passwd", None),
        ("//example.com", None),
        ("/relative", None),
        ("https:", None),
        ("https:///x", None),
        ("http://[", None),
        ("", None),
    ],
)
def test_a_link_leads_to_the_web_or_to_mail_alone(address: str, safe: str | None) -> None:
    assert safe_address(address) == safe


@given(HOSTILE)
def test_no_address_is_safe_with_another_scheme(address: str) -> None:
    for given_address in (address, f"javascript:{address}", f"data:{address}"):
        safe = safe_address(given_address)

        assert safe is None or urlsplit(safe).scheme in {"http", "https", "mailto"}


def policy_of(markup: str) -> dict[str, str]:
    metas = [m.attributes for m in read(markup).all("meta")]
    (policy,) = [m["content"] for m in metas if "http-equiv" in m]
    rules = [rule.partition(" ") for rule in policy.split("; ")]
    return {name: value for name, _, value in rules}


def hash_of(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_a_page_without_a_script_allows_its_own_styles_and_nothing_else() -> None:
    assert policy_of(page("T", "x", styles="p > a { color: red }")) == {
        "default-src": "'none'",
        "img-src": "data:",
        "style-src": hash_of("p > a { color: red }"),
        "base-uri": "'none'",
        "form-action": "'none'",
    }


def test_a_page_with_a_script_names_it_and_may_ask_its_own_server() -> None:
    assert policy_of(page("T", styles="", script="go();")) == {
        "default-src": "'none'",
        "img-src": "data:",
        "style-src": hash_of(""),
        "base-uri": "'none'",
        "script-src": hash_of("go();"),
        "connect-src": "'self'",
        "form-action": "'self'",
    }
