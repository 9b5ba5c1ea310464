"""The key of a store: 32 raw bytes made from the passphrase and the salt in the file's first 16 bytes.

The derivation is SQLCipher 4's own (PBKDF2 with HMAC-SHA512, 256,000 rounds: https://www.zetetic.net/sqlcipher/design/), done
here so that the passphrase itself is needed once, at unlocking, and the raw key can be kept, handed out as a recovery key, used
for backups, and forgotten when the store is locked.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import unicodedata
from pathlib import Path
from typing import Self

from chronology_tui.store.errors import NotAStore, StoreMissing, WrongPassphrase

ROUNDS = 256_000
KEY_BYTES = 32
SALT_BYTES = 16
_PAGE = 4096
"""Page size of SQLCipher 4, bytes: an intact store is a whole number of pages."""
_PLAIN_HEADER = b"SQLite format 3\x00"


class StoreKey:
    """The raw key of one store. :meth:`forget` overwrites it.

    Python may have made copies that cannot be reached; forgetting narrows what an image of the memory shows, no more.
    """

    def __init__(self, key: bytes, salt: bytes) -> None:
        if len(key) != KEY_BYTES or len(salt) != SALT_BYTES:
            raise ValueError(f"a key has {KEY_BYTES} bytes and a salt {SALT_BYTES}")
        self._key = bytearray(key)
        self.salt = salt

    @classmethod
    def derive(cls, passphrase: str, salt: bytes) -> Self:
        """Return the key that ``passphrase`` (as Unicode NFC) makes with ``salt``; takes about a tenth of a second on purpose."""
        words = unicodedata.normalize("NFC", passphrase).encode()
        return cls(hashlib.pbkdf2_hmac("sha512", words, salt, ROUNDS, KEY_BYTES), salt)

    @property
    def raw(self) -> bytes:
        """The 32 bytes.

        Raises:
            ValueError: the key was forgotten.
        """
        if not self._key:
            raise ValueError("the key was forgotten")
        return bytes(self._key)

    @property
    def words(self) -> str:
        """The value of ``PRAGMA key`` and ``PRAGMA rekey``: key and salt as a blob literal."""
        return f"\"x'{self.raw.hex()}{self.salt.hex()}'\""

    def copy(self) -> Self:
        """Return the same key, forgotten apart from this one."""
        return type(self)(self.raw, self.salt)

    def forget(self) -> None:
        """Overwrite the key; again does nothing."""
        for n in range(len(self._key)):
            self._key[n] = 0
        self._key.clear()


def new_salt() -> bytes:
    """Return the salt of a new store."""
    return secrets.token_bytes(SALT_BYTES)


def salt_of(path: Path) -> bytes:
    """Return the salt of the store at ``path``, refusing what cannot be a store before any key is tried.

    Raises:
        StoreMissing: there is no file.
        NotAStore: the file cannot be a store, whatever the passphrase.
    """
    try:
        with path.open("rb") as file:
            head = file.read(SALT_BYTES)
            size = file.seek(0, os.SEEK_END)
    except FileNotFoundError:
        raise StoreMissing(path) from None
    except IsADirectoryError:
        raise NotAStore(path, "it is a directory") from None
    except OSError as error:
        raise NotAStore(path, f"it cannot be read ({error.strerror})") from None
    if size == 0:
        raise NotAStore(path, "the file is empty")
    if head == _PLAIN_HEADER:
        raise NotAStore(path, "it is an SQLite file without encryption")
    if size % _PAGE:
        raise NotAStore(path, "it is cut short or another kind of file")
    return head


def key_of(path: Path, secret: str | StoreKey) -> StoreKey:
    """Return the key of the store at ``path`` that a passphrase makes; a key given is returned as it is.

    Raises:
        StoreMissing, NotAStore: see :func:`salt_of`.
        WrongPassphrase: the cipher takes no empty passphrase and no NUL, so neither can be that of a store.
    """
    salt = salt_of(path)
    if isinstance(secret, StoreKey):
        return secret
    if not secret or "\x00" in secret:
        raise WrongPassphrase(path)
    return StoreKey.derive(secret, salt)


def store_mark(salt: bytes) -> str:
    """Return 16 hexadecimal digits that name a store across passphrases, backups and places; they tell nothing about its key."""
    return hashlib.sha256(b"chronology store" + salt).hexdigest()[:16]
