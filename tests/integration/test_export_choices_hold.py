"""Choices of an export do what they say, are told in the record of exports, and an exported file is known again."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf
import pytest

from chronology_tui.domain.kinds import Area
from chronology_tui.report.packs import PACKS
from chronology_tui.services import Casebook
from tests.support.cli import Cli
from tests.support.pack_cases import CHILD
from tests.support.pack_exports import choices, exported

LINES = (
    "14/3/2024 wnb @physio !2 FirstEntry src:letter",
    "14/4/2024 gp !3 SecondEntry #key src:letter",
    "14/5/2024 wnb @physio !2 ThirdEntry src:letter",
    "14/3/2021 gp !3 EarlyEntry src:letter",
)
LOCKED = 3
STRATEGY = ("--strategy-decision", "1 May 2024, decided by a manager")


@pytest.fixture
def case(cli: Cli) -> Cli:
    return cli.with_lines(*LINES)


def text_of(case: Cli, *options: str, pack: str = "full", code: int = 0) -> str:
    ran = case("export", case.store, case.folder / "out.txt", "--pack", pack, "--overwrite", *options)
    assert ran.code == code, ran.err
    return (case.folder / "out.txt").read_text(encoding="utf-8")


def test_dates_areas_and_key_entries(case: Cli) -> None:
    def shown(*options: str) -> str:
        words = text_of(case, *options)
        return " ".join(name for name in ("Early", "First", "Second", "Third") if f"{name}Entry" in words)

    assert shown() == "Early First Second Third"
    assert shown("--from", "1/4/2024") == "Second Third"
    assert shown("--from", "1/1/2024", "--to", "30/4/2024") == "First Second"
    assert shown("--area", "appointments") == "First Third"
    assert shown("--area", "appointments", "--area", "care") == "Early First Second Third"
    assert shown("--key-only") == "Second"
    assert shown("--as-of", "1/1/2022") == "Early"


def test_numbering_marking_and_who_prepared_it(case: Cli) -> None:
    own = text_of(case, "--from", "1/4/2024", "--marking", "ZQMARKED", "--prepared-by", "A. Worker", "--numbering", "record")
    anew = text_of(case, "--from", "1/4/2024", "--numbering", "document")
    assert re.findall(r"^No\. (\d+)", own, re.MULTILINE) == ["3", "4"]
    assert re.findall(r"^No\. (\d+)", anew, re.MULTILINE) == ["1", "2"]
    assert own.startswith("ZQMARKED\n")
    assert "A. Worker" in own
    assert not text_of(case, "--marking", "").startswith("OFFICIAL")


@pytest.mark.parametrize("pack", PACKS)
def test_every_pack_takes_every_choice(small_case: Casebook, pack: str, tmp_path: Path) -> None:
    one = {
        "areas": frozenset({Area.APPOINTMENTS}),
        "key_only": True,
        "page_cap": 1,
        "marking": "ZQ MARKED",
        "recipient": "A panel",
    }
    result = small_case.export(CHILD, tmp_path / "out.pdf", choices(pack, **one))
    assert [issue.code for issue in result.issues if "limit" in issue.message]
    text = exported(small_case, tmp_path / "out.txt", pack, **one).read_text(encoding="utf-8")
    assert "ZQ MARKED" in text
    assert "A panel" in text


def test_large_print_is_larger(case: Cli) -> None:
    for name, options in {"own.pdf": (), "large.pdf": ("--large-print",)}.items():
        assert case("export", case.store, case.folder / name, *options).code == 0

    def smallest(name: str) -> float:
        with pikepdf.open(case.folder / name) as pdf:
            drawn = [operation for page in pdf.pages for operation in pikepdf.parse_content_stream(page)]
        return min(float(operation.operands[1]) for operation in drawn if str(operation.operator) == "Tf")

    assert smallest("own.pdf") < 14 <= smallest("large.pdf")


def test_the_record_tells_what_was_shared_with_whom_and_why(case: Cli) -> None:
    text_of(
        case, "--recipient", "Social care", "--purpose", "A meeting", "--sharing-basis", "Public task", "--redact", "partners",
        "--from", "1/4/2024", "--area", "care",
    )  # fmt: skip
    (record,) = case("shared", case.store, "--json").json["exports"]
    told = {name: record[name] for name in ("recipient", "purpose", "basis", "pack")}
    assert told == {"recipient": "Social care", "purpose": "A meeting", "basis": "Public task", "pack": "full"}
    assert record["redaction"].startswith("for professionals")
    assert "from 1 April 2024" in record["choices"]
    assert "care" in record["choices"]


def standing(case: Cli, path: Path, *options: str | Path) -> tuple[str, int]:
    ran = case("verify", path, "--json", *options)
    return ran.json["standing"], ran.code


@pytest.mark.parametrize("pack", PACKS)
def test_a_pdf_is_known_again_in_every_state(case: Cli, pack: str) -> None:
    out, password = case.folder / "out.pdf", case.folder / "password"
    password.write_text("seven invented lantern words\n", encoding="utf-8")
    assert case("export", case.store, out, "--pack", pack, *STRATEGY, "--password-file", password).code in {0, 1}
    store = ("--store", case.store)
    saved, altered = case.folder / "saved.pdf", case.folder / "altered.pdf"
    with pikepdf.open(out) as pdf:
        pdf.save(saved, linearize=True)
        page = pdf.pages[0]
        page.contents_add(b"BT /F1 9 Tf 50 50 Td (x) Tj ET")
        pdf.save(altered)
    assert standing(case, out, *store) == ("as_exported", 0)
    assert standing(case, out) == ("code_holds", 0)
    assert standing(case, saved, *store) == ("same_content", 0)
    protected = case.folder / "out-protected.pdf"
    moved = protected.rename(case.folder / "sent.pdf")
    assert standing(case, moved, *store, "--password-file", password) == ("as_exported", 0)
    assert standing(case, moved, "--password-file", password) == ("code_holds", 0)
    assert "password" in case("verify", moved).err
    assert case("verify", moved).code == LOCKED
    assert standing(case, altered, *store) == ("altered", 1)
    assert standing(case, altered) == ("altered", 1)
    other = case.folder / "other.chron"
    assert case("init", other).code == 0
    assert standing(case, out, "--store", other) == ("not_recorded", 1)


@pytest.mark.parametrize("suffix", [".docx", ".md", ".txt", ".csv", ".xlsx"])
def test_other_files_are_known_by_their_bytes(case: Cli, suffix: str) -> None:
    out = case.folder / f"out{suffix}"
    assert case("export", case.store, out).code == 0
    assert standing(case, out, "--store", case.store) == ("as_exported", 0)
    assert standing(case, out) == ("nothing_to_compare", 1)
    out.write_bytes(out.read_bytes() + b" ")
    assert standing(case, out, "--store", case.store) == ("not_recorded", 1)
