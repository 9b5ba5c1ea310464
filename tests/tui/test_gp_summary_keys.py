"""Entering a GP summary: what a practised worker types is stored as intended, within twelve keys an entry beyond the words."""

from __future__ import annotations

import statistics
from pathlib import Path

from tests.benchmarks.bench_keys import sample, type_all, word_keys

AIM = 12


async def test_the_sample_typed_in_the_app_is_stored_exactly_as_intended(tmp_path: Path) -> None:
    assert await type_all(tmp_path / "case.chron", sample()) == []


def test_the_sample_takes_at_most_twelve_keys_an_entry_beyond_the_words() -> None:
    entries = sample()
    assert len(entries) == 60
    assert statistics.mean(entry.beyond for entry in entries) <= AIM
    assert statistics.mean(word_keys(entries)) > AIM


def test_the_sample_is_of_what_a_gp_summary_holds() -> None:
    kinds = {entry.stored["kind"] for entry in sample()}
    assert kinds >= {
        "gp_contact", "immunisation_given", "prescribed", "was_not_brought", "specialist_contact", "weight", "height",
        "emergency_attendance", "admission",
    }  # fmt: skip
    years = {entry.stored["date"][:4] for entry in sample()}
    assert len(years) == 6
    assert all(entry.stored["source"] and entry.stored["page"] for entry in sample())
