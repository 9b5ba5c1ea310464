"""The files hold to PDF/UA-1 and PDF/A-2a by the real veraPDF, and the validator does notice when something is taken away."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from tests.report.pdf.samples import SAMPLES
from tests.support.verapdf import FLAVOURS, Verdict, validate


def _elements(pdf: pikepdf.Pdf, tag: str) -> list[pikepdf.Object]:
    return [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == f"/{tag}" and "/P" in item]


def _no_alternative(pdf: pikepdf.Pdf) -> None:
    del _elements(pdf, "Figure")[0]["/Alt"]


def _no_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/Lang"]


def _no_scope(pdf: pikepdf.Pdf) -> None:
    for heading in _elements(pdf, "TH"):
        del heading["/A"]["/Scope"]


def _ragged_row(pdf: pikepdf.Pdf) -> None:
    row = next(row for row in _elements(pdf, "TR") if len(row["/K"]) == 6)
    row["/K"] = pikepdf.Array(list(row["/K"])[:-1])


def _no_link_words(pdf: pikepdf.Pdf) -> None:
    annotation = next(item for page in pdf.pages for item in page.get("/Annots", []))
    del annotation["/Contents"]


def _no_title_shown(pdf: pikepdf.Pdf) -> None:
    pdf.Root["/ViewerPreferences"]["/DisplayDocTitle"] = False


def _unmarked_words(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0]
    page.contents_add(b"BT /F1S0 9 Tf 1 0 0 1 50 50 Tm (stray) Tj ET")


def _skipped_heading(pdf: pikepdf.Pdf) -> None:
    _elements(pdf, "H2")[0]["/S"] = pikepdf.Name("/H4")


def _no_profile(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/OutputIntents"]


def _no_font_program(pdf: pikepdf.Pdf) -> None:
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and "/FontFile2" in item:
            del item["/FontFile2"]


CONTROLS: dict[str, tuple[Callable[[pikepdf.Pdf], None], str, str]] = {
    "no alternative text": (_no_alternative, "ua1", "7.3"),
    "no language": (_no_language, "ua1", "7.2"),
    "no scope": (_no_scope, "ua1", "7.5"),
    "ragged row": (_ragged_row, "ua1", "7.2"),
    "link without words": (_no_link_words, "ua1", "7.18.5"),
    "title not shown": (_no_title_shown, "ua1", "7.1"),
    "words without a mark": (_unmarked_words, "ua1", "7.1"),
    "heading level skipped": (_skipped_heading, "ua1", "7.4.2"),
    "no colour profile": (_no_profile, "2a", "6.2.4.3"),
    "font not embedded": (_no_font_program, "ua1", "7.21.4.1"),
}


@pytest.fixture(scope="module")
def verdicts(sample_files: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Verdict]:
    """What veraPDF says of all samples and controls, asked once."""
    folder = tmp_path_factory.mktemp("controls")
    files = dict(sample_files)
    for number, (name, (spoil, _, _)) in enumerate(CONTROLS.items()):
        files[name] = folder / f"{number}.pdf"
        with pikepdf.open(sample_files["referral"]) as pdf:
            spoil(pdf)
            pdf.save(files[name], fix_metadata_version=False)
    found = validate(list(files.values()))
    return {(name, flavour): found[file, flavour] for name, file in files.items() for flavour in FLAVOURS}


@pytest.mark.pdf
@pytest.mark.parametrize("flavour", FLAVOURS)
@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_conforms(verdicts: dict[tuple[str, str], Verdict], name: str, flavour: str) -> None:
    verdict = verdicts[name, flavour]
    assert verdict.compliant, verdict.examples
    assert verdict.assertions > 100


@pytest.mark.pdf
@pytest.mark.parametrize("name", CONTROLS)
def test_what_is_taken_away_is_noticed(verdicts: dict[tuple[str, str], Verdict], name: str) -> None:
    _, flavour, clause = CONTROLS[name]
    verdict = verdicts[name, flavour]
    assert not verdict.compliant
    assert clause in verdict.clauses


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_is_sound(sample_files: dict[str, Path], name: str) -> None:
    with pikepdf.open(sample_files[name]) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert not pdf.is_encrypted


@pytest.mark.parametrize("profile", ["ua1", "pdfa-2a"])
@pytest.mark.parametrize("name", SAMPLES)
def test_a_second_validator_agrees(sample_files: dict[str, Path], name: str, profile: str) -> None:
    page = pytest.importorskip("page", reason="page-validation is not installed")
    result = page.validate_pdf(sample_files[name], profile=profile, limits=page.SafetyLimits.unlimited())
    messages = {failure.message for failure in result.failures}
    if _ends_in_a_carriage_return(sample_files[name]):
        messages.discard(_MISTAKEN)
    assert messages == set()


_MISTAKEN = "a stream /Length does not match its raw content length"
"""What the second validator says where compressed data end in the byte 0x0D, which it takes for a part of the line end."""


def _ends_in_a_carriage_return(file: Path) -> bool:
    with pikepdf.open(file) as pdf:
        streams = [item for item in pdf.objects if isinstance(item, pikepdf.Stream)]
        return any(stream.read_raw_bytes().endswith(b"\r") for stream in streams)
