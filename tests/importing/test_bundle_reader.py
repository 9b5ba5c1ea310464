"""A bundle is read whole or refused with the place of the first fault, and never with the words that stand there."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chronology_tui.domain.records import Bundle
from chronology_tui.importing import files
from chronology_tui.importing.bundle_reader import bundle_from, read_bundle
from chronology_tui.importing.candidates import UnreadableFile
from chronology_tui.services.bundles import bundle_bytes
from tests.support.records import bundles
from tests.support.schemas import conforms

CHILD, SOURCE, EVENT = (f"01900000-0000-7000-8000-00000000000{n}" for n in (1, 2, 3))
WHEN = {"text": "14/3/24", "qualifier": "exact", "precision": "day", "earliest": "2024-03-14", "latest": "2024-03-14"}
SECRET = "Xanthippe Quill"
SMALL: dict[str, Any] = {
    "format": "chronology-bundle",
    "version": 1,
    "children": [{"id": CHILD, "name": SECRET}],
    "sources": [{"id": SOURCE, "title": f"Letter about {SECRET}"}],
    "events": [
        {"id": EVENT, "children": [CHILD], "when": WHEN, "kind": "note", "area": "other", "source": SOURCE, "summary": SECRET}
    ],
}


def read(folder: Path, content: bytes) -> Bundle:
    path = folder / "in.json"
    path.write_bytes(content)
    return read_bundle(path)


@settings(max_examples=50)
@given(bundles())
def test_any_bundle_survives_its_own_text_and_fits_the_schema(bundle: Bundle) -> None:
    text = bundle_bytes(bundle)
    back = bundle_from(json.loads(text), "x.json")
    assert back == bundle
    assert bundle_bytes(back) == text
    conforms(json.loads(text), "bundle")


def test_a_small_bundle_is_read_with_what_it_leaves_out_at_its_default(tmp_path: Path) -> None:
    bundle = read(tmp_path, json.dumps(SMALL).encode())
    assert (bundle.children[0].name, bundle.events[0].when.text, bundle.exports) == (SECRET, "14/3/24", ())
    assert read(tmp_path, b"\xef\xbb\xbf" + json.dumps(SMALL).encode()) == bundle


def _with(path: str, value: object) -> dict[str, Any]:
    """Return the small bundle with one place changed."""
    made = copy.deepcopy(SMALL)
    *steps, last = (int(step) if step.isdigit() else step for step in path.split("."))
    at: Any = made
    for step in steps:
        at = at[step]
    at[last] = value
    return made


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        ("format", "other", "not a chronology bundle"),
        ("version", 2, "version that this program does not know"),
        ("version", True, "version that this program does not know"),
        ("events", {}, "events: "),
        ("events.0.severity", 9, "events 1, severity: "),
        ("events.0.severity", "high", "events 1, severity: "),
        ("events.0.key", "yes", "events 1, key: "),
        ("events.0.kind", SECRET, "events 1, kind: "),
        ("events.0.Xanthippe Quill", 1, "events 1: it holds a field that is not known"),
        ("events.0.when.Xanthippe Quill", 1, "events 1, when: it holds a field that is not known"),
        ("events.0.when.earliest", 19796, "events 1, when, earliest: "),
        ("events.0.when.earliest", "2024-02-30", "events 1, when, earliest: "),
        ("events.0.when.earliest", "2025-01-01", "events 1, when: the end"),
        ("events.0.when", 3, "events 1, when: it is not a date"),
        ("events.0.details", {"type": SECRET}, "events 1, details: its type is not a known type"),
        ("events.0.details", {"type": "medicine", "days_supplied": -1}, "events 1, details, medicine, days supplied: "),
        ("events.0.children", [], "events 1, children: "),
        ("events.0.children", [EVENT], "about a child that is not in the bundle"),
        ("events.0.source", EVENT, "names a source that is not in the bundle"),
        ("events.0.people", [{"person": EVENT, "part": "present"}], "names a person who is not in the bundle"),
        ("events.0.id", SECRET, "events 1, id: it is not an identifier"),
        ("sources.0.id", CHILD, "two records have the same identifier"),
        ("children.0.nhs_number", "9434765918", "children 1: the NHS number's check digit does not fit"),
        ("children.0", 3, "children 1: it is not a record"),
        (
            "people",
            [{"id": EVENT, "name": SECRET, "relations": [{"child": SOURCE, "kind": "mother"}]}],
            "two records have the same",
        ),
    ],
)
def test_a_fault_is_told_with_its_place_and_without_case_text(path: str, value: object, told: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        bundle_from(_with(path, value), "in.json")
    assert told in str(refused.value)
    assert "Xanthippe" not in str(refused.value)
    assert str(refused.value).startswith("in.json cannot be read: ")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "it is empty"),
        (b"[1, 2", "it is not JSON (line 1"),
        (b'{"format": "chronology-bundle", "version": 1', "it is not JSON"),
        (b"\xff\xfe{\x00", "it is not UTF-8 text (byte 1)"),
        (b'{"a": 1, "a": 2}', "gives the same field twice"),
        (b'{"a": NaN}', "not finite"),
        (b'{"a": 9007199254740993}', "too large to be kept exactly"),
        (b'{"a": 1' + b"0" * 5000 + b"}", "too large to be kept exactly"),
        (b"[" * 3_000_000, "nested too deeply"),
        (b'{"format": "chronology-bundle", "version": 1, "x": ' + b"[" * 400 + b"]" * 400 + b"}", "nested too deeply"),
        (b'{"a": "' + b"x" * 1_000_001 + b'"}', "more than 1,000,000 characters"),
        (b"[]", "not a chronology bundle"),
        (b'"Xanthippe"', "not a chronology bundle"),
    ],
    ids=["empty", "cut", "cut-object", "utf-16", "twice", "nan", "integer", "long-integer", "deep", "deep-in-bundle", "long-text",
         "list", "text"],
)  # fmt: skip
def test_what_is_no_bundle_is_refused(tmp_path: Path, content: bytes, told: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read(tmp_path, content)
    assert told in str(refused.value)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_BYTES", 1024 * 1024)
    with pytest.raises(UnreadableFile, match="larger than 1 MB"):
        read(tmp_path, b" " * (1024 * 1024) + b"{}")
    with pytest.raises(UnreadableFile, match="no such file"):
        read_bundle(tmp_path / "none.json")
    with pytest.raises(UnreadableFile, match="directory"):
        read_bundle(tmp_path)


def test_half_a_character_becomes_the_sign_of_one(tmp_path: Path) -> None:
    made = _with("events.0.when", {**WHEN, "text": "14/3/24 \ud800"})
    made["children"][0]["conditions"] = ["asthma \udfff"]
    bundle = read(tmp_path, json.dumps(made).encode())
    assert bundle.events[0].when.text == "14/3/24 \ufffd"
    assert bundle.children[0].conditions == ("asthma \ufffd",)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["id", "children", "when", "x"]), inner),
)


@given(st.sampled_from(["children", "people", "sources", "events", "disagreements", "exports"]), JSON)
def test_whatever_stands_in_a_list_is_read_or_refused(name: str, value: object) -> None:
    try:
        bundle_from({"format": "chronology-bundle", "version": 1, name: value}, "x.json")
    except UnreadableFile:
        return
    assert value == []


def _each_place(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the path of every value inside a JSON value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for key, one in inner for found in _each_place(one, (*path, key)))]


@pytest.mark.parametrize("rubbish", [None, 7, "Xanthippe", [], {}, -1.5])
def test_rubbish_at_any_place_never_breaks_the_reader(rubbish: object) -> None:
    for path in _each_place(SMALL)[1:]:
        made = copy.deepcopy(SMALL)
        at: Any = made
        for step in path[:-1]:
            at = at[step]
        at[path[-1]] = rubbish
        told = ""
        try:
            bundle_from(made, "x.json")
        except UnreadableFile as refused:
            told = str(refused)
        assert "Xanthippe" not in told, path
