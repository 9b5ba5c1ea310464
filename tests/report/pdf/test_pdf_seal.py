"""The check code: printed at the end, worked out again from the file alone, the same however it was saved, and no other's."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from chronology_tui.domain.scales import Severity
from chronology_tui.report.document import Cell, Paragraph, ReportDocument, Run, Section, Table
from chronology_tui.report.pdf import write_pdf
from chronology_tui.report.pdf.protect import protect
from chronology_tui.report.pdf.seal import SealError, seal_of
from tests.report.pdf.conftest import made
from tests.report.pdf.samples import COLUMNS, SAMPLES, chronology_rows, meta, plain, referral, report
from tests.report.pdf.test_pdf_structure import kids, tree

CODE = re.compile("[A-Z2-7]{5}(-[A-Z2-7]{5}){4}")


def code_of(document: ReportDocument) -> str:
    """Return the code of a report."""
    return write_pdf(document, io.BytesIO()).code


def saved(data: bytes, change: Callable[[pikepdf.Pdf], None] = lambda _: None, **how: Any) -> io.BytesIO:
    """Return a copy that pikepdf saved, after a change."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(out, **how)
    return out


@pytest.mark.parametrize("name", SAMPLES)
def test_the_code_that_is_printed_is_the_code_of_the_file(sample_files: dict[str, Path], name: str) -> None:
    seal = seal_of(sample_files[name])
    assert seal.printed is not None
    assert CODE.fullmatch(seal.printed)
    assert seal.recomputed == seal.printed
    assert seal.holds
    with pikepdf.open(sample_files[name]) as pdf:
        assert seal.pages == len(pdf.pages)


def test_the_writer_tells_the_code_and_the_number_of_pages() -> None:
    out = io.BytesIO()
    written = write_pdf(referral(), out)
    seal = seal_of(out)
    assert (written.code, written.pages) == (seal.printed, seal.pages)


def test_the_code_is_read_out_at_the_end_and_printed_once(referral_pdf: pikepdf.Pdf) -> None:
    last = kids(tree(referral_pdf))[-1]
    assert last["/S"] == "/P"
    page = referral_pdf.pages[-1]
    assert last["/Pg"].objgen == page.obj.objgen
    feet = [list(each.Contents)[1].read_bytes() for each in referral_pdf.pages]
    assert [foot.count(b"Check code") for foot in feet] == [0] * (len(feet) - 1) + [1]
    words = rf"/P <</MCID {int(last['/K'][0])}>> BDC\nBT .*\n.*\n\(Check code {CODE.pattern} \\\(chronology verify FILE\\\)\) Tj"
    assert re.search(words, feet[-1].decode("latin-1"))


@pytest.mark.parametrize(
    "how",
    [
        {},
        {"linearize": True},
        {"compress_streams": False, "stream_decode_level": pikepdf.StreamDecodeLevel.all},
        {"recompress_flate": True, "object_stream_mode": pikepdf.ObjectStreamMode.disable},
        {"object_stream_mode": pikepdf.ObjectStreamMode.generate, "qdf": False},
        {"encryption": pikepdf.Encryption(owner="o", user="", R=6)},
    ],
    ids=["again", "linear", "plain", "packed again", "in object streams", "encrypted"],
)
@pytest.mark.parametrize("name", ["referral", "mixed", "names-court"])
def test_a_copy_saved_in_another_way_has_the_same_code(sample_files: dict[str, Path], name: str, how: dict[str, Any]) -> None:
    data = sample_files[name].read_bytes()
    assert seal_of(saved(data, **how)) == seal_of(io.BytesIO(data))


def test_a_copy_made_by_qpdf_has_the_same_code(sample_files: dict[str, Path], tmp_path: Path) -> None:
    if shutil.which("qpdf") is None:
        pytest.skip("qpdf is not installed")
    copy = tmp_path / "copy.pdf"
    source = sample_files["referral"]
    for arguments in (["--linearize"], ["--stream-data=uncompress"], ["--encrypt", "a", "b", "256", "--"]):
        subprocess.run(["qpdf", *arguments, source, copy], check=True)
        assert seal_of(copy, "a" if "--encrypt" in arguments else "") == seal_of(source)


def test_a_protected_copy_has_the_same_code(sample_files: dict[str, Path]) -> None:
    out = io.BytesIO()
    with sample_files["referral"].open("rb") as source:
        protect(source, out, "three random words")
    assert seal_of(out, "three random words") == seal_of(sample_files["referral"])


def _table(*, word: str = "GP", severity: Severity = Severity.LOW, title: str = "Title", author: str = "A. Worker") -> str:
    first, *rest = chronology_rows(96, 4)
    cells = (*first.cells[:4], Cell((plain(word),)), Cell((plain(severity.word),), severity))
    table = Table("t", COLUMNS, (replace(first, cells=cells), *rest))
    head = Paragraph((Run("See "), Run("entry", target="entry-97")))
    sections = (Section("Findings", (head,), anchor="finding-1"), Section("Table", (table,)))
    return code_of(ReportDocument(replace(meta(title), author=author), sections))


def test_anything_else_that_is_said_is_another_code() -> None:
    codes = {
        _table(),
        _table(word="CP"),
        _table(severity=Severity.MODERATE),
        _table(title="Another title"),
        _table(author="B. Worker"),
    }
    assert len(codes) == 5
    assert _table() in codes


def test_a_link_that_leads_elsewhere_is_another_code() -> None:
    def linked(target: str) -> ReportDocument:
        line = (Run("See "), Run("there", target=target))
        sections = (Section("One", (Paragraph(line),), "one"), Section("Two", (), "two"))
        return ReportDocument(meta(), sections)

    assert code_of(linked("one")) != code_of(linked("two"))


