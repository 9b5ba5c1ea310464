"""The words of the report are in the file, right and in order, and are never anything but text."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chronology_tui.domain.scales import Severity
from chronology_tui.report.document import (
    Block,
    Bullets,
    Card,
    Cards,
    Fact,
    Facts,
    FindingItem,
    FindingList,
    Lane,
    LifeLine,
    Line,
    MonthBar,
    Paragraph,
    Quote,
    ReportDocument,
    Run,
    Section,
    Subheading,
    Table,
    Tone,
)
from chronology_tui.report.pdf.fonts import prepare
from tests.report.pdf.conftest import made
from tests.report.pdf.samples import COLUMNS, HOSTILE, SAMPLES, entry, meta, plain, report


def words_of(document: ReportDocument) -> list[str]:
    """Return all words of a report in reading order."""
    parts = [document.meta.title, document.meta.subtitle]
    for section in document.sections:
        parts.append(section.heading)
        for block in section.blocks:
            parts.extend(_parts(block))
    return [word for part in parts for word in prepare(part).casefold().split()]


def _parts(block: Block) -> Iterator[str]:
    match block:
        case Paragraph():
            yield _text(block.line)
        case Facts():
            for fact in block.items:
                yield from (fact.label, _text(fact.value))
        case Cards():
            for card in block.items:
                yield from (card.label, card.headline, _text(card.body))
        case FindingList():
            for item in block.items:
                yield from (item.level, item.title, *map(_text, item.lines))
        case Quote():
            yield from (block.words, _text(block.attribution))
        case Bullets():
            yield from map(_text, block.items)
        case Table():
            yield from (column.heading for column in block.columns)
            group = ""
            for row in block.rows:
                if row.group != group:
                    group = row.group
                    yield group
                yield from (_text(line) for cell in row.cells for line in cell.lines)
        case LifeLine():
            yield from (*(lane.label for lane in block.lanes), block.caption)
        case _:
            yield block.text if isinstance(block, Subheading) else block.caption


def _text(line: Line) -> str:
    return "".join(run.text for run in line)


def first_missing(words: Iterable[str], text: str) -> str:
    """Return the first of ``words`` that does not follow the one before it in ``text``, or an empty string."""
    place = 0
    for word in words:
        found = text.find(word, place)
        if found < 0:
            return f"{word!r} after {text[max(0, place - 60) : place]!r}"
        place = found + len(word)
    return ""


def extracted(file: Path) -> str:
    """Return the text of a file in the order of its content, without blanks at the ends of lines."""
    with pypdf.PdfReader(file) as reader:
        text = "\n".join(page.extract_text() for page in reader.pages)
    return re.sub(r"\s+", " ", text).casefold().replace("“", "").replace("”", "")


IN_ORDER = ("referral", "lying", "many", "bare-section", "mixed", "court", "referral-court", "large", "large-lying")


@pytest.mark.parametrize("name", [*IN_ORDER, "figures", "figures-large"])
def test_every_word_stands_in_the_file_in_order(sample_files: dict[str, Path], name: str) -> None:
    words = words_of(SAMPLES[name]())
    assert len(words) > 10
    assert first_missing(words, extracted(sample_files[name])) == ""


def test_the_check_of_order_can_fail(sample_files: dict[str, Path]) -> None:
    words = words_of(SAMPLES["referral"]())
    assert first_missing([*words[50:], *words[:50]], extracted(sample_files["referral"])) != ""


def test_words_of_one_line_do_not_run_into_the_next(tmp_path: Path) -> None:
    file = tmp_path / "made.pdf"
    file.write_bytes(made(report(Paragraph(plain("word " * 200)))))
    with pikepdf.open(file) as pdf:
        content = b"".join(stream.read_bytes() for stream in pdf.pages[0].Contents).decode("latin-1")
    lines = [line for line in re.findall(r"\(((?:\\.|[^\\)])*)\) Tj", content) if line.startswith("word")]
    assert len(lines) > 5
    assert all(line.endswith(" ") for line in lines[:-1])


FOUND = {
    "names": (
        *("Siân Wŷn", "Łukasz", "محمد علی", "王芳", "Олена", "Ελένη", "Nguyễn Thị"),
        *("😀", "𠮷", "अमर", "✓", "→", "ŵ decomposed", "שלום"),
    ),
    "hostile": (
        *("<img src='file:///etc/passwd'>", "&lt;", "<jo@example.org>", "%s %(name)s {0} {name!r}"),
        *("[/b] [red]markup[/red] \\(", "‹U+202E›txt.exe", "endstream endobj >>"),
    ),
}


@pytest.mark.parametrize("name", ["names", "hostile"])
def test_names_and_hostile_text_are_found_as_they_were_typed(sample_files: dict[str, Path], name: str) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    text = subprocess.run(
        ["pdftotext", "-enc", "UTF-8", sample_files[name], "-"], capture_output=True, check=True
    ).stdout.decode()
    flat = re.sub(r"[\u202a-\u202e]", "", text)
    flat = re.sub(r"\s+", " ", flat)
    for words in FOUND[name]:
        assert words in flat, words


def test_no_file_is_opened_and_no_link_made_because_of_what_was_typed(sample_files: dict[str, Path]) -> None:
    with pikepdf.open(sample_files["hostile"]) as pdf:
        for page in pdf.pages:
            assert "/XObject" not in page.Resources
            for annotation in page.get("/Annots", []):
                assert annotation["/A"]["/S"] == "/GoTo"
        assert "/AcroForm" not in pdf.Root
        assert "/OpenAction" not in pdf.Root
    assert b"/URI" not in sample_files["hostile"].read_bytes()


def test_no_control_character_reaches_the_file(sample_files: dict[str, Path]) -> None:
    with pikepdf.open(sample_files["hostile"]) as pdf:
        titles = [
            str(pdf.docinfo["/Title"]),
            *(str(item["/Title"]) for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/Dest" in item),
        ]
        titles += [str(item["/Alt"]) for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/Alt" in item]
        assert len(titles) > 5
        for title in titles:
            assert not re.search("[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", title.replace("\n", "")), ascii(title)


@pytest.mark.parametrize("text", HOSTILE)
def test_each_hostile_text_alone_is_printed_whole(text: str, tmp_path: Path) -> None:
    file = tmp_path / "made.pdf"
    file.write_bytes(
        made(
            ReportDocument(
                meta(),
                (
                    Section(
                        "S",
                        (
                            Paragraph(
                                (Run("Start "), Run(text), Run(" end")),
                            ),
                        ),
                    ),
                ),
            )
        )
    )
    shown = extracted(file)
    start, end = shown.index("start "), shown.rindex(" end")
    squeezed = re.sub(r"\s", "", shown[start + 6 : end])
    ignored = re.sub("[\u200b\u00ad]", "", prepare(text)).casefold()
    pictures = {chr(0x2400 + code): f"‹u+{code:04x}›" for code in range(0x20)} | {"\u2421": "‹u+007f›"}
    wanted = re.sub(r"\s", "", "".join(pictures.get(char, char) for char in ignored))
    assert squeezed == wanted


ANYTHING = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("ab (1)\n\t\r.\ud800\u202e"),
        st.characters(min_codepoint=0x590, max_codepoint=0x8FF),
        st.characters(min_codepoint=0xFB1D, max_codepoint=0xFEFF),
    ),
    max_size=40,
)


@settings(max_examples=80)
@given(st.lists(ANYTHING, min_size=8, max_size=8))
def test_any_text_in_any_place_gives_a_sound_file(texts: list[str]) -> None:
    one, two, three, four, five, six, seven, eight = texts
    month = MonthBar(2020, 1, 1, 1, Severity.LOW)
    blocks: tuple[Block, ...] = (
        Paragraph((Run(one), Run(two, Tone.STRONG), Run(three, Tone.LABEL), Run(four, target="finding-1"), Run(five))),
        Quote(six, plain(seven)),
        Cards((Card(one, two, plain(three)),)),
        Facts((Fact(four, plain(five)),)),
        Bullets((plain(six),)),
        FindingList((FindingItem(eight, 1, one, (plain(two),), "finding-1"),)),
        LifeLine(three, four + "x", (month,), (Lane(five, six, (date(2020, 1, 1),)),)),
        Table(seven, COLUMNS, (entry(1, eight, one, [plain(two), plain(three)], four, Severity.LOW, group=five),)),
    )
    document = ReportDocument(replace(meta("x" + six, marking=seven), subtitle=eight, footer=one), (Section(two, blocks),))
    with pikepdf.open(io.BytesIO(made(document))) as pdf:
        assert pdf.check_pdf_syntax() == []
        pdf.open_metadata()["dc:title"]
        for page in pdf.pages:
            pikepdf.parse_content_stream(page)
