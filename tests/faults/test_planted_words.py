"""Words that are typed anywhere are in no file that the program leaves, found by reading the raw bytes.

Out of reach of a test and of the program: what the operating system swaps out, hibernates or dumps when it crashes itself.
``SECURITY.md`` says so.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from chronology_tui.domain.records import Bundle
from chronology_tui.domain.text import fold
from chronology_tui.services import Casebook, create_casebook, drafts, open_casebook
from chronology_tui.services.backups import ENVIRONMENT as BACKUPS
from chronology_tui.services.backups import backup_now
from chronology_tui.services.editing import edit_entries
from chronology_tui.services.purging import purge_child
from chronology_tui.services.recovery_keys import change_passphrase, recovery_key_of
from chronology_tui.services.restoring import restore_backup
from chronology_tui.services.undoing import redo, undo
from tests.support.cli import Cli

WORD = "Quänzelbrück"
PASSPHRASE = "invented Ålmenrausch battery"
SECOND = "invented Zwölftonreihe battery"


def needles(*words: str) -> list[bytes]:
    """Return the bytes that would give one of ``words`` away, in any usual coding, as typed, folded and escaped."""
    shapes = {shape for word in words for shape in (word, fold(word), word.lower(), word.upper(), word.casefold())}
    coded = {shape.encode(code, "ignore") for shape in shapes for code in ("utf-8", "utf-16-le", "utf-16-be", "latin-1")}
    return sorted(coded | {shape.encode("ascii", "backslashreplace") for shape in shapes})


def told_by(folder: Path, *words: str) -> list[str]:
    """Return the files below ``folder`` whose bytes or names hold one of ``words``."""
    wanted = needles(*words)
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files
    return [path.name for path in files if any(n in path.read_bytes() or n in os.fsencode(path.name) for n in wanted)]


# --- a record of every kind with the word in every field that takes it


def planted(value: Any) -> Iterator[Any]:
    """Yield ``value``, JSON of a record, with the word in one more place each time."""
    if isinstance(value, str):
        yield f"{WORD} {value}".strip()
    elif isinstance(value, list):
        yield [*value, WORD]
        yield from ([*value[:n], new, *value[n + 1 :]] for n, old in enumerate(value) for new in planted(old))
    elif isinstance(value, dict):
        yield from ({**value, name: new} for name, old in value.items() for new in planted(old))


def fully_planted(record: BaseModel) -> BaseModel:
    """Return a record with the word in every place of it that can hold it."""
    kind = type(record)
    done = True
    while done:
        done = False
        now = json.loads(record.model_dump_json())
        for values in planted(now):
            try:
                candidate = kind.model_validate(values)
            except ValidationError:
                continue
            if candidate.model_dump_json().count(WORD) > record.model_dump_json().count(WORD) and WORD * 2 not in twice(
                candidate
            ):
                record, done = candidate, True
                break
    return record


def twice(record: BaseModel) -> str:
    """Return the record's text in which a word that was planted twice in one place stands twice without a gap."""
    return record.model_dump_json().replace(f"{WORD} {WORD}", WORD * 2).replace(f'"{WORD}","{WORD}"', WORD * 2)


