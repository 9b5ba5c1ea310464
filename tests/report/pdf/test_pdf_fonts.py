"""Which font prints what, what cannot be printed, and what is embedded."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pikepdf
import pytest

from chronology_tui.report.document import Paragraph, Run, Tone
from chronology_tui.report.pdf import PdfIssue, write_pdf
from chronology_tui.report.pdf.fonts import BOLD, FALLBACKS, LIBERATION, REGULAR, Typefaces, prepare
from chronology_tui.report.pdf.reportlab_seam import EmbeddedFont, open_font, to_unicode
from chronology_tui.report.pdf.symbols import SymbolFont
from tests.report.pdf.samples import NAMES, plain, report

FONTS = REGULAR.parent
REPOSITORY = Path(__file__).parents[3]


class _Sink:
    def write(self, data: bytes) -> int:
        return len(data)


def issues(text: str, tone: Tone = Tone.PLAIN) -> tuple[PdfIssue, ...]:
    """Return the issues of a report with one paragraph."""
    return write_pdf(report(Paragraph((Run(text, tone),))), _Sink()).issues  # type: ignore[arg-type]


def run(code: str) -> str:
    """Return what Python code prints in a process of its own."""
    done = subprocess.run([sys.executable, "-c", dedent(code)], capture_output=True, text=True, check=True, cwd=REPOSITORY)
    return done.stdout.strip()


def drawn(text: str) -> str:
    """Return the characters of ``text`` in the order they stand on the page."""
    return "".join(piece.text for span in Typefaces().spans(text, bold=False) for piece in span.pieces)


def test_every_font_has_its_licence() -> None:
    fonts = sorted(FONTS.glob("*.ttf"))
    assert {*fonts} == {REGULAR, BOLD, *LIBERATION, *FALLBACKS}
    for font in fonts:
        stem = font.stem.removesuffix("-Regular").removesuffix("-Bold")
        licence = (FONTS / f"{stem}-LICENCE.txt").read_text(encoding="utf-8")
        assert "SIL Open Font License" in licence or "Apache License" in licence


@pytest.mark.parametrize("name", NAMES.split(", "))
@pytest.mark.parametrize("tone", list(Tone))
def test_names_are_printed_without_an_issue(name: str, tone: Tone) -> None:
    assert issues(name, tone) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Ŵ ŵ Ŷ ŷ Ẁ ẁ Ẃ ẃ Ẅ ẅ Ỳ ỳ",
        "– — ‘ ’ “ ” … • · × ½ ² ° £ € ≤ ≥ ‹ ›",
        "ąćęłńóśźż ğışç țș đž",
        "їєґ ўё",
        "اےچگپ",
        "שלום",
        "あア",
    ],
)
def test_common_letters_and_signs_are_printed(text: str) -> None:
    assert issues(text) == issues(text, Tone.STRONG) == ()


@pytest.mark.parametrize(
    ("text", "point"),
    [("😀", "U+1F600"), ("𠮷", "U+20BB7"), ("अमर", "U+0905"), ("한", "U+D55C"), ("\ue000", "U+E000"), ("ঔ", "U+0994")],
)
def test_what_cannot_be_printed_is_listed_and_printed_as_its_code_point(text: str, point: str) -> None:
    (issue,) = issues("before " + text + " after")
    assert issue.code == "missing-glyph"
    assert point in issue.message
    assert f"‹{point}›" in drawn(text)


def test_a_long_list_of_characters_is_cut_short() -> None:
    (issue,) = issues("".join(chr(0xE000 + number) for number in range(500)))
    assert "and 460 more" in issue.message
    assert len(issue.message) < 600


def test_control_characters_are_shown_and_are_no_issue() -> None:
    assert issues("a\x00b\x1bc\x7fd\u202ee\ud800f") == ()
    assert drawn(prepare("a\x00b\x7f")) == "a‹U+0000›b‹U+007F›"


def test_decomposed_letters_are_composed() -> None:
    assert drawn(prepare("w\u0302 e\u0301")) == "ŵ é"


def test_arabic_is_joined_and_runs_leftward() -> None:
    (span,) = Typefaces().spans("محمد", bold=False)
    assert span.leftward
    assert span.actual == "محمد"
    assert span.pieces[0].text == "\ufeaa\ufee4\ufea4\ufee3"


def test_brackets_round_arabic_open_and_close_the_right_way() -> None:
    assert drawn("(قو)") == "(\ufeee\ufed7)"
    assert drawn("Nana (قو) said").replace("\ufeee\ufed7", "x") == "Nana (x) said"


def test_a_line_of_arabic_alone_ends_at_its_left() -> None:
    assert drawn("قوس!").startswith("!")
    assert drawn("Nana: قوس!").endswith("!")


def test_a_number_after_arabic_stands_to_its_left() -> None:
    assert drawn("a قو 12 b").startswith("a 12 ")


def test_only_the_fonts_that_are_needed_are_opened() -> None:
    opened = run("""
        import io
        from chronology_tui.report.pdf import reportlab_seam, write_pdf
        from tests.report.pdf.samples import referral
        write_pdf(referral(), io.BytesIO())
        print(reportlab_seam.open_font.cache_info().currsize)
    """)
    assert opened == "2"


def test_the_document_and_the_services_bring_no_pdf_library() -> None:
    brought = run("""
        import sys
        import chronology_tui.report.document, chronology_tui.services
        print([name for name in sys.modules if "reportlab" in name or "bidi" in name or "reshaper" in name])
    """)
    assert brought == "[]"


def test_every_font_in_the_file_is_embedded_and_says_what_its_codes_mean(sample_files: dict[str, Path]) -> None:
    with pikepdf.open(sample_files["names"]) as pdf:
        fonts = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font"]
        assert len(fonts) >= 7
        for font in fonts:
            assert "/ToUnicode" in font
            if font["/Subtype"] == "/TrueType":
                assert "/FontFile2" in font["/FontDescriptor"]
                assert re.match(r"/[A-Z]{6}\+", str(font["/BaseFont"]))


def test_the_map_to_unicode_is_valid() -> None:
    codes = [0, 0x41, 0x10FFFF, *range(0x4E00, 0x4E00 + 220), 0xFEAA, 0xFEFB]
    text = to_unicode("ABCDEF+Name", codes).decode("ascii")
    assert "<00>" not in text.split("endcodespacerange")[1]
    assert "<02> <DBFFDFFF>" in text
    assert [int(count) for count in re.findall(r"(\d+) beginbfchar", text)] == [100, 100, 24]
    assert "<DF> <062F>" in text, "a joined letter is the letter"
    assert "<E0> <FEFB>" in text, "a ligature stays itself"


def test_the_private_members_of_reportlab_are_as_expected() -> None:
    font = open_font(REGULAR)
    use = EmbeddedFont(font, "F1")
    assert use.encode("A(b)\\") == [("/F1S0", "A\\(b\\)\\\\")]
    first = use.encode("é–é")
    assert first == use.encode("é–é")
    subsets = font.ttfont.state[use._owner].subsets
    assert len(subsets) == 1
    codes = [ord(char) for char in first[0][1]]
    assert [subsets[0][code] for code in codes] == [ord("é"), ord("–"), ord("é")]
    assert len(font.ttfont.face.makeSubset(subsets[0])) > 1000
    assert font.widths[ord("A")] > 0
    assert font.glyphs[ord("A")] > 0


def test_many_characters_go_into_further_subsets() -> None:
    use = EmbeddedFont(open_font(FALLBACKS[-1]), "F9")
    text = "".join(chr(0x4E00 + number) for number in range(600))
    names = {name for name, _ in use.encode(text)}
    assert names >= {"/F9S0", "/F9S1", "/F9S2"}
    again = [name for name, _ in use.encode(text)]
    assert again == [name for name, _ in use.encode(text)]


def test_symbols_have_a_width_and_a_code_each() -> None:
    font = SymbolFont()
    assert font.glyphs.keys() == font.widths.keys() == set(map(ord, "✓✔✗✘←↑→↓"))
    assert len(set(font.glyphs.values())) == 8


def test_nothing_of_reportlab_is_changed() -> None:
    told = run("""
        import io
        from reportlab.pdfbase import pdfdoc, pdfmetrics, ttfonts
        def state():
            return dict(pdfmetrics._fonts), pdfdoc.PDFStream.format, ttfonts.makeToUnicodeCMap, vars(ttfonts.TTFont).copy()
        before = state()
        from chronology_tui.report.pdf import write_pdf
        from tests.report.pdf.samples import names
        write_pdf(names(), io.BytesIO())
        print(before == state())
    """)
    assert told == "True"


def test_plain_text_keeps_its_bytes() -> None:
    assert prepare("plain") == "plain"
    assert prepare("a  b\tc\r\nd\u2028e") == "a b c\nd\ne"
    assert plain("x")[0].text == "x"
