"""Files that the tests of the PDF writer look at: made once, since the validator is slow to start."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest

from chronology_tui.report.document import ReportDocument
from chronology_tui.report.pdf import write_pdf
from tests.report.pdf.samples import SAMPLES


def made(document: ReportDocument) -> bytes:
    """Return the bytes of a report."""
    out = io.BytesIO()
    write_pdf(document, out)
    return out.getvalue()


@pytest.fixture(scope="session")
def sample_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every sample report as a file."""
    folder = tmp_path_factory.mktemp("pdf")
    files = {name: folder / f"{name}.pdf" for name in SAMPLES}
    for name, file in files.items():
        file.write_bytes(made(SAMPLES[name]()))
    return files


@pytest.fixture
def referral_pdf(sample_files: dict[str, Path]) -> pikepdf.Pdf:
    """The referral pack, opened."""
    return pikepdf.open(sample_files["referral"])