def bundle_in(folder: Path) -> Path:
    """Write a bundle with one planted record of every kind, and of every kind of details of an event."""
    raw = json.loads((Path(__file__).parents[1] / "data" / "stores" / "version-1.json").read_text(encoding="utf-8"))
    bundle = Bundle.model_validate(raw)
    seen: dict[str, Any] = {}
    for event in bundle.events:
        seen.setdefault(type(event.details).__name__, event)
    changed = {
        name: tuple(fully_planted(record) for record in (seen.values() if name == "events" else getattr(bundle, name)))
        for name in ("children", "people", "sources", "events", "disagreements", "exports")
    }
    made = bundle.model_copy(update=changed)
    path = folder / "planted.json"
    path.write_text(made.model_dump_json(), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return bundle_in(tmp_path_factory.mktemp("given"))


def test_the_word_is_in_every_field_of_words(bundle: Path) -> None:
    """What the other tests rest on: the planted records are planted indeed."""
    made = json.loads(bundle.read_text(encoding="utf-8"))
    for name, fields in {
        "children": {"name", "reference", "conditions", "lead_professional", "household", "parental_responsibility"},
        "people": {"name", "role", "agency", "notes", "pseudonym"},
        "sources": {"title", "agency", "reference", "notes"},
        "events": {
            "summary",
            "quote",
            "service",
            "place",
            "professional",
            "child_voice",
            "impact_note",
            "action",
            "notes",
            "page",
        },
        "disagreements": {"with_whom", "about", "outcome"},
        "exports": {"file", "recipient", "purpose", "basis"},
    }.items():
        for record in made[name]:
            missing = {field for field in fields if WORD not in json.dumps(record[field], ensure_ascii=False)}
            assert not missing, (name, missing)
    assert len({tuple(sorted(record["details"])) for record in made["events"] if record["details"]}) == 3


# --- what is left behind


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the store and its backups lie, apart from what is given to the program."""
    folder = tmp_path / "left"
    folder.mkdir()
    monkeypatch.setenv(BACKUPS, str(folder / "backups"))
    return folder


@pytest.fixture
def state() -> Path:
    """Where the program remembers things for its user."""
    return Path(os.environ["XDG_STATE_HOME"])


@pytest.fixture
def book(folder: Path, bundle: Path) -> Iterator[Casebook]:
    with create_casebook(folder / "case.chron", PASSPHRASE) as book:
        book.import_bundle(bundle)
        assert book.children()[0].name.startswith(WORD)
        yield book


def test_the_store_its_backups_and_what_stands_beside_them(book: Casebook, folder: Path, state: Path) -> None:
    child = book.children()[0]
    first = recovery_key_of(book)
    book.add_line(child.id, f"14/3/2024 gp Seen by {WORD}", f"{WORD} letter")
    drafts.keep(book, child.id, drafts.LINE, f"14/3/2024 {WORD}")
    edit_entries(book, child.id, [event.id for event in book.chronology(child.id).events[:3]], {"notes": f"{WORD} notes"})
    undo(book)
    redo(book)
    made = backup_now(book)
    second = change_passphrase(book, SECOND)
    purge_child(book, book.children()[-1].id)
    book.close()
    restore_backup(made.path, book.path, PASSPHRASE)
    assert len(list(folder.rglob("*.chron"))) >= 3
    keys = [form for key in (first, second) for form in (key, key.replace("-", ""))]
    for place in (folder, state):
        if any(path.is_file() for path in place.rglob("*")):
            assert told_by(place, WORD, *keys, "Ålmenrausch", "Zwölftonreihe") == []


def test_a_copy_of_the_folder_in_the_middle_of_a_transaction(book: Casebook, folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    child = book.children()[0]
    secret = book.ledger.database.key.raw
    ids = [event.id for event in book.chronology(child.id).events]
    with book.ledger.database.writing() as session:
        connection = session.connection()
        connection.exec_driver_sql("PRAGMA cache_size = 4")
        for _ in range(5):  # more than fits into memory: pages go to the file before the commit
            connection.exec_driver_sql("UPDATE event SET notes = notes || ?", (f"{WORD} " * 2000,))
        shutil.copytree(folder, copy)
        session.rollback()
    assert (copy / "case.chron-journal").stat().st_size > 4096
    assert (copy / ".case.chron.holder").exists()
    assert told_by(copy, WORD, "Ålmenrausch") == []
    assert not [path for path in copy.rglob("*") if path.is_file() and secret in path.read_bytes()]
    book.close()
    with open_casebook(copy / "case.chron", PASSPHRASE) as left:
        assert [event.id for event in left.chronology(child.id).events] == ids


def test_parts_of_files_while_they_are_being_written(
    book: Casebook, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The passphrase is being changed, a backup is being made: copies of the folder at each renaming."""
    copies: list[Path] = []

    def copy_first(event: str, arguments: tuple[Any, ...]) -> None:
        if watching and event in {"os.rename", "os.link"} and str(folder) in str(arguments[0]):
            copies.append(tmp_path / f"copy-{len(copies)}")
            shutil.copytree(folder, copies[-1])

    watching = True
    sys.addaudithook(copy_first)
    try:
        backup_now(book)
        change_passphrase(book, SECOND)
    finally:
        watching = False
    parts = [path for copy in copies for path in copy.rglob("*.part")]
    assert len(parts) >= 2
    assert [name for copy in copies for name in told_by(copy, WORD, "Ålmenrausch", "Zwölftonreihe")] == []


def test_searches_and_commands_that_fail(
    book: Casebook, folder: Path, state: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    book.close()
    (tmp_path / "desk").mkdir()
    cli = Cli(tmp_path / "desk", capsys, monkeypatch)
    right, wrong = tmp_path / "desk" / "passphrase", tmp_path / "desk" / "wrong"
    right.write_text(PASSPHRASE + "\n", encoding="utf-8")
    wrong.write_text(f"wrong {WORD}\n", encoding="utf-8")
    store = folder / "case.chron"
    assert WORD in cli("search", store, WORD).out
    assert cli("list", store, "--passphrase-file", wrong).code == 3
    commands: tuple[list[str | Path], ...] = (
        ["list", store, "--child", f"no {WORD}"], ["add", store, f"{WORD} not a date", "--child", WORD],
        ["child", "add", store, "--name", f"{WORD} other", "--dob", f"{WORD}"], ["patterns", store, "--as-of", WORD],
        ["search", store, WORD, "--child", f"no {WORD}"],
        ["export", store, folder / "none" / "x.pdf"], ["import", store, tmp_path / "none.csv"],
        ["person", "add", store, "--name", WORD, "--relation", f"none:{WORD}"],
    )  # fmt: skip
    for command in commands:
        assert cli(*command).code != 0, command
    assert (state / "chronology" / "attempts.json").exists()
    assert told_by(folder, WORD, "Ålmenrausch") == []
    assert told_by(state, WORD, "Ålmenrausch") == []


_CRASH = """
import sys
from chronology_tui.__main__ import main
from chronology_tui.services import Casebook

def broken(self, wanted=""):
    word = sys.argv[2]
    raise KeyError(f"{word} was here", self.children())

Casebook.child = broken
sys.exit(main(["list", sys.argv[1]]))
"""


def test_a_crash(book: Casebook, folder: Path, state: Path, tmp_path: Path) -> None:
    book.close()
    (tmp_path / "passphrase").write_text(PASSPHRASE + "\n", encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-c", _CRASH, str(book.path), WORD], check=False, capture_output=True, text=True,
        env={**os.environ, "CHRONOLOGY_PASSPHRASE_FILE": str(tmp_path / "passphrase")},
    )  # fmt: skip
    assert ran.returncode == 70, ran.stderr
    assert WORD not in ran.stdout + ran.stderr
    report = state / "chronology" / "last-fault.txt"
    assert "KeyError" in report.read_text(encoding="utf-8")
    assert told_by(state, WORD, "Ålmenrausch") == []
    assert told_by(folder, WORD, "Ålmenrausch") == []


def test_the_search_for_words_finds_them(tmp_path: Path) -> None:
    """A file in plain text is found in any coding."""
    for code in ("utf-8", "utf-16", "latin-1"):
        path = tmp_path / code
        path.write_bytes(f"Seen by {WORD}.".encode(code))
        assert told_by(tmp_path, WORD) == [code]
        path.unlink()
    (tmp_path / "folded").write_text(fold(f"Seen by {WORD}"), encoding="utf-8")
    assert told_by(tmp_path, WORD) == ["folded"]
