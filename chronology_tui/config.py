"""What the program remembers between runs: the store that was opened last. Nothing about a case is kept here."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_state_path

_APP = "chronology"
_LARGEST = 4096


def last_store() -> Path | None:
    """Return the path of the store that was opened last, or None."""
    try:
        with (user_state_path(_APP) / "last-store").open(encoding="utf-8") as file:
            line = file.read(_LARGEST).strip()
    except (OSError, UnicodeDecodeError):
        return None
    return Path(line) if line else None


def remember_store(path: Path) -> None:
    """Remember ``path`` as the store that was opened last; a state folder that cannot be written is no reason to stop."""
    try:
        folder = user_state_path(_APP, ensure_exists=True)
        (folder / "last-store").write_text(f"{path.absolute()}\n", encoding="utf-8")
    except OSError:
        return
