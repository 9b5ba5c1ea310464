"""The words of a report are in the Word file, right and in order, and are never anything but text."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from chronology_tui.report.document import Paragraph, Run
from tests.report.docx_reading import W, every_block, expected_words, made
from tests.report.pdf.samples import HOSTILE, SAMPLES, report

WORD_HOSTILE = (
    *HOSTILE,
    "<w:p><w:r><w:t>not a paragraph</w:t></w:r></w:p>",
    "]]> <![CDATA[ <!-- <?xml ?> &#x41; &lt;",
    "=cmd|' /C calc'!A0 +1 @SUM(A1)",
    '{HYPERLINK "file:///etc/passwd"} { INCLUDETEXT c:\\x }',
    "_x0041_ _x000D_ \\* MERGEFORMAT",
    "first\nsecond\r\nthird\tfourth\x0bfifth\u2028sixth",
    "\ufffe \uffff \x85 \x1f",
)
RTL = "محمد"


@pytest.mark.parametrize("name", SAMPLES)
def test_the_words_of_every_sample_stand_in_the_file_in_order(name: str) -> None:
    document = SAMPLES[name]()
    assert made(document).words() == expected_words(document)


@pytest.mark.parametrize("text", WORD_HOSTILE)
def test_hostile_text_stays_text_in_every_kind_of_block(text: str) -> None:
    document, plain = every_block(text), made(every_block())
    file = made(document)
    assert file.words() == expected_words(document)
    # Whatever the text, the file has the tables, rows, links, bookmarks and fields of the same report in harmless words.
    for tag in ("p", "tbl", "tr", "tc", "hyperlink", "bookmarkStart", "sectPr"):
        assert len(list(file.body.iter(W + tag))) == len(list(plain.body.iter(W + tag))), tag
    assert file.parts.keys() == plain.parts.keys()
    assert not any(re.search(rb"instrText|fldChar|altChunk|object|pict|drawing", part) for part in _story_tags(file.parts))


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(), max_size=60))
@example("\x1f")
def test_any_text_is_read_back_as_it_is_shown(text: str) -> None:
    document = every_block(text)
    file = made(document)
    assert file.words() == expected_words(document)
    roots = [file.xml(name) for name in file.parts if re.match(r"word/(document|header|footer)", name)]
    assert {field.attrib[f"{W}instr"] for root in roots for field in root.iter(f"{W}fldSimple")} == {" PAGE ", " NUMPAGES "}


def test_line_breaks_and_tabs_are_kept_as_such() -> None:
    body = made(report(Paragraph((Run("one\ntwo\tthree"),)))).body
    assert len(list(body.iter(f"{W}br"))) == 1
    assert len(list(body.iter(f"{W}tab"))) == 1


def test_what_stands_beside_a_figure_says_it_in_words() -> None:
    styles = [style for style, text in made(every_block("said in words")).paragraphs() if text == "said in words"]
    assert styles.count("FigureDescription") == 3
    assert styles.count("Caption") == 3


def test_right_to_left_words_are_marked_and_an_english_sentence_stays_english() -> None:
    mixed, arabic = (made(report(Paragraph((Run(text),)))).body for text in (f"{RTL} was seen with {RTL}.", f"{RTL} {RTL}"))
    runs = {"".join(run.itertext()): run.find(f"{W}rPr/{W}rtl") is not None for run in mixed.iter(f"{W}r")}
    assert runs[RTL]
    assert not runs[" was seen with "]
    assert mixed.find(f".//{W}bidi") is None
    assert arabic.find(f".//{W}bidi") is not None
    assert [run.findtext(f"{W}t") for run in arabic.iter(f"{W}r") if run.find(f".//{W}rtl") is not None] == [f"{RTL} {RTL}"]


def test_east_asian_words_ask_for_an_east_asian_font() -> None:
    body = made(report(Paragraph((Run("Met 王芳 “now”"),)))).body
    hints = [
        fonts.attrib[f"{W}hint"]
        for run in body.iter(f"{W}r")
        if (fonts := run.find(f"{W}rPr/{W}rFonts")) is not None and run.findtext(f"{W}t") == "王芳"
    ]
    assert hints == ["eastAsia"]


def _story_tags(parts: dict[str, bytes]) -> list[bytes]:
    """Return the tags of the body, headers and footers, without what stands between them."""
    return [
        tag
        for name, part in parts.items()
        if re.match(r"word/(document|header|footer)", name)
        for tag in re.findall(rb"<[/a-z]+:\w+", part)
    ]