def _reversed(pdf: pikepdf.Pdf) -> None:
    pdf.pages.reverse()


def _swapped(pdf: pikepdf.Pdf) -> None:
    first, second = (next(iter(page.Contents)) for page in list(pdf.pages)[:2])
    words = first.read_bytes(), second.read_bytes()
    first.write(words[1])
    second.write(words[0])


def _cut(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0]


def _one_word(pdf: pikepdf.Pdf) -> None:
    body = next(iter(pdf.pages[-1].Contents))
    assert b"Clinic letter" in body.read_bytes()
    body.write(body.read_bytes().replace(b"Clinic letter", b"Cl1nic letter", 1))


def _foot(pdf: pikepdf.Pdf) -> None:
    foot = list(pdf.pages[0].Contents)[1]
    assert b"version 3" in foot.read_bytes()
    foot.write(foot.read_bytes().replace(b"version 3", b"version 4"))


def _over(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].contents_add(b"1 1 1 rg 0 0 300 300 re f")


def _lead(pdf: pikepdf.Pdf) -> None:
    link = next(mark for page in pdf.pages for mark in page.get("/Annots", []))
    link["/A"]["/D"] = pikepdf.Array([pdf.pages[-1].obj, pikepdf.Name.XYZ, 0, 10, None])


def _unlinked(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0]["/Annots"][0]


def _note(pdf: pikepdf.Pdf) -> None:
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FreeText, Rect=[0, 0, 99, 99], Contents="added")
    pdf.pages[0]["/Annots"].append(pdf.make_indirect(note))


def _small(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].mediabox = pikepdf.Array([0, 0, 595, 700])


def _named(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Title"] = "Another child"


@pytest.mark.parametrize(
    "change",
    [_reversed, _swapped, _cut, _one_word, _foot, _over, _lead, _unlinked, _note, _small, _named],
    ids=lambda each: each.__name__,
)
def test_a_changed_copy_does_not_hold(sample_files: dict[str, Path], change: Callable[[pikepdf.Pdf], None]) -> None:
    data = sample_files["referral"].read_bytes()
    original, changed = seal_of(io.BytesIO(data)), seal_of(saved(data, change))
    assert changed.recomputed != original.recomputed
    assert not changed.holds


def test_a_code_that_was_typed_over_does_not_hold(sample_files: dict[str, Path]) -> None:
    def overtype(pdf: pikepdf.Pdf) -> None:
        foot = list(pdf.pages[-1].Contents)[1]
        foot.write(re.sub(CODE.pattern.encode(), b"-".join([b"ABCDE"] * 5), foot.read_bytes()))

    data = sample_files["referral"].read_bytes()
    changed = seal_of(saved(data, overtype))
    assert changed.printed == "ABCDE-ABCDE-ABCDE-ABCDE-ABCDE"
    assert changed.recomputed == seal_of(io.BytesIO(data)).recomputed
    assert not changed.holds


def test_words_that_look_like_a_code_are_no_code() -> None:
    fake = "-".join(["FAKED"] * 5)
    document = report(Paragraph(plain(fake)))
    document = replace(document, meta=replace(document.meta, footer=f"Version {fake}"))
    out = io.BytesIO()
    code = write_pdf(document, out).code
    assert seal_of(out).printed == code != fake
    assert seal_of(out).holds


def test_a_file_without_a_code_says_so(sample_files: dict[str, Path]) -> None:
    def strip(pdf: pikepdf.Pdf) -> None:
        foot = list(pdf.pages[-1].Contents)[1]
        foot.write(re.sub(CODE.pattern.encode(), b"", foot.read_bytes()))

    seal = seal_of(saved(sample_files["referral"].read_bytes(), strip))
    assert seal.printed is None
    assert not seal.holds


def test_what_cannot_be_checked_is_refused_with_its_reason(sample_files: dict[str, Path], tmp_path: Path) -> None:
    foreign = pikepdf.new()
    foreign.add_blank_page()
    foreign.save(tmp_path / "foreign.pdf")
    (tmp_path / "words.pdf").write_bytes(b"no PDF at all")
    (tmp_path / "nothing.pdf").write_bytes(b"")
    with sample_files["referral"].open("rb") as source, (tmp_path / "shut.pdf").open("w+b") as out:
        protect(source, out, "secret words")
    cases = {
        ("foreign.pdf", ""): "not-ours",
        ("words.pdf", ""): "not-pdf",
        ("nothing.pdf", ""): "not-pdf",
        ("shut.pdf", ""): "password",
        ("shut.pdf", "wrong"): "password",
    }
    for (file, password), code in cases.items():
        with pytest.raises(SealError) as caught:
            seal_of(tmp_path / file, password)
        assert caught.value.code == code
        assert "\n" not in str(caught.value)
    with pytest.raises(FileNotFoundError):
        seal_of(tmp_path / "missing.pdf")


def test_the_code_is_what_its_description_says() -> None:
    import base64  # noqa: PLC0415
    import hashlib  # noqa: PLC0415

    data = made(ReportDocument(replace(meta(), subtitle="", author=""), ()))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        body, foot = (stream.read_bytes() for stream in pdf.pages[0].Contents)
    foot = re.sub(CODE.pattern.encode(), b"-".join([b"WWWWW"] * 5), foot)
    title = b"Medical chronology: S.T."
    said = b"".join(
        (
            b"chronology seal 1\n",
            b"page 595.28 841.89 %d\n" % len(body) + body,
            b"foot %d\n" % len(foot) + foot,
            b"title %d\n" % len(title) + title,
            b"author 0\nsubject 0\n",
        )
    )
    letters = base64.b32encode(hashlib.sha256(said).digest()).decode()[:25]
    assert seal_of(io.BytesIO(data)).printed == "-".join(letters[start : start + 5] for start in range(0, 25, 5))
