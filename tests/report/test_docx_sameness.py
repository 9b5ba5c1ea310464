"""The same report gives the same Word file; a different one gives another."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

from chronology_tui.report.docx import write_docx
from tests.report.docx_reading import every_block, made
from tests.report.pdf.samples import SAMPLES, referral

REPOSITORY = Path(__file__).parents[2]
_CODE = """
import hashlib, json
from tests.report.docx_reading import every_block, made
from tests.report.pdf.samples import SAMPLES
makers = {"every": every_block, **SAMPLES}
print(json.dumps({name: hashlib.sha256(made(makers[name]()).data).hexdigest() for name in %s}, sort_keys=True))
"""


def test_two_processes_with_different_hashing_write_the_same_bytes(tmp_path: Path) -> None:
    def run(seed: str, zone: str, order: list[str]) -> str:
        environment = {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C", "PATH": "", "HOME": str(tmp_path)}
        command = [sys.executable, "-c", _CODE % order]
        return subprocess.run(command, capture_output=True, text=True, check=True, env=environment, cwd=REPOSITORY).stdout

    names = ["every", *SAMPLES]
    first = run("1", "UTC", names)
    assert first == run("4242", "Asia/Tokyo", names[::-1])
    assert first.count('": "') == len(names)


def test_no_time_user_or_path_of_the_machine_is_in_the_file() -> None:
    file = made(every_block())
    assert {entry.date_time for entry in file.entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.create_system for entry in file.entries} == {3}
    everything = b"".join(file.parts.values())
    assert b"/work" not in everything
    assert b"/home" not in everything


def test_the_stream_is_written_to_from_where_it_stands() -> None:
    out = io.BytesIO()
    out.write(b"before")
    write_docx(referral(), out)
    assert out.getvalue().startswith(b"before")
    assert made(referral()).data[:30] == out.getvalue()[6:36]


def test_another_word_is_another_file() -> None:
    assert made(every_block("one")).data != made(every_block("two")).data
