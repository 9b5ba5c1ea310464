"""The recovery key of an open store: its text, laid out for paper, and the question whether it was written down.

Whoever has shown it asks for two of its groups back: a key that was never written down is found out before it is needed.
"""

from __future__ import annotations

import random
from collections.abc import Mapping

from chronology_tui.services.casebook import Casebook
from chronology_tui.services.passphrases import check_new_passphrase
from chronology_tui.store.recovery import encode, same_words

_IN_A_LINE = 4
"""Groups in a line of paper or screen: four lines of four."""


def recovery_key_of(casebook: Casebook) -> str:
    """Return the recovery key of an open store: 16 groups of 4 characters, joined by hyphens.

    It opens the store without the passphrase until the passphrase is changed.
    """
    with casebook.ledger.lock:
        key = casebook.ledger.database.key
        return encode(key.raw, key.salt)


def change_passphrase(casebook: Casebook, passphrase: str) -> str:
    """Give the store another passphrase and return its new recovery key; the old one is worth nothing from then on.

    Raises:
        BadPassphrase: empty, or with characters that cannot be typed again; nothing was changed.
        StoreReadOnly, StoreNotWritten, StoreInUse, StoreDamaged: the old passphrase still holds.
    """
    check_new_passphrase(passphrase)
    with casebook.ledger.lock:
        casebook.ledger.database.change_passphrase(passphrase)
    return recovery_key_of(casebook)


def key_groups(key: str) -> tuple[str, ...]:
    """Return the groups of a recovery key in order; the first is group 1."""
    return tuple(key.split("-"))


def key_lines(key: str) -> tuple[str, ...]:
    """Return a recovery key as lines for paper or screen, each group after its number."""
    numbered = [f"{n:2}  {group}" for n, group in enumerate(key_groups(key), start=1)]
    return tuple("     ".join(numbered[start : start + _IN_A_LINE]) for start in range(0, len(numbered), _IN_A_LINE))


def asked_groups(seed: int, groups: int = 16) -> tuple[int, int]:
    """Return the numbers of the two groups to ask back, such as (3, 9), the smaller first; the same for the same ``seed``."""
    first, second = sorted(random.Random(seed).sample(range(1, groups + 1), 2))  # noqa: S311 - a question, no secret
    return first, second


def confirms(key: str, typed: Mapping[int, str]) -> bool:
    """Tell whether what was typed for each group number is that group: any case, O for 0, I and L for 1, blanks passed over."""
    groups = key_groups(key)
    return bool(typed) and all(1 <= n <= len(groups) and same_words(text, groups[n - 1]) for n, text in typed.items())
