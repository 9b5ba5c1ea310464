"""The sources of a chronology: which were checked, which could not be seen, and which entries rest on each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from textual import on
from textual.binding import Binding, BindingType

from chronology_tui.domain.dates import DateContext, format_date
from chronology_tui.domain.records import Source
from chronology_tui.domain.text import counted, fold, one_line
from chronology_tui.domain.vocabulary import SourceKind
from chronology_tui.tui.modals.record_form import Asked, FormWords, reads_date
from chronology_tui.tui.modals.records import Form, RecordsScreen
from chronology_tui.tui.widgets.insight import BLANK
from chronology_tui.tui.widgets.key_bar import Key
from chronology_tui.tui.widgets.page import Block, Page

if TYPE_CHECKING:
    from chronology_tui.domain.chronology import Chronology

_INDENT = 13
NONE_YET = "No source is recorded yet: each entry names one, and a adds one that was asked for and not seen."
_YES_NO = (("yes", "yes"), ("no", "no"))


@dataclass(frozen=True, slots=True)
class Sources:
    """The sources with the number of entries that rest on each, the most first, and the chronology."""

    counted: tuple[tuple[Source, int], ...]
    chronology: Chronology


def kind_words(code: str) -> str:
    """Return a code of a closed list as words."""
    return code.replace("_", " ")


def source_blocks(found: Sources) -> list[Block]:
    """Return each source by title with its state in a word, and below it what is known of it."""
    blocks: list[Block] = []
    for source, entries in found.counted:
        state, role = ("not seen", "look") if not source.available else ("checked", "good") if source.checked else ("", "mute")
        target = str(source.id)
        parts = (
            kind_words(source.kind),
            one_line(source.agency),
            f"reference {one_line(source.reference)}" if source.reference else "",
            f"dated {format_date(source.dated)}" if source.dated else "no date",
            counted(entries, "entry", "entries"),
        )
        lead = ((f" {state or 'not checked':<{_INDENT - 1}}", role),)
        blocks.append(Block(one_line(source.title), "text bold", lead, indent=_INDENT, target=target))
        blocks.append(Block(" · ".join(filter(None, parts)), "mute", indent=_INDENT, target=target))
        if source.notes:
            blocks.append(Block(one_line(source.notes), "mute", indent=_INDENT, target=target))
        blocks.append(BLANK)
    return blocks


class SourcesScreen(RecordsScreen[Sources]):
    """Lists the sources; answers with the entries to show."""

    TITLE = "sources"
    KEYS = (
        Key("enter", "change", "choose"),
        Key("g", "its entries", "entries"),
        Key("c", "checked", "checked"),
        Key("m", "not seen", "missing"),
        Key("a", "add", "add"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "back", "Back", show=False),
        Binding("e", "choose", "Change the source", show=False),
        Binding("a,n", "add", "Add a source", show=False),
        Binding("c", "checked", "Checked, or not after all", show=False),
        Binding("m", "missing", "Asked for and not seen, or seen after all", show=False),
        Binding("g", "entries", "Go to its entries", show=False),
    ]

    def gather(self) -> Sources:
        """Read the sources."""
        from chronology_tui.services.sources import counted_sources  # noqa: PLC0415 - loaded behind the dialogue

        found = counted_sources(self._casebook, self._child)
        ordered = sorted(found, key=lambda one: (-one[1], fold(one[0].title), one[0].id))
        return Sources(tuple(ordered), self._casebook.chronology(self._child))

    def lay_out(self, found: Sources) -> tuple[Sequence[Block], str]:
        """Show them, and how many were checked."""
        if not found.counted:
            return [], NONE_YET
        checked = sum(source.checked for source, _ in found.counted)
        missing = sum(not source.available for source, _ in found.counted)
        return source_blocks(found), f"{counted(len(found.counted), 'source')}: {checked} checked, {missing} not seen."

    @property
    def _here(self) -> Source | None:
        there = self.found.counted if self.found is not None else ()
        return next((source for source, _ in there if str(source.id) == self.page.target), None)

    # ------------------------------------------------------------------ going

    async def action_entries(self) -> None:
        """Leave for the entries that rest on the chosen source."""
        from chronology_tui.services.sources import entries_on  # noqa: PLC0415 - loaded behind the dialogue

        if await self.ready() and self.found is not None and (source := self._here) is not None:
            self.leave_for(entries_on(self.found.chronology, source.id), f"source: {one_line(source.title)}")

    # ------------------------------------------------------------------ changing

    @on(Page.Chosen)
    async def _chosen(self, event: Page.Chosen) -> None:
        event.stop()
        if await self.may_change() and (source := self._here) is not None:
            self._ask(source)

    async def action_add(self) -> None:
        """Add a source, such as one that was asked for and not seen."""
        if await self.may_change():
            self._ask(None)

    def _ask(self, source: Source | None) -> None:
        title = "add a source" if source is None else "change the source"
        place = f"form:source:{source.id}" if source else "form:source"

        def save(values: dict[str, str], draft: UUID) -> str:
            from chronology_tui.services.sources import SourceFields, save_source  # noqa: PLC0415 - as above

            typed: dict[str, Any] = values if source is not None else {"title": "", **values}
            typed |= {name: values[name] == "yes" for name in ("checked", "available") if name in values}
            fields = SourceFields(**typed)
            saved = save_source(self._casebook, source.id if source else None, fields, draft=draft)
            return f"{'Changed' if source else 'Added'}: {one_line(saved.title)}. u undoes."

        self.ask(Form(FormWords(title), place, _asked(source, DateContext(today=self._casebook.today())), save))

    async def action_checked(self) -> None:
        """Record that the entries were compared with the chosen source, or take that back."""
        await self._set(lambda source: {"checked": not source.checked, **({} if source.checked else {"available": True})})

    async def action_missing(self) -> None:
        """Record that the chosen source was asked for and could not be seen, or take that back."""
        await self._set(lambda source: {"available": not source.available, **({"checked": False} if source.available else {})})

    async def _set(self, flags: Callable[[Source], dict[str, bool]]) -> None:
        if not await self.may_change() or (source := self._here) is None:
            return

        def save() -> str:
            from chronology_tui.services.sources import SourceFields, save_source  # noqa: PLC0415 - as above

            wanted = flags(source)
            fields = SourceFields(checked=wanted.get("checked"), available=wanted.get("available"))
            saved = save_source(self._casebook, source.id, fields)
            state = "asked for and not seen" if not saved.available else "checked" if saved.checked else "not checked"
            return f"{one_line(saved.title)}: {state}. u undoes."

        self.change(save)


def _asked(source: Source | None, dates: DateContext) -> list[Asked]:
    kinds = tuple((kind.value, kind_words(kind)) for kind in SourceKind)
    dated = format_date(source.dated) if source is not None and source.dated is not None else ""
    return [
        Asked("title", "title", source.title if source else "", "As it is cited, such as Clinic letter 3 June 2024."),
        Asked("kind", "kind", source.kind if source else SourceKind.OTHER, "What kind of document or contact.", kinds),
        Asked("agency", "who wrote it", source.agency if source else "", "The agency, practice or team that wrote it."),
        Asked("dated", "date on it", dated, reads=reads_date(dates)),
        Asked("reference", "its reference", source.reference if source else "", "Its own reference or file number."),
        Asked("checked", "checked", _yes(source is not None and source.checked), "Compared with the entries?", _YES_NO),
        Asked("available", "could be seen", _yes(source is None or source.available), "No: asked for and not seen.", _YES_NO),
        Asked("notes", "notes", source.notes if source else "", "Anything else, such as when it was asked for."),
    ]


def _yes(flag: bool) -> str:  # noqa: FBT001 - what is said of it
    return "yes" if flag else "no"
