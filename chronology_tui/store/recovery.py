"""The text of a recovery key: what is printed once, kept in a drawer, and typed in again years later.

The recovery key of a store *is* the 32-byte raw key of its file, which the cipher derives from the passphrase and the file's
16-byte salt. So it opens the store without the passphrase, and who holds the paper and the file can read everything. A changed
passphrase makes a new key, and the old paper is worth nothing then.

The text stands for 40 bytes, which are 64 characters of Crockford's base 32 (crockford.com/base32.html) without any left over,
written as 16 groups of 4:

- 32 bytes: the key;
- 3 bytes: the mark of the store, so that the paper of another store is told apart before anything is tried;
- 5 bytes: a checksum over the rest, so that 1 mistyped text in about 10^12 would pass.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from chronology_tui.errors import ExitCode
from chronology_tui.store.errors import StoreError

KEY_BYTES = 32
SALT_BYTES = 16
_MARK_BYTES = 3
_CHECK_BYTES = 5
_BODY_BYTES = KEY_BYTES + _MARK_BYTES
_GROUP = 4
"""Characters in a group."""
_CHARACTERS = (_BODY_BYTES + _CHECK_BYTES) * 8 // 5
_GROUPS = _CHARACTERS // _GROUP
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: no I, L, O (read as 1, 1, 0) and no U."""
_VALUES = {letter: value for value, letter in enumerate(_ALPHABET)}
_VALUES |= {letter.lower(): value for letter, value in _VALUES.items()} | dict.fromkeys("Oo", 0) | dict.fromkeys("IiLl", 1)
_PASSED_OVER = frozenset({"Pd", "Cf", "Zs", "Zl", "Zp"})
"""Unicode categories that are read as nothing: dashes of every kind, invisible marks, blanks."""


class BadRecoveryKey(StoreError):
    """The text is not a recovery key. The message never repeats more of it than one wrong character."""

    exit_code = ExitCode.USAGE


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a recovery key says. Neither part is shown when the value is printed."""

    key: bytes = field(repr=False)
    """The raw key of the store, 32 bytes."""
    mark: bytes = field(repr=False)
    """The mark of the store it belongs to, 3 bytes."""


def encode(key: bytes, salt: bytes) -> str:
    """Return the text of the recovery key of the store with this raw key and salt.

    Raises:
        ValueError: the key is not 32 or the salt not 16 bytes long.
    """
    if len(key) != KEY_BYTES:
        raise ValueError(f"a raw key has {KEY_BYTES} bytes, not {len(key)}")
    body = key + mark_of(salt)
    number = int.from_bytes(body + _checksum(body), "big")
    text = "".join(_ALPHABET[number >> shift & 31] for shift in range(5 * (_CHARACTERS - 1), -1, -5))
    return "-".join(text[start : start + _GROUP] for start in range(0, _CHARACTERS, _GROUP))


def decode(text: str) -> Parsed:
    """Read a recovery key as people type it: any case, blanks, line breaks and dashes; O for 0, I and L for 1.

    Raises:
        BadRecoveryKey: it holds a character that never occurs, has too few or too many, or is mistyped.
    """
    values = _read(text)
    if len(values) != _CHARACTERS:
        raise BadRecoveryKey(_length_trouble(len(values)))
    body = _body(values)
    if body is None:
        raise BadRecoveryKey(f"The recovery key is mistyped{_where(values)}. Compare it with the paper and try again.")
    return Parsed(body[:KEY_BYTES], body[KEY_BYTES:])


def mark_of(salt: bytes) -> bytes:
    """Return the 3 bytes by which the recovery key of a store knows its store; they say nothing about the key.

    Raises:
        ValueError: the salt is not 16 bytes long.
    """
    if len(salt) != SALT_BYTES:
        raise ValueError(f"the salt of a store has {SALT_BYTES} bytes, not {len(salt)}")
    return hashlib.sha256(b"chronology store" + salt).digest()[:_MARK_BYTES]


def matches(parsed: Parsed, salt: bytes) -> bool:
    """Tell whether the recovery key was made for the store with this salt (wrongly yes for 1 other store in 16 million)."""
    return parsed.mark == mark_of(salt)


def same_words(typed: str, text: str) -> bool:
    """Tell whether a part of a recovery key, as people type it, is the part ``text``; never raises for what was typed."""
    try:
        return _read(typed) == _read(text)
    except BadRecoveryKey:
        return False


def _checksum(body: bytes) -> bytes:
    return hashlib.sha256(body).digest()[:_CHECK_BYTES]


def _read(text: str) -> list[int]:
    values = []
    for char in text:
        if char in _VALUES:
            values.append(_VALUES[char])
        # The minus sign is no dash to Unicode; tab and line end are control characters.
        elif not (char.isspace() or char == "\N{MINUS SIGN}" or unicodedata.category(char) in _PASSED_OVER):
            shown = f'"{char}"' if char.isprintable() else f"the character U+{ord(char):04X}"
            group = len(values) // _GROUP + 1
            raise BadRecoveryKey(
                f"A recovery key never holds {shown}, which stands in group {group} of what was typed: it is made of the digits "
                "0 to 9 and the letters A to Z without I, L, O and U. Compare it with the paper and try again."
            )
    return values


def _length_trouble(count: int) -> str:
    what = "short" if count < _CHARACTERS else "long"
    return (
        f"The recovery key is too {what}: it has {count} {'character' if count == 1 else 'characters'} and needs {_CHARACTERS} "
        f"({_GROUPS} groups of {_GROUP}). Type all of it, and only once."
    )


def _body(values: list[int]) -> bytes | None:
    """Return key and mark if the checksum holds."""
    number = 0
    for value in values:
        number = number << 5 | value
    whole = number.to_bytes(_BODY_BYTES + _CHECK_BYTES, "big")
    body = whole[:_BODY_BYTES]
    return body if whole[_BODY_BYTES:] == _checksum(body) else None


def _where(values: list[int]) -> str:
    """Say in words where a single slip is; empty when it was no single slip.

    About 2,000 tries of a few microseconds each: each other character at each place, neighbours swapped, groups swapped. That
    one of them fits by chance happens once in 500 million texts, and then only the hint is wrong.
    """
    for said, attempt in _near_misses(values):
        if _body(attempt) is not None:
            return said
    return ""


def _near_misses(values: list[int]) -> Iterator[tuple[str, list[int]]]:
    for place in range(_CHARACTERS):
        before, here, after = values[:place], values[place], values[place + 1 :]
        group = place // _GROUP + 1
        for other in range(len(_ALPHABET)):
            if other != here:
                yield f": one character in group {group} is wrong", [*before, other, *after]
        if after:
            next_group = (place + 1) // _GROUP + 1
            where = f"group {group}" if group == next_group else f"groups {group} and {next_group}"
            yield f": two neighbouring characters in {where} are swapped", [*before, after[0], here, *after[1:]]
    for start in range(0, _CHARACTERS - _GROUP, _GROUP):
        middle, end = start + _GROUP, start + 2 * _GROUP
        swapped = [*values[:start], *values[middle:end], *values[start:middle], *values[end:]]
        yield f": groups {start // _GROUP + 1} and {start // _GROUP + 2} are swapped", swapped
