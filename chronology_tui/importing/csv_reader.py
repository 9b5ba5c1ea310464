"""Reading a delimited text file: size limits, encodings, delimiters. What comes out is rows of strings, nothing interpreted."""

from __future__ import annotations

import codecs
import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from chronology_tui.importing.candidates import UnreadableFile
from chronology_tui.importing.files import read_bytes

MAX_ROWS = 200_000
"""Most rows that are read."""
MAX_CELL = 200_000
"""Longest cell, in characters: a long letter has about 20,000."""

_DELIMITERS = ",;\t|"
_NAMED_DELIMITER = re.compile(r"sep=([,;\t|])(?:\r\n|\r|\n)", re.IGNORECASE)
"""The line that Excel writes and reads before the header, to say which delimiter follows."""


def read_table(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield (row number, cells) of a delimited file, the header as row 1; blank rows are passed over.

    The row number is the one that a spreadsheet shows. Encodings: UTF-8 with or without byte order mark, UTF-16 with one,
    Windows-1252. Delimiters: comma, semicolon, tab, pipe, whichever parts the header row into most cells, or the one that a
    first line such as ``sep=;`` names.

    Raises:
        UnreadableFile: missing, a directory, empty or with blank rows only, too large, not text, or broken quoting.
    """
    text = _decode(path.name, read_bytes(path))
    named = _NAMED_DELIMITER.match(text)
    delimiter = named[1] if named else _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    csv.field_size_limit(MAX_CELL)
    if named:
        next(reader)
    number = len(named[0].splitlines()) if named else 0
    empty = True
    while True:
        number += 1
        try:
            row = next(reader)
        except StopIteration:
            if empty:
                raise UnreadableFile(path.name, "it is empty") from None
            return
        except csv.Error as error:
            why = (
                f"row {number} holds a cell of more than {MAX_CELL:,} characters"
                if "limit" in str(error)
                else f"row {number}: {error}"
            )
            raise UnreadableFile(path.name, why) from None
        if number > MAX_ROWS:
            raise UnreadableFile(path.name, f"it has more than {MAX_ROWS:,} rows")
        if any(cell.strip() for cell in row):
            empty = False
            yield number, row


def _decode(name: str, data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif b"\x00" in data:
        raise UnreadableFile(name, "it is not a text file (it holds zero bytes)")
    else:
        encoding = "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        if encoding == "utf-16":
            raise UnreadableFile(name, "it starts as UTF-16 and does not go on so") from None
        text = _windows_1252(name, data)
    head = "" if data.startswith(codecs.BOM_UTF8) else text[:10_000]  # what says that it is UTF-8 text, and is, is believed
    if sum(unicodedata.category(c) == "Cc" and c not in "\r\n\t" for c in head) > len(head) // 50:
        raise UnreadableFile(name, "it is not a text file")
    return text


def _windows_1252(name: str, data: bytes) -> str:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableFile(name, f"line {line} is neither UTF-8 nor Windows-1252 text") from None


def _delimiter(text: str) -> str:
    """Return the delimiter that parts the first row into most cells; a comma when none does."""
    head = next((line for line in text.splitlines() if line.strip()), "")[:MAX_CELL]
    best, most = ",", 1
    for delimiter in _DELIMITERS:
        try:
            cells = len(next(csv.reader([head], delimiter=delimiter)))
        except (csv.Error, StopIteration):
            continue
        if cells > most:
            best, most = delimiter, cells
    return best
