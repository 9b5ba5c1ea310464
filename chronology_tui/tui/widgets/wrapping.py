"""Breaking text into lines by the cells it takes on a terminal: pure, fast for plain text, right for wide and combining text.

Lines break at blanks; a word longer than the line is broken between whole characters as a reader sees them. What comes in is any
text; what goes out holds no control character, tab or line end, and never takes more cells than asked.
"""

from __future__ import annotations

import re

from rich.cells import cell_len, split_graphemes

from chronology_tui.domain.text import visible

MIN_WIDTH = 2
"""The narrowest line: a wide character must fit."""

TAB_STOP = 4

# Everything outside these ranges may take no cell or two. The ranges are those of rich.cells plus general punctuation, whose
# dashes and quotation marks stand in nearly every letter; a test compares them with rich's own table.
_NOT_SIMPLE = re.compile("[^\n\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u2010-\u2027\u2030-\u205e\u2500-\u25fc]")
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_BLANK_LINES = re.compile("\n[ \t]*(?=\n)")


def is_simple(text: str) -> bool:
    """Whether every character takes exactly one cell (line feeds apart)."""
    return (text.isascii() and text.isprintable()) or _NOT_SIMPLE.search(text) is None


def prepare(text: str, *, compact: bool = False) -> str:
    """Return ``text`` with line feeds as its only line ends, tabs spread and everything else that steers a terminal shown.

    With ``compact``, blank lines are left out: a row of a list shows none.
    """
    if text.isascii() and text.isprintable():
        return text
    text = visible(_LINE_ENDS.sub("\n", text))
    if "\t" in text:
        text = text.expandtabs(TAB_STOP)
    return _BLANK_LINES.sub("", text).strip("\n") if compact and "\n" in text else text


def wrap(text: str, width: int) -> list[str]:
    """Return prepared ``text`` as lines of at most ``width`` cells (at least :data:`MIN_WIDTH`); one empty line for no text.

    Blanks at a break, and at either end of a line, are not kept; nothing else is left out or added.
    """
    width = max(MIN_WIDTH, width)
    if "\n" not in text:
        return _wrap_paragraph(text, width)
    return [line for paragraph in text.split("\n") for line in _wrap_paragraph(paragraph, width)]


def count_lines(text: str, width: int) -> int:
    """Return ``len(wrap(text, width))``, without building the lines where the text is simple."""
    width = max(MIN_WIDTH, width)
    if "\n" not in text:
        if len(text) <= width and is_simple(text):
            return 1
        return len(_breaks(text.strip(" "), width)) if is_simple(text) else len(_wrap_words(text, width))
    return sum(count_lines(paragraph, width) for paragraph in text.split("\n"))


def _wrap_paragraph(text: str, width: int) -> list[str]:
    if not is_simple(text):
        return _wrap_words(text, width)
    text = text.strip(" ")
    return [text] if len(text) <= width else [text[start:end] for start, end in _breaks(text, width)]


def _breaks(text: str, width: int) -> list[tuple[int, int]]:
    """Return (start, end) of each line of a simple paragraph without blanks at its ends: one search a line."""
    lines: list[tuple[int, int]] = []
    start, length = 0, len(text)
    while length - start > width:
        end = text.rfind(" ", start + 1, start + width + 1)
        if end < 0:
            end = following = start + width
        else:
            following = end + 1
            while text[end - 1] == " ":
                end -= 1
        while text[following] == " ":  # the paragraph does not end in a blank, so this stops
            following += 1
        lines.append((start, end))
        start = following
    lines.append((start, length))
    return lines


def _wrap_words(text: str, width: int) -> list[str]:
    """Wrap a paragraph that holds characters of no or two cells, word by word."""
    lines: list[str] = []
    line, used = "", 0
    for gap, word in _words(text):
        rest, size = word, cell_len(word)
        if line and used + gap + size <= width:
            line, used = line + " " * gap + word, used + gap + size
            continue
        if line:
            lines.append(line)
        while size > width:
            head, rest = _cut(rest, width)
            lines.append(head)
            size = cell_len(rest)
        line, used = rest, size
    lines.append(line)
    return lines


def _words(text: str) -> list[tuple[int, str]]:
    """Return each word with the number of blanks before it."""
    words: list[tuple[int, str]] = []
    gap = 0
    for word in text.split(" "):
        if word:
            words.append((gap, word))
            gap = 1
        else:
            gap += 1
    return words


def _cut(word: str, width: int) -> tuple[str, str]:
    """Cut a word that is too long after as many whole characters as fit."""
    # Only the first part can matter: no visible character is made of more than a few code points, save in hostile text.
    spans, _ = split_graphemes(word[: width * 8])
    used = end = 0
    for start, stop, size in spans:
        if used + size > width:
            return word[:start], word[start:]
        used, end = used + size, stop
    # Marks without a cell, by the hundred: pass them on as one piece with what they stand on.
    return word[:end], word[end:]


def fit(text: str, width: int, more: str = "…") -> str:
    """Return ``text`` on one line in at most ``width`` cells, ending in ``more`` where it had to be cut."""
    if cell_len(text) <= width:
        return text
    if width <= 0:
        return ""
    room = width - cell_len(more)
    spans, _ = split_graphemes(text)
    used = end = 0
    for _, stop, size in spans:
        if used + size > room:
            break
        used, end = used + size, stop
    return text[:end].rstrip(" ") + more


def pad(text: str, width: int) -> str:
    """Return ``text`` followed by blanks up to ``width`` cells; longer text is returned as it is."""
    return text + " " * (width - cell_len(text))
