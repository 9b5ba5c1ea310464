"""Which passwords a protected copy takes, found out before anything is written."""

from __future__ import annotations

from chronology_tui.services.errors import UsageError


def check_password(password: str) -> None:
    """Refuse a password that could not be typed again or would not protect.

    Raises:
        UsageError: only blanks, longer than readers look at, or with control characters.
    """
    from chronology_tui.report.pdf.protect import LONGEST_PASSWORD, prepared  # noqa: PLC0415 - the PDF library loads when needed

    if any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or 0xD800 <= ord(c) < 0xE000 for c in password):
        raise UsageError("The password holds a control character, which cannot be typed again reliably.")
    if not password.strip():
        raise UsageError("The password holds only blanks, so the copy would not be protected. Type another one.")
    if len(prepared(password).encode()) > LONGEST_PASSWORD:
        raise UsageError(f"The password is longer than {LONGEST_PASSWORD} bytes, which readers do not look at. Shorten it.")
