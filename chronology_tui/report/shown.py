"""The one gate between the text of a report and a file of words: nothing invisible, nothing that XML forbids."""

from __future__ import annotations

import re

from chronology_tui.domain.text import visible

_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# Code points that no XML 1.0 file may hold, beyond the controls that ``visible`` has already drawn.
_NOT_XML = re.compile("[\ufffe\uffff]")


def shown(text: str) -> str:
    """Return ``text`` as a reader shall see it: one kind of line end, controls and direction overrides as visible signs.

    What is returned holds no control character but line ends and tabs, no lone surrogate, and nothing that XML 1.0 forbids.
    """
    if text.isascii() and text.isprintable():
        return text
    return _NOT_XML.sub("\ufffd", visible(_LINE_ENDS.sub("\n", text)))
