"""Reading a record bundle (JSON): hostile until it has been looked over, taken whole or not at all.

Size, nesting, numbers and texts have limits; fields that are not known are refused rather than lost.

What a fault message names is the place in the file and the kind of fault, never the words that stand there.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, NoReturn

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from chronology_tui.domain.records import Bundle
from chronology_tui.domain.text import MAX_TEXT
from chronology_tui.importing.candidates import UnreadableFile
from chronology_tui.importing.files import read_bytes

MAX_INTEGER = 2**53 - 1
"""Largest whole number that every reader of JSON keeps exactly (RFC 8259, section 6)."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_TOO_DEEP = "it is nested too deeply"
_FAULTS = {
    "json_invalid": _TOO_DEEP,  # it was JSON before; the validator goes down 200 levels
    "missing": "it is missing",
    "extra_forbidden": "it holds a field that is not known",
    "unexpected_keyword_argument": "it holds a field that is not known",
    "union_tag_invalid": "its type is not a known type of details",
    "union_tag_not_found": "its type is missing",
    "uuid_parsing": "it is not an identifier (UUID)",
    "dataclass_type": "it is not a date with its text and days",
    "model_type": "it is not a record",
    "model_attributes_type": "it is not a record",
}
"""Our words for faults that the validator would describe with the content of the file, or in words for programmers."""
_NAMELESS = frozenset({"extra_forbidden", "unexpected_keyword_argument"})
"""Faults whose place ends with a name that the file chose."""


def read_bundle(path: Path) -> Bundle:
    """Return the bundle of a JSON file in UTF-8.

    A lone half of a surrogate pair in a text becomes U+FFFD, since it stands for no character.

    Raises:
        UnreadableFile: the file cannot be read, is not JSON, is nested too deeply, or is no bundle; the message names the
            place of the first fault.
    """
    return bundle_from(_parsed(path.name, read_bytes(path)), path.name)


def bundle_from(value: object, name: str) -> Bundle:
    """Return the bundle of a JSON value that was read from the file ``name``.

    Raises:
        UnreadableFile: it is no bundle.
    """
    if not isinstance(value, dict) or value.get("format") != "chronology-bundle":
        raise UnreadableFile(name, "it is JSON, but not a chronology bundle (its format is not 'chronology-bundle')")
    version = value.get("version")
    if version != 1 or isinstance(version, bool):
        raise UnreadableFile(name, "it is a chronology bundle of a version that this program does not know; version 1 is read")
    try:
        # As JSON and strictly: no number is taken for a date, no word for a yes.
        text = _SURROGATE.sub("\ufffd", json.dumps(value, ensure_ascii=False))
        return Bundle.model_validate_json(text, strict=True)
    except RecursionError:
        raise UnreadableFile(name, _TOO_DEEP) from None
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise UnreadableFile(name, _told(first)) from None


def _parsed(name: str, data: bytes) -> object:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile(name, f"it is not UTF-8 text (byte {error.start + 1})") from None
    try:
        value: object = json.loads(text, object_pairs_hook=_fields, parse_int=_whole, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise UnreadableFile(name, f"it is not JSON (line {error.lineno}, column {error.colno}: {error.msg})") from None
    except ValueError as error:
        raise UnreadableFile(name, str(error)) from None
    except RecursionError:  # the parser goes down about a thousand levels, a bundle no more than eight
        raise UnreadableFile(name, _TOO_DEEP) from None
    return value


def _fields(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = {}
    for key, value in pairs:
        if key in fields:
            raise ValueError("an object in it gives the same field twice")
        if isinstance(value, str) and len(value) > MAX_TEXT:
            raise ValueError(f"it holds a text of more than {MAX_TEXT:,} characters")
        fields[key] = value
    return fields


def _whole(digits: str) -> int:
    if len(digits) > 17 or abs(int(digits)) > MAX_INTEGER:
        raise ValueError("it holds a whole number that is too large to be kept exactly")
    return int(digits)


def _no_constant(_: str) -> NoReturn:
    raise ValueError("it holds a number that is not finite")


def _told(fault: ErrorDetails) -> str:
    place = fault["loc"][:-1] if fault["type"] in _NAMELESS else fault["loc"]
    words = _FAULTS.get(fault["type"]) or fault["msg"].removeprefix("Value error, ")
    return f"{_place(place)}: {words}" if place else words


def _place(steps: tuple[int | str, ...]) -> str:
    """Return a place in words, lists counted from 1: "events 3, when, earliest"."""
    said: list[str] = []
    for step in steps:
        if isinstance(step, int) and said:
            said[-1] += f" {step + 1}"
        else:
            said.append(str(step).replace("_", " "))
    return ", ".join(said)
