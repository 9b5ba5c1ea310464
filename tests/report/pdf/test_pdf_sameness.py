"""The same report gives the same bytes; a different one gives others."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from chronology_tui.report.pdf import write_pdf
from tests.report.pdf.conftest import made
from tests.report.pdf.samples import SAMPLES, referral

REPOSITORY = Path(__file__).parents[3]
_CODE = """
import hashlib, io, json
from chronology_tui.report.pdf import write_pdf
from tests.report.pdf.samples import SAMPLES
found = {}
for name in %s:
    out = io.BytesIO()
    write_pdf(SAMPLES[name](), out)
    found[name] = hashlib.sha256(out.getvalue()).hexdigest()
print(json.dumps(found, sort_keys=True))
"""


def test_two_processes_with_different_hashing_write_the_same_bytes(tmp_path: Path) -> None:
    def run(seed: str, zone: str, order: list[str]) -> str:
        environment = {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C", "PATH": "", "HOME": str(tmp_path)}
        command = [sys.executable, "-c", _CODE % order]
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment, cwd=REPOSITORY)
        return done.stdout

    names = list(SAMPLES)
    first = run("1", "UTC", names)
    assert first == run("4242", "Asia/Tokyo", names[::-1])
    assert first.count('": "') == len(names)


@pytest.mark.parametrize("name", SAMPLES)
def test_the_second_file_of_one_process_is_as_the_first(sample_files: dict[str, Path], name: str) -> None:
    assert made(SAMPLES[name]()) == sample_files[name].read_bytes()


def test_another_day_is_another_file() -> None:
    document = referral()
    later = replace(document, meta=replace(document.meta, as_of=date(2024, 8, 31)))
    assert hashlib.sha256(made(document)).digest() != hashlib.sha256(made(later)).digest()


def test_the_stream_is_only_written_to_and_from_where_it_stands() -> None:
    out = io.BytesIO()
    out.write(b"before")
    write_pdf(referral(), out)
    assert out.getvalue() == b"before" + made(referral())


def test_no_path_or_time_of_the_machine_is_in_the_file() -> None:
    data = made(referral())
    assert b"/work" not in data
    assert b"/home" not in data
    assert b"/usr" not in data
