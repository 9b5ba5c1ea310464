"""What the form of an entry says while it is typed in: dates, words, the pattern effect, the remarks of the check."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import work
from textual.timer import Timer
from textual.widget import Widget
from textual.worker import get_current_worker

from chronology_tui.domain.ages import age_on
from chronology_tui.domain.dates import DateContext, DateRefused, UncertainDate, parse_date
from chronology_tui.domain.dates.format import weekday_date
from chronology_tui.domain.kinds import Kind, kind_for
from chronology_tui.domain.records import Event
from chronology_tui.domain.records.event import SUMMARY_ADVISED_WORDS
from chronology_tui.domain.text import clean, counted, one_line
from chronology_tui.errors import ChronologyError
from chronology_tui.services.entry_forms import EntryForm
from chronology_tui.tui.glyphs import UNICODE, Glyphs
from chronology_tui.tui.modals.entry_fields import FormField, ListField
from chronology_tui.tui.modals.entry_frame import FrameScreen
from chronology_tui.tui.modals.entry_rows import Rows
from chronology_tui.tui.modals.entry_words import column_named, label_of, mended
from chronology_tui.tui.widgets.says import Says

if TYPE_CHECKING:
    from chronology_tui.analysis.quality import QualityIssue
    from chronology_tui.services import Casebook
    from chronology_tui.services.entry_preview import EntryPreview

REST = 0.35
"""Seconds without a key before the effect on patterns is asked for."""
_AHEAD = frozenset({"due"})
"""Dates that may lie ahead."""
_DATES = frozenset({"date", "due", "done", "onset"})
_FEW_REMARKS, _MANY_REMARKS = 1, 4


class ReadingForm(FrameScreen):
    """A form that says how it is understood."""

    def __init__(
        self, casebook: Casebook, form: EntryForm, *, previous: UncertainDate | None = None, glyphs: Glyphs = UNICODE
    ) -> None:
        super().__init__(form, glyphs=glyphs)
        self._casebook = casebook
        self._event: Event | None = form.event
        """The entry as the form was filled from it."""
        self._previous = previous
        self._says_now: dict[str, str] = {}
        """What the record says of columns that were changed elsewhere and are changed here too."""
        self._remarks: tuple[QualityIssue, ...] = ()
        self._at_remark = -1
        self._rest: Timer | None = None
        self._previewing = False
        self._again = False

    @property
    def changed(self) -> dict[str, str]:
        """The columns that say something else than the record does."""
        raise NotImplementedError  # abstract: each subclass has its own; Textual's metaclass takes no ABC

    @property
    def wanted(self) -> dict[str, str]:
        """What is to be saved."""
        raise NotImplementedError  # abstract: each subclass has its own; Textual's metaclass takes no ABC

    # ------------------------------------------------------------------ dates

    @property
    def _dates(self) -> DateContext:
        """What the reading of a date may lean on."""
        dates = self.form.around.dates
        event = self._event
        previous = event.when if event is not None else self._previous
        return dates if previous is None or previous.is_undated else replace(dates, previous=previous)

    def read_date(self, typed: str, column: str = "date") -> UncertainDate:
        """Read a date as saving will.

        Raises:
            DateRefused: it cannot be read.
        """
        dates = self._dates
        if column == "date":
            return parse_date(clean(typed), dates)
        if column == "done" or (column == "due" and isinstance(getattr(self.field, "group", None), Rows)):
            dates = replace(dates, previous=self._when() or dates.previous)
        return parse_date(clean(typed), replace(dates, planned=column in _AHEAD))

    def _when(self) -> UncertainDate | None:
        field = self.field_of("date")
        try:
            when = self.read_date(field.text) if field is not None and field.text.strip() else None
        except DateRefused:
            return None
        return None if when is None or when.is_undated else when

    def date_words(self, typed: str, column: str = "date") -> tuple[str, str]:
        """Return how a date is read, with what was repaired in it, and the role of these words."""
        if not typed.strip():
            return ("Type a date, or undated where the source gives none.", "mute") if column == "date" else ("", "mute")
        if column == "date" and self._event is not None and typed.strip() == self.form.values["date"].strip():
            when = self._event.when
        else:
            try:
                when = self.read_date(typed, column)
            except (DateRefused, ValueError) as refused:
                return one_line(getattr(refused, "reason", str(refused))), "bad"
        birth = self.form.around.chronology.child.birth
        age = age_on(birth, when.earliest).short if birth is not None and when.earliest is not None else ""
        said = " · ".join(filter(None, (weekday_date(when), age)))
        looks = any(remark.needs_a_look for remark in when.remarks)
        return " ".join((f"{said}.", *(one_line(remark.text) for remark in when.remarks))), "look" if looks else "good"

    # ------------------------------------------------------------------ about the field

    def tell_about(self, field: FormField) -> None:
        """Say what may stand in a field, or how what stands in it is read."""
        column = field.spec.column
        words, role = self._about(field, column)
        if column in self._says_now and field.group is None:
            words, role = f"The record says now: {one_line(self._says_now[column]) or 'nothing'}. {words}", "look"
        self.query_one("#about", Says).say(words, role)
        if isinstance(field, Widget) and column == "summary":
            self.count_words()

    def _about(self, field: FormField, column: str) -> tuple[str, str]:
        if column in _DATES:
            words, role = self.date_words(field.text, column)
            return (words, role) if words else (field.spec.hint, "mute")
        if column == "kind":
            return self._kind_words(field.text)
        if isinstance(field, ListField):
            hint = field.spec.hint
            if column == "severity":
                kind = kind_for(self._kind_text()) or Kind.NOTE
                hint += f" Suggested for this kind: {kind.suggested_severity.word}." if kind.suggested_severity.rated else ""
            said = f"{field.words}: {field.meaning}" if field.value and field.meaning else ""
            return " ".join(filter(None, (said, hint))), "mute"
        return field.spec.hint, "mute"

    def _kind_words(self, typed: str) -> tuple[str, str]:
        if not typed.strip():
            return "Type a word of the kind, such as brought, seen, weight. Empty is a note.", "mute"
        kind = kind_for(typed)
        return (f"{kind.label} ({kind.area.label.lower()}). {kind.definition}", "good") if kind else (
            "Not a kind that is known: choose one of the list.", "bad",
        )  # fmt: skip

    def count_words(self) -> None:
        """Say how many words the summary has."""
        field = self.field_of("summary")
        words = len(field.text.split()) if field is not None else 0
        many = words > SUMMARY_ADVISED_WORDS
        said = f"{counted(words, 'word')}; at most {SUMMARY_ADVISED_WORDS} are advised." if words else ""
        self.query_one("#counted", Says).say(said, "look" if many else "mute")

    # ------------------------------------------------------------------ effect and remarks

    def preview_soon(self) -> None:
        """Ask what the entry would do once typing rests."""
        if self._rest is not None:
            self._rest.stop()
        self._rest = self.set_timer(REST, self.preview)

    def preview(self) -> None:
        """Ask what the entry would do, once what was asked before is answered."""
        self._rest = None
        if self._previewing:
            self._again = True
            return
        self._previewing = True
        self._ask(self.wanted, self._event, self._previous)

    @work(thread=True, group="preview")
    def _ask(self, values: Mapping[str, str], seen: Event | None, previous: UncertainDate | None) -> None:
        from chronology_tui.services.entry_preview import EntryPreview, preview_entry  # noqa: PLC0415 - behind the form

        try:
            found = preview_entry(self._casebook, self.form.around.chronology.child.id, values, seen=seen, previous=previous)
        except ChronologyError as error:
            found = EntryPreview(refused=str(error))
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._previewed, found)

    def _previewed(self, found: EntryPreview) -> None:
        self._previewing = False
        if not self.is_attached or not self.query("#effect"):  # it is being taken away
            return
        if self._again:
            self._again = False
            self.preview()
        self._remarks = found.remarks
        self._at_remark = -1
        effect = self.query_one("#effect", Says)
        if found.refused:
            effect.say(f"Not to be saved yet. {mended(found.refused)}" if self.changed else "", "mute")
        else:
            effect.say(one_line(found.effect), "accent")
        self._say_remarks()

    def _say_remarks(self) -> None:
        remarks = self._remarks
        most = _MANY_REMARKS if self.has_class("-tall") else _FEW_REMARKS
        start = max(0, self._at_remark) if most == 1 else 0
        lines = [
            f"{label_of(one.place) if one.place else 'entry'}: {one_line(one.reason)}" for one in remarks[start : start + most]
        ]
        if len(remarks) > most:
            lines[0] = f"{start + 1} of {len(remarks)} remarks (F3): {lines[0]}"
        self.query_one("#remarks", Says).say("\n".join(lines), "look")

    def action_remark(self) -> None:
        """Go to the field that the next remark of the quality check is about."""
        if not self._remarks:
            return
        self._at_remark = (self._at_remark + 1) % len(self._remarks)
        self._say_remarks()
        self.go_to(self._remarks[self._at_remark].place)

    def go_to(self, place: str) -> None:
        """Put the focus into the field of a column; nothing where there is none."""
        found = self.field_of(place)
        field = next(found.fields(), None) if isinstance(found, Rows) else found
        if field is not None and field in self.fields:
            self.go(field)

    def go_to_refused(self, refusal: str) -> None:
        """Put the focus into the field that a refusal names."""
        self.go_to(column_named(refusal.partition(":")[0]))

    def mark_conflicts(self, now: Mapping[str, str], columns: Sequence[str]) -> None:
        """Remember what the record says of columns that are changed here and were changed elsewhere."""
        self._says_now = {column: now[column] for column in columns}
