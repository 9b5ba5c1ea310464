"""The Markdown writer: the same words in order, and never a link, a picture, HTML or a block that a user's text made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

from chronology_tui.report.document import (
    Block,
    Bullets,
    Cards,
    Chart,
    Facts,
    FindingList,
    LifeLine,
    Paragraph,
    ReportDocument,
    Ribbon,
    Row,
    Run,
    Section,
    Table,
    Tone,
)
from chronology_tui.report.markdown import write_markdown
from chronology_tui.report.reading import block_lines, plain
from chronology_tui.report.shown import shown
from tests.report.docx_reading import every_block
from tests.report.pdf.samples import COLUMNS, HOSTILE, SAMPLES, long_rows, referral, report

HOSTILE_MARKDOWN = (
    *HOSTILE,
    "[x](javascript:alert(1)) ![](file:///etc/passwd) [y][z] [z]: http://example.org",
    "<img src=x onerror=alert(1)> <!-- --> <script>alert(1)</script> <?php ?> <![CDATA[x]]>",
    "http://example.org https://example.org/a_b?c=d&e ftp://example.org //example.org //localhost",
    "www.example.org WWW.Example.Org example.org gov.uk a.b.co.uk <http://example.org>",
    "jo@example.org mailto:jo@example.org @mention :smile: :+1: :100: @:a:b: xmpp:jo@example.org",
    "a | b || c \\| d \\\\| e",
    "# heading ## #",
    "- item",
    "+ item",
    "* item",
    "1. item",
    "1) item",
    "i) a. item",
    "> quote",
    "    four blanks",
    "\ttab",
    "---",
    "===",
    "***",
    "``` fence ~~~ `code` ``co`de``",
    "`@` ``@`` @` `@",
    "&amp; &#65; &copy; &nosuch;",
    "~~struck~~ ~sub~ ==mark== ^sup^ ++ins++",
    "*a* **b** _c_ __d__ ***e*** * * * a*b*c a_b_c",
    "[^1] [^1]: note ^[inline] [ ] [x]",
    "$x$ $$y$$ {#id .class} {{ template }} {% tag %}",
    ": definition",
    "% title",
    "\\ \\\\ \\* ends with \\",
    "line one\n# line two\n\n- line three\r\n| a |\n|---|",
    "Setext\n===",
    "\u2028# x\x0b- y\x85",
)
_OWN_TAGS = frozenset(
    {"h1", "h2", "h3", "h4", "p", "strong", "ul", "li", "blockquote", "table", "thead", "tbody", "tr", "th", "td", "hr", "code"}
)


class Reader(MarkdownIt):
    """A reader of Markdown that lets every address through, as some do: the writer must not lean on the reader's caution."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the library's name
        return url is not None


def readers() -> Iterator[Reader]:
    """Yield readers of Markdown from the plainest to one that reads all that it can."""
    plainest = Reader("commonmark")
    plainest.enable("table")
    yield plainest
    yield Reader("gfm-like", {"html": True, "linkify": True})
    every = Reader("gfm-like", {"html": True, "linkify": True})
    for plugin in (attrs_plugin, deflist_plugin, dollarmath_plugin, footnote_plugin, front_matter_plugin, tasklists_plugin):
        every.use(plugin)
    yield every


READERS = tuple(readers())


