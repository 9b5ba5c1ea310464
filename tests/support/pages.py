"""The pages of a store as they lie on the disk, decrypted without SQLCipher: freed pages and the gaps in pages too.

SQLCipher 4 (https://www.zetetic.net/sqlcipher/design/): pages of 4096 bytes, each with 80 bytes at its end, of which the first 16
are the initial vector of AES-256 in CBC mode; the first 16 bytes of the file are the salt. AES by FIPS 197, slow and plain.
"""

from __future__ import annotations

from pathlib import Path

PAGE = 4096
RESERVED = 80
SALT = 16


def _gf(a: int, b: int) -> int:
    product = 0
    while b:
        product ^= a if b & 1 else 0
        a = (a << 1) ^ (0x11B if a & 0x80 else 0)
        b >>= 1
    return product


def _sbox() -> list[int]:
    box = [0x63] * 256
    for value in range(1, 256):
        inverse = next(other for other in range(1, 256) if _gf(value, other) == 1)
        rotated = [((inverse << n) | (inverse >> (8 - n))) & 0xFF for n in range(5)]
        box[value] = rotated[0] ^ rotated[1] ^ rotated[2] ^ rotated[3] ^ rotated[4] ^ 0x63
    return box


_BOX = _sbox()
_BACK = [_BOX.index(value) for value in range(256)]
_TIMES = {factor: [_gf(value, factor) for value in range(256)] for factor in (9, 11, 13, 14)}
_FROM = [(4 * ((column - row) % 4)) + row for column in range(4) for row in range(4)]
"""Where each byte of a block comes from when its rows are shifted back."""


def round_keys(key: bytes) -> list[list[int]]:
    words = [list(key[n : n + 4]) for n in range(0, 32, 4)]
    constant = 1
    for n in range(8, 60):
        word = list(words[-1])
        if n % 8 == 0:
            word = [_BOX[byte] for byte in (*word[1:], word[0])]
            word[0] ^= constant
            constant = _gf(constant, 2)
        elif n % 8 == 4:
            word = [_BOX[byte] for byte in word]
        words.append([a ^ b for a, b in zip(word, words[-8], strict=True)])
    return [[byte for word in words[n : n + 4] for byte in word] for n in range(0, 60, 4)]


def decrypt_block(block: bytes, keys: list[list[int]]) -> list[int]:
    nine, eleven, thirteen, fourteen = (_TIMES[factor] for factor in (9, 11, 13, 14))
    state = [a ^ b for a, b in zip(block, keys[14], strict=True)]
    for number in range(13, -1, -1):
        key = keys[number]
        state = [_BACK[state[_FROM[n]]] ^ key[n] for n in range(16)]
        if number:
            mixed: list[int] = []
            for n in (0, 4, 8, 12):
                a, b, c, d = state[n : n + 4]
                mixed += (
                    fourteen[a] ^ eleven[b] ^ thirteen[c] ^ nine[d],
                    nine[a] ^ fourteen[b] ^ eleven[c] ^ thirteen[d],
                    thirteen[a] ^ nine[b] ^ fourteen[c] ^ eleven[d],
                    eleven[a] ^ thirteen[b] ^ nine[c] ^ fourteen[d],
                )
            state = mixed
    return state


def decrypted(path: Path, key: bytes) -> bytes:
    """Return what the pages of the store at ``path`` hold, in the order of the file, without salt and reserved bytes."""
    keys = round_keys(key)
    data = path.read_bytes()
    plain = bytearray()
    for start in range(0, len(data), PAGE):
        page = data[start : start + PAGE]
        before = page[PAGE - RESERVED : PAGE - RESERVED + 16]
        for at in range(SALT if start == 0 else 0, PAGE - RESERVED, 16):
            block = page[at : at + 16]
            plain += bytes(a ^ b for a, b in zip(decrypt_block(block, keys), before, strict=True))
            before = block
    return bytes(plain)
