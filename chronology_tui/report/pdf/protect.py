"""A copy of a file that opens only with a password: AES-256, revision 6 (ISO 32000-2, 7.6), tags and check code kept.

It is a copy because PDF/A forbids encryption; the copy no longer claims to be PDF/A, and stays PDF/UA.
"""

from __future__ import annotations

import secrets
import unicodedata
from typing import BinaryIO

LONGEST_PASSWORD = 127
"""Most bytes of a password in UTF-8 that readers take into account (ISO 32000-2, 7.6.4.3.3)."""
_ARCHIVE_CLAIM = b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>"


class PasswordRefusedError(ValueError):
    """A password that would not protect: empty, only blanks, or longer than readers look at. The message is one plain line."""


def prepared(password: str) -> str:
    """Return a password as readers prepare it, so that it opens the file however it is typed (a part of RFC 4013)."""
    return unicodedata.normalize("NFKC", password)


def protect(source: BinaryIO, out: BinaryIO, password: str) -> None:
    """Write a copy of the PDF in ``source`` to ``out`` that opens only with ``password``.

    Metadata are encrypted too. Whoever has the password may print, and programs may read the text out and take it over;
    changing is not allowed to readers that heed it. Two copies never have the same bytes, since the key is drawn by chance.

    Args:
        source: a file that this program wrote, at its start; must allow seeking.
        out: where the copy goes; must allow seeking and reading.
        password: up to 127 bytes in UTF-8.

    Raises:
        PasswordRefusedError: the password is empty or too long; nothing is written.
    """
    import pikepdf  # noqa: PLC0415 - only needed here, and large

    password = prepared(password)
    if not password.strip():
        raise PasswordRefusedError("No password was given, so the copy would open for everybody: give one.")
    if len(password.encode()) > LONGEST_PASSWORD:
        raise PasswordRefusedError(
            f"The password is longer than {LONGEST_PASSWORD} bytes, which readers do not look at: shorten it."
        )
    allow = pikepdf.Permissions(
        accessibility=True,
        extract=True,
        print_lowres=True,
        print_highres=True,
        modify_annotation=False,
        modify_assembly=False,
        modify_form=False,
        modify_other=False,
    )
    # A second password that nobody knows: with the same one as both, readers would take everybody for the owner.
    owner = secrets.token_urlsafe(32)
    encryption = pikepdf.Encryption(owner=owner, user=password, R=6, aes=True, metadata=True, allow=allow)
    with pikepdf.open(source) as pdf:
        packet = pdf.Root["/Metadata"]
        packet.write(packet.read_bytes().replace(_ARCHIVE_CLAIM, b""))
        pdf.save(
            out,
            encryption=encryption,
            fix_metadata_version=False,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
        )
