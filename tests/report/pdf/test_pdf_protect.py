"""The protected copy: strong encryption, one password, and everything that the open file has."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest

from chronology_tui.report.pdf.protect import LONGEST_PASSWORD, PasswordRefusedError, protect
from tests.report.pdf.test_pdf_structure import tags, tree, walk

PASSWORD = "trois mots hasardés"


@pytest.fixture(scope="module")
def shut(sample_files: dict[str, Path]) -> bytes:
    """A protected copy of the referral pack."""
    out = io.BytesIO()
    with sample_files["referral"].open("rb") as source:
        protect(source, out, PASSWORD)
    return out.getvalue()


def test_it_is_encrypted_by_aes_256_with_everything_in_it(shut: bytes) -> None:
    with pikepdf.open(io.BytesIO(shut), password=PASSWORD) as pdf:
        encryption = pdf.encryption
        assert (encryption.V, encryption.R, encryption.bits) == (5, 6, 256)
        methods = (encryption.stream_method, encryption.string_method, encryption.file_method)
        assert {method.name for method in methods} == {"aesv3"}
        assert pdf.trailer["/Encrypt"].get("/EncryptMetadata", True)
    for words in (b"Medical chronology", b"<dc:title>", "Medical chronology".encode("utf-16-be"), b"A. Worker"):
        assert words not in shut


@pytest.mark.parametrize("password", ["", "wrong", PASSWORD.upper()])
def test_no_other_password_opens_it(shut: bytes, password: str) -> None:
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(shut), password=password)


def test_a_password_typed_with_separate_accents_is_the_same(sample_files: dict[str, Path]) -> None:
    out = io.BytesIO()
    with sample_files["referral"].open("rb") as source:
        protect(source, out, "hasarde\u0301s")
    with pikepdf.open(out, password="hasard\u00e9s") as pdf:
        assert len(pdf.pages) > 1


def test_tags_words_and_names_survive(shut: bytes, referral_pdf: pikepdf.Pdf) -> None:
    with pikepdf.open(io.BytesIO(shut), password=PASSWORD) as pdf:
        assert [str(each["/S"]) for each in walk(tree(pdf))] == [str(each["/S"]) for each in walk(tree(referral_pdf))]
        assert tags(tree(pdf))[0] == "H1"
        assert pdf.Root["/Lang"] == "en-GB"
        assert pdf.Root["/MarkInfo"]["/Marked"]
        assert str(pdf.docinfo["/Title"]) == "Medical chronology: S.T."
        assert pdf.open_metadata()["pdfuaid:part"] == "1"
        bodies = [[stream.read_bytes() for stream in page.Contents] for page in pdf.pages]
    assert bodies == [[stream.read_bytes() for stream in page.Contents] for page in referral_pdf.pages]


def test_it_does_not_claim_to_be_an_archive_file_which_may_not_be_encrypted(shut: bytes, referral_pdf: pikepdf.Pdf) -> None:
    assert referral_pdf.open_metadata()["pdfaid:part"] == "2"
    with pikepdf.open(io.BytesIO(shut), password=PASSWORD) as pdf:
        packet = pdf.open_metadata()
        assert "pdfaid:part" not in packet
        assert "pdfaid:conformance" not in packet


def test_it_may_be_printed_and_read_out_and_not_changed(shut: bytes) -> None:
    with pikepdf.open(io.BytesIO(shut), password=PASSWORD) as pdf:
        allowed = pdf.allow
    assert allowed.print_highres
    assert allowed.print_lowres
    assert allowed.accessibility
    assert allowed.extract
    assert not any((allowed.modify_other, allowed.modify_annotation, allowed.modify_assembly, allowed.modify_form))


@pytest.mark.parametrize("password", ["", "   ", "é" * LONGEST_PASSWORD])
def test_a_password_that_would_not_protect_is_refused_and_nothing_written(sample_files: dict[str, Path], password: str) -> None:
    out = io.BytesIO()
    with sample_files["referral"].open("rb") as source, pytest.raises(PasswordRefusedError) as caught:
        protect(source, out, password)
    assert out.getvalue() == b""
    assert not password.strip() or password not in str(caught.value)
