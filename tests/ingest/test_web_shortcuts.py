"""Shortcuts of the reader of saved pages: each gives what the long way gives, on odd input too."""

from __future__ import annotations

import re
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.etree import tostring
from trafilatura import load_html

from flows.ingest import header_lines, html_page, mending
from flows.ingest.web import body, page, tree
from flows.ingest.web.titles import folded
from flows.model import Refusal, Refused

SENTENCE = "The harbor master of Port Selim closed the eastern quay on Monday, and by noon two ships were waiting. "
TEXT = f"<p>{SENTENCE * 2}</p><p>{SENTENCE * 3}</p>"
BESIDE = f"<aside><p>{SENTENCE}</p><img src=a></aside>"

BEGINNINGS = (
    "",
    "\n",
    "\ufeff",
    "<!DOCTYPE html>",
    "<!DOCTYPE html/>",
    '<!doctype html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN"\n"http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">',
    '< ! DOCTYPE html "a/b">',
    '<?xml version="1.0" encoding="latin-1"?>\n',
    "<!-- a comment -->",
    '<html lang="en"/>\n',
    "<HTML />",
    f"<html><!-- {'x' * 5000} -->",
    f"<html><!-- {'x' * 5000} -->\n",
)
PAGES = (
    "",
    "text alone",
    "<p>é</p><p>zwei\x0b\x0c\x1c</p>",
    "<head><title>ü</title></head><body>1</body><body>2",
    '<frameset><frame src="a"></frameset>',
    "<form><input><label>港 \U0001f600</label></form>",
    '<meta charset="latin-1"><p>\xe9&#1;&nbsp;\x85',
)

several = settings(max_examples=500, deadline=None, derandomize=True)


@pytest.mark.parametrize(("beginning", "rest"), list(product(BEGINNINGS, PAGES)))
def test_a_page_is_parsed_as_the_extractor_does(beginning: str, rest: str) -> None:
    theirs, ours = load_html(beginning + rest), tree._parsed(beginning + rest)
    assert (theirs is None) == (ours is None)
    assert theirs is None or tostring(theirs) == tostring(ours)


@pytest.mark.parametrize(
    "html",
    [
        f"<article>{TEXT}</article>{BESIDE}",
        f"<article>{TEXT}{BESIDE}<p>{SENTENCE}</p></article><footer>{SENTENCE}</footer>",
        f"<article>{BESIDE}<aside>{TEXT}</aside></article>",
        f"<nav><p>{SENTENCE}</p></nav><aside>{TEXT}</aside>",
        f"<aside>{SENTENCE}<aside>{TEXT}</aside></aside><aside>{TEXT}</aside>{BESIDE}<p>{SENTENCE}</p>",
        f"<footer><aside>{TEXT}</aside></footer><aside>{TEXT}</aside><p>{SENTENCE}</p>",
        '<p>x</p><aside><script type="application/ld+json">{"@type": "Article", "articleBody": "%s"}</script></aside>'
        % (SENTENCE * 3),
        f"<div>{SENTENCE}<img>{SENTENCE}<input>{SENTENCE}</div>",
        f"<figure><img><table><tr><td>{SENTENCE}</table></figure><p>{SENTENCE}",
    ],
)
def test_what_stands_beside_is_not_missed(html: str) -> None:
    whole, lean = (tree.tree_of(f"<html><body>{html}</body></html>") for _ in range(2))
    tree.drop_what_stands_beside(lean)
    assert body._extracted(lean, fast=True) == body._extracted(whole, fast=True)


def test_pictures_and_asides_are_taken_away() -> None:
    found = tree.tree_of(f"<html><body>{TEXT}{BESIDE}<p>a<img>b</p></body></html>")
    tree.drop_what_stands_beside(found)
    assert not list(found.iter("aside", "img"))
    assert found.text_content().endswith("ab")


@several
@given(st.text(st.sampled_from("aZ09_ -'\n\x00\x7f.|éß"), max_size=20))
def test_texts_are_folded_alike_with_and_without_letters_beyond_ascii(text: str) -> None:
    assert folded(f"{text}港") == f"{folded(text)}港"


@several
@given(st.text(st.sampled_from("ab \n\t\xa0\u2003\x1c"), max_size=12))
def test_white_space_becomes_one_space(text: str) -> None:
    assert body._SPACES.sub(" ", text) == re.sub(r"\s+", " ", text)


@several
@given(st.text(st.sampled_from("a- "), max_size=4), st.integers(45, 60), st.sampled_from(("a.", "a…", " .", "..", "a")))
def test_a_sentence_is_longer_than_a_name(start: str, length: int, end: str) -> None:
    paragraph = f"{start}{'- ' * (length // 2)}{end} -"
    assert html_page._holds_sentence(paragraph) == bool(re.search(r"\w{2}.{50,}\w[.!?…]", paragraph, re.DOTALL))


def test_a_paragraph_without_a_stop_is_read_but_once() -> None:
    assert not html_page._holds_sentence("ab " * 300_000)


@several
@given(st.lists(st.sampled_from(("//", " ", "\n", "<!--", "<![CDATA[", "-->", "]]>", "{}", ";", ">", "-")), max_size=8))
def test_marks_of_a_comment_around_linked_data(pieces: list[str]) -> None:
    source = "".join(pieces).strip()
    marks = r"^(?://)?\s*<!(?:--|\[CDATA\[)|(?://)?\s*(?:-->|\]\]>)$"
    assert page._uncommented(source) == re.sub(marks, "", source).strip()


@several
@given(st.text(st.sampled_from(" \t\xa0.-–|,:/•*()[]aB"), max_size=12))
def test_a_name_without_what_stands_around_it(text: str) -> None:
    bare = re.sub(r"\s+", " ", re.sub(r"\(\s*\)|\[\s*\]", " ", text))
    bare = re.sub(r"^[\s\-–—|¦,;:./•·*]+|[\s\-–—|¦,;:/•·*]+$", "", bare).strip(". ")
    assert header_lines._publication_in(text) == (bare or None)


@several
@given(st.text(st.sampled_from("âÃÂÐÑ€\x80\xa0\xbf™’a \n"), max_size=8))
def test_runs_of_misread_letters(text: str) -> None:
    rest = mending._REST
    runs = rf"â€[{rest}]|â€(?=\s|$)|Ã[{rest}]|Â[\xa0-\xbf]|(?:[ÐÑ][{rest}]){{3}}"
    assert bool(mending._RUN.search(text)) == bool(re.search(runs, text, re.MULTILINE))


@pytest.mark.parametrize("html", ["<div>", "</p><div>", "<di<!-- x -->v>", "<!-- </x> --><div>"])
def test_depth_is_measured_where_it_can_be_too_deep(html: str) -> None:
    page.check_depth(html * page.MAX_DEPTH)
    with pytest.raises(Refused) as raised:
        page.check_depth(html * (page.MAX_DEPTH + 1))
    assert raised.value.reason is Refusal.DAMAGED
