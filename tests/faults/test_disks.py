"""A disk that is full, read-only or taken away: one plain line, exit code 4, nothing changed, and all is well afterwards."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import PASSPHRASE
from tests.support.cli import Ran

if sys.platform == "win32":
    pytest.skip("disks that are mounted, or limits of POSIX", allow_module_level=True)

from tests.faults.disks import STORE, SmallDisk
from tests.faults.scenarios import VERSION_1

ROWS = "date,summary\n" + "".join(f"{n % 28 + 1}/3/2024,entry {n} {'words ' * 50}\n" for n in range(300))
CHILD = "Sam Brindlewack"


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[SmallDisk, bytes]]:
    """A disk of 4 MB for all tests, and a store of one child and one entry."""
    folder = tmp_path_factory.mktemp("small")
    (folder / "passphrase").write_text(PASSPHRASE + "\n", encoding="utf-8")
    disk = SmallDisk(folder / "disk", 4 << 20, folder / "passphrase", folder / "state")
    try:
        assert disk("init", disk.store).code == 0
        assert disk("child", "add", disk.store, "--name", CHILD, "--dob", "3/4/2019").code == 0
        assert disk("add", disk.store, "14/3/24 gp before src:x").code == 0
        yield disk, disk.read(STORE)
    finally:
        disk.close()


@pytest.fixture
def disk(used: tuple[SmallDisk, bytes]) -> SmallDisk:
    """The disk with nothing on it but the store."""
    disk, store = used
    disk.empty()
    disk.put(STORE, store)
    return disk


def told(ran: Ran, *words: str) -> None:
    assert ran.code == 4, (ran.out, ran.err)
    *notices, error = ran.err.strip().splitlines()
    assert error.startswith("chronology: "), ran.err
    assert not [line for line in notices if line.startswith("chronology: ")], ran.err
    assert "Traceback" not in ran.err
    for word in words:
        assert word in error, ran.err


def summaries(disk: SmallDisk, store: Path | None = None) -> list[str]:
    ran = disk("list", store or disk.store, "--json")
    assert ran.code == 0, ran.err
    return [event["summary"] for event in ran.json["events"]]


def sound(disk: SmallDisk, store: Path | None = None) -> None:
    ran = disk("verify", store or disk.store)
    assert ran.code == 0, (ran.out, ran.err)


def table(tmp_path: Path) -> Path:
    path = tmp_path / "rows.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


ROOM = (0, 4096, 16_384, 65_536)
"""Bytes that are left: none for the journal, some for it, some for the store too."""


@pytest.mark.parametrize("room", ROOM)
def test_a_disk_that_runs_full_during_an_import(disk: SmallDisk, tmp_path: Path, room: int) -> None:
    disk.fill(room)
    told(disk("import", disk.store, table(tmp_path)), "could not be written", "Nothing was changed")
    disk.make_room()
    assert summaries(disk) == ["before"]
    sound(disk)
    assert not [name for name in disk.names() if "journal" in name]
    assert disk("import", disk.store, table(tmp_path)).code == 0
    assert len(summaries(disk)) == 301


def test_entries_are_added_until_the_disk_is_full(disk: SmallDisk) -> None:
    disk.fill(1_000_000)
    added = ["before"]
    for number in range(100):
        words = f"entry {number} {'words ' * 3000}".strip()
        ran = disk("add", disk.store, f"15/3/24 gp {words} src:x")
        if ran.code:
            told(ran, "could not be written", "Nothing was changed")
            break
        added.append(words)
    else:
        pytest.fail("the disk never was full")
    assert len(added) > 2
    disk.make_room()
    assert summaries(disk) == added
    sound(disk)
    assert disk("add", disk.store, "16/3/24 gp afterwards src:x").code == 0
    assert summaries(disk) == [*added, "afterwards"]


@pytest.mark.parametrize("name", ["out.pdf", "out.docx", "out.md", "out.txt", "out.csv", "out.xlsx", "out.json"])
@pytest.mark.parametrize("room", [0, 4096])
def test_a_full_disk_during_an_export(disk: SmallDisk, name: str, room: int) -> None:
    for number in range(4):  # so that no format fits into one page
        assert disk("add", disk.store, f"15/3/24 gp entry {number} {'words ' * 300} src:x").code == 0
    before, there = summaries(disk), disk.names()
    disk.fill(room)
    told(disk("export", disk.store, disk.folder / name), "could not be written")
    disk.make_room()
    assert disk.names() == there
    assert summaries(disk) == before
    assert disk("shared", disk.store, "--json").json["exports"] == []
    sound(disk)
    assert disk("export", disk.store, disk.folder / name).code in {0, 1}
    assert name in disk.names()


@pytest.mark.parametrize("room", ROOM)
@pytest.mark.parametrize("operation", [["passphrase", "another one"], ["backup"]], ids=["passphrase", "backup"])
def test_a_full_disk_during_a_change_of_passphrase_or_a_backup(disk: SmallDisk, operation: list[Any], room: int) -> None:
    there = disk.names()
    disk.fill(room)
    told(disk.operate(["open_store", PASSPHRASE], operation))
    disk.make_room()
    assert [name for name in disk.names() if name not in there and not name.endswith(".lock")] == []
    assert summaries(disk) == ["before"]
    sound(disk)
    assert disk.operate(["open_store", PASSPHRASE], operation).code == 0


def test_a_change_of_passphrase_wherever_the_disk_runs_full(disk: SmallDisk) -> None:
    """While the copy is made, while it is encrypted anew, while its journal is written: always told, never half done."""
    plan = ["open_store", PASSPHRASE], ["passphrase", "another one"]
    refused = 0
    for room in range(8192, 2 << 20, 12_288):
        disk.fill(room)
        ran = disk.operate(*plan)
        disk.make_room()
        if ran.code == 0:
            break
        told(ran, "could not be written", "Nothing was changed")
        refused += 1
        assert summaries(disk) == ["before"]
    else:
        pytest.fail("there never was room enough")
    assert refused > 5
    assert disk.operate(["open_store", "another one"]).code == 0


@pytest.mark.parametrize("room", ROOM)
def test_a_full_disk_while_a_store_of_version_1_is_brought_up_to_date(disk: SmallDisk, room: int) -> None:
    old = VERSION_1.read_bytes()
    disk.put("old.chron", old)
    disk.fill(room)
    told(disk("add", disk.folder / "old.chron", "14/3/24 gp new src:x", "--child", "Sam Tarn"))
    assert disk.read("old.chron") == old
    disk.make_room()
    assert len(disk("list", disk.folder / "old.chron", "--child", "Sam Tarn", "--json").json["events"]) > 50
    sound(disk, disk.folder / "old.chron")


@pytest.fixture
def disk_to_forbid(disk: SmallDisk) -> SmallDisk:
    """The disk, where it can be made read-only."""
    if not disk.can_forbid:
        pytest.skip("needs a mount namespace, or a user whom permissions hold up")
    return disk


READING = [["list"], ["patterns"], ["history"], ["verify"], ["search", "before"], ["shared"], ["actions"], ["child", "list"]]


def test_a_read_only_disk_can_be_read(disk_to_forbid: SmallDisk) -> None:
    disk = disk_to_forbid
    disk.forbid_writing()
    try:
        for command in READING:
            words = command if command[0] == "child" else command[:1]
            ran = disk(*words, disk.store, *command[len(words) :])
            assert ran.code == 0, (command, ran.err)
        assert summaries(disk) == ["before"]
    finally:
        disk.allow_writing()


def test_a_read_only_disk_is_not_written_to_and_says_so(disk_to_forbid: SmallDisk, tmp_path: Path) -> None:
    disk = disk_to_forbid
    before = disk.read(STORE)
    disk.forbid_writing()
    try:
        told(disk("add", disk.store, "14/3/24 gp more src:x"), "read-only")
        told(disk("import", disk.store, table(tmp_path)), "read-only")
        told(disk("export", disk.store, disk.folder / "out.pdf"), "could not be written")
        told(disk("init", disk.folder / "new.chron"), "could not be written")
    finally:
        disk.allow_writing()
    assert disk.read(STORE) == before
    assert summaries(disk) == ["before"]


def test_a_store_that_was_left_in_a_transaction_is_not_shown_half_on_a_read_only_disk(disk_to_forbid: SmallDisk) -> None:
    """Its journal must be played back before it can be read, and that is writing."""
    disk = disk_to_forbid
    disk.leave_in_transaction(PASSPHRASE)
    assert f"{STORE}-journal" in disk.names()
    disk.forbid_writing()
    try:
        told(disk("list", disk.store), "read-only")
    finally:
        disk.allow_writing()
    assert summaries(disk) == ["before"]
    sound(disk)


def test_a_folder_that_becomes_unwritable_between_opening_and_saving(disk_to_forbid: SmallDisk) -> None:
    disk = disk_to_forbid
    ran = disk.operate(["open_store", PASSPHRASE], ["disk", "take_away"], ["add", "Seen again", "x"])
    told(ran, "could not be written", "Nothing was changed")
    assert summaries(disk) == ["before"]
    sound(disk)
    assert disk("add", disk.store, "14/3/24 gp after src:x").code == 0
