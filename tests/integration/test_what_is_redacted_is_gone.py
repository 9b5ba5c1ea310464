"""Names and entries that a reader may not see are in no byte of the file: planted in every field, looked for in every format."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from chronology_tui.report.packs import PACKS
from chronology_tui.services import Casebook, create_casebook
from chronology_tui.services.export_choices import ExportChoices, Redaction
from chronology_tui.services.export_formats import DOCUMENT_FORMATS, TABLE_FORMATS
from chronology_tui.services.exports import protected_name
from tests.conftest import PASSPHRASE, TODAY
from tests.support.cli import Cli
from tests.support.clock import FixedDayClock
from tests.support.file_contents import held_by, squeezed
from tests.support.pack_cases import CHILD, OWN_NUMBER, SISTERS_NUMBER, CaseMaker
from tests.support.pack_exports import choices

PASSWORD = "seven invented lantern words"
NAMES = {
    "child": "Zqchild Ownerby", "sister": "Zqsister Ownerby", "stranger": "Zqstranger Farleywold", "mother": "Zqmother Ownerby",
    "stepfather": "Zqstep Brindlemoor", "gran": "زيدون قطران", "friend": "Zqfriend Quarlbeck", "doctor": "Dr Zqdoctor Wexcombe",
    "strangers_uncle": "王沁瑜",
}  # fmt: skip
ALLOWED = "zqallowed"
"""Stands in every field of every entry; the mark of the entry takes its place where it has one."""
NOT_THEIRS = "zqnottheirs"
"""Stands in everything that is about the other family only."""
GONE_FOR_PARTNERS = (
    "zqsister", "zqstranger", "farleywold", "زيدون", "قطران", "zqfriend", "quarlbeck", "王沁瑜", "zqsisterref", SISTERS_NUMBER,
)  # fmt: skip
GONE_FOR_TRAINING = (
    *GONE_FOR_PARTNERS, "zqchild", "ownerby", "zqmother", "zqstep", "brindlemoor", "zqdoctor", "wexcombe", "zqownref", OWN_NUMBER,
)  # fmt: skip
NAMED = ("zqchild", "zqsister", "zqmother", "zqstep", "brindlemoor", "زيدون", "zqfriend", "quarlbeck", "zqdoctor", "王沁瑜")
"""What is there where nothing is redacted, or the search could find nothing at all."""
KEPT_FOR_PARTNERS = ("zqchild", "ownerby", "zqmother", "zqstep", "brindlemoor", "zqdoctor", "wexcombe", "familyfriend", ALLOWED)


def planted(field: str, n: int) -> str:
    """Return words with every name in them, or a name, a reference."""
    who, _, what = field.partition(".")
    if what == "name":
        return NAMES.get(who, f"{NOT_THEIRS} Tollgarth")
    if what == "relation":
        return ""
    if who.startswith("stranger"):
        return f"{NOT_THEIRS} {n}"
    if what == "reference" and who in {"child", "sister"}:
        return {"child": "ZQOWNREF 77", "sister": "ZQSISTERREF 88"}[who]
    if what == "family_group":
        return "Ownerby"
    if what == "role":
        return "paediatrician"
    return f"{ALLOWED}. {said()} {n}."


def said() -> str:
    """Return a sentence that names everybody, and gives two numbers away."""
    return f"Met {', then '.join(NAMES.values())}; {SISTERS_NUMBER[:3]} {SISTERS_NUMBER[3:6]} {SISTERS_NUMBER[6:]}, {OWN_NUMBER}"


def planted_case(path: Path) -> Path:
    """Write a case in which the words of marked entries say which mark they bear; one source is cited by those only."""
    bundle = json.loads(CaseMaker(16, planted, eventful=16).bundle().model_dump_json())
    hidden = {**bundle["sources"][0], "id": "00000000-0000-0000-0000-00000000599a", "title": "zqrestricted letter"}
    bundle["sources"].append(hidden)
    bundle["events"] = [_marked(event, hidden["id"]) for event in bundle["events"]]
    path.write_text(json.dumps(bundle), encoding="utf-8")
    return path


def _marked(event: dict[str, Any], hidden: str) -> dict[str, Any]:
    marks = event["handling"]
    if not marks:
        return event
    changed: dict[str, Any] = json.loads(json.dumps(event).replace(ALLOWED, f"zq{marks[0].replace('_', '')}"))
    return changed | {"source": hidden} if marks[0] == "restricted" else changed


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casebook]:
    folder = tmp_path_factory.mktemp("planted")
    with create_casebook(folder / "case.chron", PASSPHRASE, FixedDayClock(TODAY)) as book:
        assert book.import_bundle(planted_case(folder / "planted.json")).issues == ()
        yield book


def must_be_gone(pack: str, redaction: Redaction) -> list[str]:
    gone = [NOT_THEIRS, "zqfolder", "tollgarth"]
    if redaction is not Redaction.NONE:
        gone += GONE_FOR_TRAINING if redaction is Redaction.ANONYMOUS else GONE_FOR_PARTNERS
    if pack != "full" or redaction is not Redaction.NONE:
        gone += ["zqrestricted", "zqprivileged"]
    if redaction is Redaction.FAMILY or pack == "cin":
        gone += ["zqnotforcarers", "zqthirdparty"]
    return gone


def must_be_there(redaction: Redaction) -> tuple[str, ...]:
    if redaction is Redaction.NONE:
        return NAMED
    return ("familyfriend", ALLOWED) if redaction is Redaction.ANONYMOUS else KEPT_FOR_PARTNERS


def words_of_the_worker() -> dict[str, object]:
    """Every choice that is typed, with every name in it."""
    fields = ("prepared_by", "recipient", "purpose", "sharing_basis", "marking", "strategy_decision")
    return {field: said() for field in fields}


def wrong(path: Path, pack: str, redaction: Redaction, password: str = "") -> list[str]:
    """Return what is in the file and must not be, and what is not and must."""
    held = held_by(path, password)
    there = [word for word in must_be_gone(pack, redaction) if squeezed(word) in held]
    missing = [word for word in must_be_there(redaction) if squeezed(word) not in held]
    return [f"{path.suffix} holds {word}" for word in there] + [f"{path.suffix} lacks {word}" for word in missing]


@pytest.mark.parametrize("redaction", Redaction)
@pytest.mark.parametrize("pack", PACKS)
def test_of_every_pack_in_every_format(book: Casebook, pack: str, redaction: Redaction, tmp_path: Path) -> None:
    folder = tmp_path / "zqfolder"
    folder.mkdir()
    found = []
    for suffix in DOCUMENT_FORMATS:
        out = folder / f"pack{suffix}"
        password = PASSWORD if suffix == ".pdf" else ""
        result = book.export(CHILD, out, choices(pack, redaction=redaction, password=password, **words_of_the_worker()))
        found += wrong(out, pack, redaction)
        if password:
            found += wrong(protected_name(out), pack, redaction, password)
        said_of_it = squeezed(" ".join([*result.notes, *(issue.message for issue in result.issues)]))
        found += [f"a message holds {word}" for word in (*GONE_FOR_TRAINING, NOT_THEIRS, "zq") if squeezed(word) in said_of_it]
    assert found == []


@pytest.mark.parametrize("redaction", [level for level in Redaction if level is not Redaction.ANONYMOUS])
@pytest.mark.parametrize("suffix", TABLE_FORMATS)
def test_of_every_table(book: Casebook, redaction: Redaction, suffix: str, tmp_path: Path) -> None:
    folder = tmp_path / "zqfolder"
    folder.mkdir()
    out = folder / f"table{suffix}"
    book.export(CHILD, out, ExportChoices(redaction=redaction))
    assert wrong(out, "full", redaction) == []


def test_what_the_command_says_of_it(book: Casebook, cli: Cli, tmp_path: Path) -> None:
    """Nothing of the case stands in what is printed, unless the list of changes is asked for."""
    assert cli("init", cli.store).code == 0
    assert cli("import", cli.store, planted_case(tmp_path / "planted.json")).code == 0
    for suffix in (*DOCUMENT_FORMATS, *TABLE_FORMATS):
        ran = cli("export", cli.store, tmp_path / f"out{suffix}", "--child", "Zqchild", "--redact", "partners")
        assert ran.code in {0, 1}, ran.err
        printed = squeezed(ran.out + ran.err)
        assert [word for word in (*GONE_FOR_TRAINING, NOT_THEIRS, "zq") if squeezed(word) in printed] == []
        assert "Redaction replaced words" in ran.err
    listed = cli("export", cli.store, tmp_path / "again.txt", "--child", "Zqchild", "--redact", "partners", "--changes")
    assert "Zqfriend Quarlbeck -> Family friend" in listed.out


def test_the_search_finds_what_is_hidden_in_any_place_of_a_pdf(book: Casebook, tmp_path: Path) -> None:
    """What the others rest on: an unredacted file gives away everybody, also where a reader of the page sees nothing."""
    out = tmp_path / "pack.pdf"
    book.export(CHILD, out, choices("full", redaction=Redaction.NONE, prepared_by="Zqauthor Inproperties"))
    held = held_by(out)
    assert "zqauthorinproperties" in held
    assert [word for word in NAMED if squeezed(word) not in held] == []
