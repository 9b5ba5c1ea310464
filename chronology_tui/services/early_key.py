"""The key of a store, made from a passphrase that was given, while the program's libraries still load.

Making a key is slow on purpose and runs outside Python's lock, so on a second core it costs the reader nothing. Little may be
imported here: whoever asks for the key early has not loaded the store's libraries yet.
"""

from __future__ import annotations

from pathlib import Path
from threading import Thread

from chronology_tui.errors import ChronologyError
from chronology_tui.store.keys import StoreKey, key_of


class EarlyKey:
    """The key of the store at ``path``, in the making from the first moment on.

    That it is made early opens nothing: whoever opens the store with it waits and is counted as with the passphrase itself.
    """

    def __init__(self, path: Path, passphrase: str) -> None:
        self._path = path
        self._passphrase = passphrase
        self._key: StoreKey | None = None
        self._thread = Thread(target=self._make, name="key", daemon=True)
        self._thread.start()

    def _make(self) -> None:
        try:
            self._key = key_of(self._path, self._passphrase)
        except ChronologyError:
            self._key = None  # opening with the passphrase says what is wrong

    def secret(self) -> str | StoreKey:
        """Return the key, for the caller to keep and forget, as soon as it is made; where none can be made, the passphrase."""
        self._thread.join()
        return self._key.copy() if self._key is not None else self._passphrase

    def forget(self) -> None:
        """Overwrite the key here; from then on the passphrase is what is returned."""
        self._thread.join()
        key, self._key = self._key, None
        if key is not None:
            key.forget()