class Page(HTMLParser):
    """The tags and the words of rendered Markdown."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self._text: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in {"strong", "code"}:
            self._text.append(" ")

    def handle_data(self, data: str) -> None:
        self._text.append(data)

    def handle_comment(self, data: str) -> None:
        self.tags.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.tags.append(f"<!{decl}>")

    @property
    def words(self) -> list[str]:
        """The words in order."""
        return "".join(self._text).casefold().split()


def written(document: ReportDocument) -> str:
    return "".join(write_markdown(document))


def expected(document: ReportDocument) -> list[str]:
    """Return the words in order: as in every writer, with a colon after a label, the captions, and what pages carry."""
    meta = document.meta
    lines = [meta.marking, meta.title, meta.subtitle]
    for section in document.sections:
        lines.append(section.heading)
        for block in section.blocks:
            lines += _block(block)
    lines += [meta.footer, meta.marking]
    return [word.casefold() for line in lines for word in shown(line).split()]


def _block(block: Block) -> Iterator[str]:
    match block:
        case Facts():
            for fact in block.items:
                yield from (_label(fact.label), plain(fact.value))
        case Cards():
            for card in block.items:
                yield from (_label(card.label), card.headline, plain(card.body))
        case FindingList():
            for item in block.items:
                yield from (_label(item.level), item.title, *map(plain, item.lines))
        case Table():
            yield block.caption
            yield from block_lines(block)
        case LifeLine() | Ribbon() | Chart():
            yield from (block.caption, block.alternative)
        case _:
            yield from block_lines(block)


def _label(text: str) -> str:
    return f"{text}:" if shown(text).strip() else ""


def check(document: ReportDocument) -> None:
    """Make sure that every reader sees the words, only tags of ours, and no attribute that a text made."""
    text = written(document)
    for reader in READERS:
        page = Page(reader.render(text))
        assert page.words == expected(document)
        assert set(page.tags) <= _OWN_TAGS
        assert page.attributes == []


@pytest.mark.parametrize("name", SAMPLES)
def test_the_words_of_every_sample_are_read_in_order(name: str) -> None:
    check(SAMPLES[name]())


@pytest.mark.parametrize("text", HOSTILE_MARKDOWN)
def test_hostile_text_stays_text_in_every_kind_of_block(text: str) -> None:
    check(every_block(text))
    mark_up = Page(READERS[-1].render(written(every_block(text)))).tags
    plain_tags = Page(READERS[-1].render(written(every_block()))).tags
    soft = {"code", "strong"}
    assert [tag for tag in mark_up if tag not in soft] == [tag for tag in plain_tags if tag not in soft]


_RISKY = st.text(st.sampled_from("\\`*_{}[]<>()#+-.!|~^$:/@&=%\"' \t\nawx1é👍\x00\u202e\xa0"), max_size=30)


@settings(max_examples=80, deadline=None)
@given(st.one_of(_RISKY, st.text(max_size=40)))
@example("@")
@example("\x1f")
@example("@:a:")
@example("a`@`b")
@example("\\@")
def test_any_text_is_read_back_as_it_is_shown(text: str) -> None:
    check(every_block(text))


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(_RISKY, st.sampled_from(Tone)), max_size=6))
def test_any_runs_side_by_side_are_read_back(runs: list[tuple[str, Tone]]) -> None:
    line = tuple(Run(text, tone) for text, tone in runs)
    check(report(Paragraph(line), Bullets((line,)), Paragraph((Run("end"),))))


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("jo@example.org", "a"),
        ("www.example.org", "a"),
        ("gov.uk", "a"),
        ("![](file:///x)", "img"),
        ("<b>x</b>", "b"),
        ("~~x~~", "s"),
    ],
)
def test_the_readers_of_these_tests_would_see_what_must_not_be_made(text: str, tag: str) -> None:
    assert tag in Page(READERS[1].render(text)).tags


def test_the_shape_of_a_pack() -> None:
    text = written(referral(entries=3))
    assert text.startswith("**OFFICIAL-SENSITIVE**\n\n# Medical chronology: S.T.\n\nFor referral")
    assert "\n## Why now\n" in text
    assert "\n- **Child:** S.T., born 3 April 2019 (5y 4m)\n" in text
    assert "\n### Strong: Not brought to 5 of 8 physiotherapy appointments in 10 months, four in a row since March\n" in text
    assert "\n> I don't like the shaking. Nana gives me my medicine.\n>\n> Said at school, 9 May 2024, entry 110\n" in text
    assert (
        "\n| No. | Date | Age | Event, impact, action | Source | Severity |\n| --- | --- | --- | --- | --- | --- |\n"
        "| **2022** 96 | 8 Oct 2022 | 4y 10m | **Attended dentist.** Check and fluoride varnish. Mother brought. "
        "| Dental letter, p. 1 | low |\n"
    ) in text
    assert text.endswith("***\n\nS.T. · medical chronology · version 3, as at 30 August 2024\n\n**OFFICIAL-SENSITIVE**\n\n")


def test_strong_words_are_bold_wherever_the_marks_are_read() -> None:
    lines = {
        (Run("Seen", Tone.STRONG), Run(", well")): "<strong>Seen</strong>, well",
        (
            Run("Seen", Tone.STRONG),
            Run(" ", Tone.STRONG),
            Run("again.", Tone.LABEL),
            Run(" Well."),
        ): "<strong>Seen again.</strong> Well.",
        (Run("a"), Run("b ", Tone.STRONG), Run("c")): "a<strong>b</strong> c",
        (Run("x@"), Run("@y", Tone.STRONG), Run("@")): "x<code>@@</code>y<code>@</code>",
        # the asterisks would not be read here, and would be shown
        (Run("Seen."), Run("(twice)", Tone.STRONG), Run("so")): "Seen.(twice)so",
    }
    for line, html in lines.items():
        assert f"<p>{html}</p>" in READERS[1].render(written(report(Paragraph(line))))


def test_an_address_is_cut_where_programs_look_for_it() -> None:
    text = written(report(Paragraph((Run("jo@example.org www.example.org http://example.org 10:30:15 :smile: S.T. p. 4"),))))
    assert r"jo`@`example\.org www\.example\.org http:\//example\.org 10:30:15 `:`smile: S.T. p. 4" in text


def test_a_row_is_one_line_and_writing_streams() -> None:
    lines = write_markdown(report(Table("t", COLUMNS, long_rows(50))))
    assert next(lines) == "**OFFICIAL-SENSITIVE**\n\n"
    rest = list(lines)
    assert sum(1 for line in rest if re.fullmatch(r"\| \d.*\|\n", line)) == 50


def test_a_faulty_table_is_refused_before_a_word_is_written() -> None:
    faulty = ReportDocument(report().meta, (Section("s", (Table("t", COLUMNS, (Row(()),)),)),))
    with pytest.raises(ValueError, match=r"rows of \[0\] cells in a table of 6 columns"):
        next(write_markdown(faulty))
