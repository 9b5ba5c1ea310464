"""The file itself: numbered objects, object streams, cross-reference stream and trailer (ISO 32000-1, 7.5).

Everything is written as soon as it is known, so a large report is never held whole in memory; objects that are not streams
are gathered into compressed object streams. The file identifier is a digest of the bytes, so equal content gives equal files.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable
from typing import BinaryIO

from chronology_tui.domain.text import visible

_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_OBJECTS_PER_STREAM = 200
_BYTES_PER_STREAM = 60_000
_FREE, _PLAIN, _PACKED = 0, 1, 2
_LEVEL = 6


def text_string(text: str) -> bytes:
    """Return ``text``, with nothing invisible in it, as a PDF text string: UTF-16BE in hexadecimal, which needs no escaping."""
    return b"<FEFF" + visible(text).encode("utf-16-be").hex().upper().encode() + b">"


def reference(number: int) -> str:
    """Return an indirect reference to object ``number``."""
    return f"{number} 0 R"


class ObjectFile:
    """Writes the objects of one PDF file to a binary stream, in any order of their numbers.

    Args:
        out: where the bytes go; never read or sought.
        reserve: gives the next unused object number.
    """

    def __init__(self, out: BinaryIO, reserve: Callable[[], int]) -> None:
        self._out = out
        self._reserve = reserve
        self._digest = hashlib.sha256()
        self._offset = 0
        self._where: dict[int, tuple[int, int, int]] = {}
        self._packed: list[tuple[int, bytes]] = []
        self._packed_bytes = 0
        self._write(_HEADER)

    def has(self, number: int) -> bool:
        """Whether object ``number`` has been given already."""
        return number in self._where

    def put(self, number: int, body: bytes) -> None:
        """Give object ``number`` the value ``body``, which is not a stream."""
        self._claim(number, (_PACKED, 0, 0))
        self._packed.append((number, body))
        self._packed_bytes += len(body)
        if len(self._packed) >= _OBJECTS_PER_STREAM or self._packed_bytes >= _BYTES_PER_STREAM:
            self._flush()

    def put_stream(self, number: int, entries: bytes, data: bytes, *, compress: bool = True) -> None:
        """Give object ``number`` a stream of ``data`` whose dictionary holds ``entries`` besides its length and filter."""
        self._claim(number, (_PLAIN, self._offset, 0))
        if compress:
            data = zlib.compress(data, _LEVEL)
            entries += b"/Filter/FlateDecode"
        self._write(b"%d 0 obj\n<<%s/Length %d>>\nstream\n" % (number, entries, len(data)))
        self._write(data)
        self._write(b"\nendstream\nendobj\n")

    def finish(self, root: int, info: int) -> None:
        """Write what is left, the cross-reference stream and the trailer."""
        self._flush()
        number = self._reserve()
        start = self._offset
        self._claim(number, (_PLAIN, start, 0))
        size = number + 1
        width = max(2, (max(start, size).bit_length() + 7) // 8)
        table = bytearray()
        for each in range(size):
            kind, first, second = self._where.get(each, (_FREE, 0, 0xFFFF if each == 0 else 0))
            table += bytes((kind,)) + first.to_bytes(width, "big") + second.to_bytes(2, "big")
        name = self._digest.hexdigest()[:32].encode()
        data = zlib.compress(bytes(table), _LEVEL)
        self._write(
            b"%d 0 obj\n<</Type/XRef/Size %d/W[1 %d 2]/Root %d 0 R/Info %d 0 R" % (number, size, width, root, info)
            + b"/ID[<%s><%s>]/Filter/FlateDecode/Length %d>>\nstream\n" % (name, name, len(data))
        )
        self._write(data)
        self._write(b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % start)

    def _claim(self, number: int, where: tuple[int, int, int]) -> None:
        if number in self._where:
            raise ValueError(f"object {number} is given twice")
        self._where[number] = where

    def _flush(self) -> None:
        packed, self._packed, self._packed_bytes = self._packed, [], 0
        if not packed:
            return
        stream = self._reserve()
        heads: list[bytes] = []
        bodies: list[bytes] = []
        offset = 0
        for index, (number, body) in enumerate(packed):
            heads.append(b"%d %d" % (number, offset))
            bodies.append(body)
            offset += len(body) + 1
            self._where[number] = (_PACKED, stream, index)
        head = b" ".join(heads) + b"\n"
        entries = b"/Type/ObjStm/N %d/First %d" % (len(packed), len(head))
        self.put_stream(stream, entries, head + b"\n".join(bodies))

    def _write(self, data: bytes) -> None:
        self._out.write(data)
        self._digest.update(data)
        self._offset += len(data)
