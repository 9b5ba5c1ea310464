"""Entry details: every field of one entry, in words."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content

from chronology_tui.domain.ages import corrected_age_on
from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.dates import format_date
from chronology_tui.domain.particulars import particulars
from chronology_tui.domain.records import Event
from chronology_tui.domain.vocabulary import Basis, ChildSeen, FamilyResponse, Impact
from chronology_tui.tui.glyphs import UNICODE, Glyphs
from chronology_tui.tui.modals.paged import PageScreen
from chronology_tui.tui.theme import severity_role
from chronology_tui.tui.widgets.insight import BLANK
from chronology_tui.tui.widgets.key_bar import Key, KeyBar
from chronology_tui.tui.widgets.page import Block, Page
from chronology_tui.tui.widgets.rows import Piece, head_text, severity_pieces

_LABEL = 20


def words_of(member: StrEnum) -> str:
    """Return the code of a closed list as words: "seen and spoken to"."""
    return member.value.replace("_", " ")


def entry_blocks(event: Event, chronology: Chronology, glyphs: Glyphs) -> list[Block]:
    """Return every field of an entry; a field that holds nothing says so only where its absence matters."""
    age = chronology.age_at(event.when)
    corrected = corrected_age_on(chronology.child, event.when.earliest) if event.when.earliest else None
    (severity, role), *_ = severity_pieces(event, glyphs)
    if event.severity.rated:
        role = severity_role(event.severity)
    blocks = [
        Block(head_text(event), "text bold"),
        *_pair("date", format_date(event.when)),
        *_typed(event),
        *_pair("time", "" if event.at is None else event.at.strftime("%H:%M")),
        *_pair("age", "" if age is None else age.words + (f", corrected {corrected.words}" if corrected else "")),
        *[Block(remark.text, "look", indent=_LABEL) for remark in event.when.remarks],
        Block(severity, role, (_label("severity"),)),
        *_pair("likelihood", event.likelihood.word),
        *_pair("key event", "yes" if event.key else ""),
        BLANK,
        *_pair("what happened", event.summary or "no words recorded"),
        *_pair("quote", f"“{event.quote}”" if event.quote else ""),
        *_pair("child's words", f"“{event.child_voice}”" if event.child_voice else "", "accent"),
        *_pair("child seen", _known(event.child_seen, ChildSeen.NOT_RECORDED)),
        BLANK,
        *_pair("impact", _with_note(_known(event.impact, Impact.UNKNOWN), event.impact_note)),
        *_pair("action", event.action or "not recorded"),
        *_pair("family response", _with_note(_known(event.family_response, FamilyResponse.UNKNOWN), event.response_note)),
        BLANK,
        *_pair("source", chronology.source_title(event)),
        *_pair("how it is known", _known(event.basis, Basis.NOT_KNOWN)),
        *_pair("area", event.area.label),
        *_pair("place", event.place),
        *_pair("professional", event.professional),
        *_pair("brought by", event.brought_by),
        *_pair("present", event.present),
        *_details(event),
        *_pair("handling", ", ".join(words_of(mark) for mark in event.handling)),
        *_pair("notes", event.notes),
    ]
    blocks += [BLANK, Block(event.kind.definition, "mute", (_label(event.kind.label.lower(), "mute"),))]
    return blocks


def _label(words: str, role: str = "mute") -> Piece:
    return (f"{words} ".ljust(_LABEL), role)


def _pair(label: str, words: str, role: str = "text") -> list[Block]:
    return [Block(words, role, (_label(label),))] if words else []


def _typed(event: Event) -> list[Block]:
    typed = event.when.text.strip()
    return _pair("as the source says", typed, "mute") if typed and typed != format_date(event.when) else []


def _known(member: StrEnum, unknown: StrEnum) -> str:
    return "not recorded" if member is unknown else words_of(member)


def _with_note(words: str, note: str) -> str:
    if not note:
        return words
    return note if words == "not recorded" else f"{words}: {note}"


def _details(event: Event) -> list[Block]:
    return [block for particular in particulars(event) for block in _pair(particular.label, particular.words)]


class EntryScreen(PageScreen[None]):
    """Shows one entry."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,enter", "dismiss(None)", "Back", show=False)]

    def __init__(self, event: Event, chronology: Chronology, *, glyphs: Glyphs = UNICODE) -> None:
        super().__init__(glyphs=glyphs)
        self._event = event
        self._chronology = chronology

    def compose(self) -> ComposeResult:
        """One page and its keys."""
        with Vertical(classes="dialogue") as box:
            box.border_title = Content(f" entry {self._chronology.number(self._event.id)} of {len(self._chronology.numbers)} ")
            yield Page(entry_blocks(self._event, self._chronology, self.glyphs), glyphs=self.glyphs)
            yield KeyBar([Key("up down", "scroll", "scroll"), Key("esc", "back", "dismiss(None)")], ground="panel")
