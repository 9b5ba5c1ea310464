"""What the typed line remembers: lines that can be recalled, and the draft that each unsaved one is kept in. Pure, no screen."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID, uuid4


class LineMemory:
    """The lines of one run, the oldest first.

    Attributes:
        draft: of the words that stand in the line.
    """

    def __init__(self) -> None:
        self.draft = uuid4()
        self._lines: list[str] = []
        self._set_aside: dict[str, UUID] = {}
        """Lines that are not saved and can be recalled, with their drafts."""
        self._at: int | None = None
        """Place of the line that was recalled last, None when none stands in the line."""

    def next_draft(self) -> UUID:
        """Give the words that come next a draft of their own, and return that of the words before."""
        before, self.draft = self.draft, uuid4()
        self._set_aside = {text: draft for text, draft in self._set_aside.items() if draft != before}
        return before

    def draft_of(self, text: str) -> UUID:
        """Return the draft that keeps a line already, or the one of the words that stand in the line."""
        return self._set_aside.get(text, self.draft)

    def keep(self, text: str) -> None:
        """Let a line be recalled; the next recall starts from the latest."""
        if text.strip() and text not in self._lines[-1:]:
            self._lines.append(text)
        self._at = None

    def set_aside(self, text: str, draft: UUID) -> None:
        """Note the draft of a line that is not saved."""
        self._set_aside[text] = draft

    def bring_back(self, drafts: Iterable[tuple[str, UUID]]) -> None:
        """Take over lines of an earlier run that were not saved."""
        for text, draft in drafts:
            if text in self._lines:
                self._lines.remove(text)
            self._lines.append(text)
            self._set_aside[text] = draft

    def latest(self) -> str:
        """Return the latest line, which is thereby recalled; there must be one."""
        self._at = len(self._lines) - 1
        return self._lines[-1]

    def recall(self, by: int, typed: str) -> str | None:
        """Return an earlier or later line, empty past the latest; None when there is none. ``typed`` is kept among them."""
        if not self._lines or (self._at is None and by > 0):
            return None
        at = len(self._lines) - 1 if self._at is None else self._at + by
        if typed.strip() and (typed not in self._lines or typed in self._set_aside):
            if typed not in self._lines:
                self._lines.append(typed)
            self._set_aside[typed] = self.next_draft()
        if at >= len(self._lines):
            self._at = None
            return ""
        self._at = max(0, at)
        return self._lines[self._at]
