"""Choosing the pack and its options in the export dialogue; what is typed is kept, what was typed before stands there again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual import events, on
from textual.widget import Widget
from textual.widgets import Input

from chronology_tui.domain.dates import day_words
from chronology_tui.errors import ChronologyError
from chronology_tui.tui.modals.export_following import FollowingPreview
from chronology_tui.tui.modals.export_options import HINTS, PASSWORDS, PICKING, OptionChoice, OptionField, OptionList, OptionsForm
from chronology_tui.tui.modals.export_reading import defaults, suffix_of, suggested_name, with_suffix
from chronology_tui.tui.modals.pick import PickScreen
from chronology_tui.tui.widgets.choice import Opener
from chronology_tui.tui.widgets.page import Block, Page
from chronology_tui.tui.widgets.says import Says, answer
from chronology_tui.tui.working import READ_ONLY

if TYPE_CHECKING:
    from chronology_tui.services.pack_list import PackLine


class Choosing(FollowingPreview):
    """The dialogue with what can be chosen in it."""

    # ------------------------------------------------------------------ loading

    def _load(self) -> None:
        from chronology_tui.services.drafts import all_drafts  # noqa: PLC0415 - loaded behind the dialogue
        from chronology_tui.services.exports import export_records  # noqa: PLC0415 - likewise

        said = ""
        try:
            drafts = all_drafts(self._casebook)
            others = tuple(child for child in self._casebook.children() if child.id != self._child.id)
            made = {record.pack: record.as_of for record in export_records(self._casebook, self._child.id)}
        except ChronologyError as error:
            drafts, others, made, said = (), (), {}, str(error)

        def show() -> None:
            self._memory.found(drafts)
            self.form.brothers_and_sisters(others)
            self._show_packs({name: f"last made as at {day_words(day)}" for name, day in made.items()})
            self._loaded = True
            self.form.disabled = False
            self._choose(self._packs.get(self._memory.last_pack, self._pack), move=True)
            answer(self, said or (READ_ONLY if self._casebook.read_only else ""), "bad")

        self.app.call_from_thread(show)

    def _show_packs(self, made: Mapping[str, str]) -> None:
        blocks: list[Block] = []
        for line in self._packs.values():
            blocks.append(Block(line.label, "text bold", target=line.name))
            blocks.append(Block(line.holds, "mute", indent=2, target=line.name))
            if line.name in made:
                blocks.append(Block(made[line.name], "faint", indent=2, target=line.name))
        self.packs.show(blocks)
        self.packs.target = self._pack.name

    # ------------------------------------------------------------------ the pack

    @on(Page.Highlighted, "#packs")
    def _highlighted(self, event: Page.Highlighted) -> None:
        event.stop()
        if self._loaded and event.target is not None and event.target == self.packs.target != self._pack.name:
            self._choose(self._packs[event.target])

    def _choose(self, pack: PackLine, *, move: bool = False) -> None:
        from chronology_tui.services.pack_list import formats_of  # noqa: PLC0415 - loaded by now

        self._pack = pack
        if move:
            self.packs.target = pack.name
        if pack.name not in self._values:
            self._plain[pack.name] = plain = defaults(pack, self._child, self._memory.prepared_by)
            self._values[pack.name] = plain | self._memory.of(pack.name)
        self.form.fill(pack, self._values[pack.name], self._plain[pack.name])
        formats = formats_of(pack.name)
        suffix = self.suffix if self.suffix in formats else formats[0]
        self._suggest(pack.name, suffix)
        self.form.offer(formats, suffix)
        self._tell()
        self._preview_soon()

    def _suggest(self, pack: str, suffix: str) -> None:
        """Give the file the name that goes with the pack, unless the reader gave it another."""
        typed = self.out.value
        if typed.rpartition(".")[0].endswith(self._named.stem):
            folder = typed[: len(typed) - len(self._named.stem) - len(suffix_of(typed))]
            self._named = self._named.with_name(suggested_name(self._casebook, self._child, pack, suffix))
            typed = f"{folder}{self._named.name}"
        elif suffix != suffix_of(typed):
            typed = with_suffix(typed, suffix)
        self._name_file(typed)

    def _name_file(self, name: str) -> None:
        self.out.value = name
        self.out.cursor_position = len(name)

    # ------------------------------------------------------------------ the options

    @on(OptionsForm.Changed)
    def _option_changed(self, event: OptionsForm.Changed) -> None:
        event.stop()
        answer(self, "")
        if event.option in PASSWORDS:
            self._judge()
            return
        if event.option == "format":
            control = self.form.control("format")
            self._name_file(with_suffix(self.out.value, control.value))
        self._keep()

    def _keep(self) -> None:
        values = self.form.values
        self._values[self._pack.name] = values
        self._memory.typed(self._pack.name, values, self._plain[self._pack.name])
        self._tell()
        self._preview_soon()

    @on(Input.Changed, "#out")
    def _renamed(self, event: Input.Changed) -> None:
        event.stop()
        answer(self, "")
        control = self.form.control("format")
        if isinstance(control, OptionChoice) and self._loaded and control.value != self.suffix:
            control.value = self.suffix
            self._preview_soon()

    @on(Opener.Opened)
    def _opened(self, event: Opener.Opened) -> None:
        event.stop()
        if isinstance(event.opener, OptionList):
            self.action_pick(event.opener.option)

    def action_pick(self, name: str) -> None:
        """Open the list of an option."""
        options = self.form.listed(name)
        if not options or self._job is not None or not self._loaded:
            return
        title = "areas of health" if name == "areas" else "side by side"

        def picked(codes: frozenset[str] | None) -> None:
            if codes is not None:
                self.form.mark(name, sorted(codes))
                self._keep()

        self.app.push_screen(PickScreen(title, PICKING[name], options, self.form.marked(name), glyphs=self.glyphs), picked)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Say what may stand in the field."""
        self._tell(event.widget)

    def _tell(self, widget: Widget | None = None) -> None:
        widget = widget if widget is not None else self.focused
        words, role = "", "mute"
        if isinstance(widget, OptionField | OptionChoice | OptionList):
            words, role = self._about(widget.option)
        elif widget is self.out:
            words = "Where the file goes. Its ending gives the format; ctrl+s writes it."
        self.query_one("#about", Says).say(words, role)

    def _about(self, option: str) -> tuple[str, str]:
        from chronology_tui.services.pack_list import REDACTIONS  # noqa: PLC0415 - loaded by now

        reading = self._reading
        if option in reading.troubles and self.form.control(option).value.strip():
            return reading.troubles[option], "bad"
        if option in reading.said:
            return reading.said[option], "good"
        match option:
            case "redaction":
                code = self.form.control(option).value
                does = next((line.does for line in REDACTIONS if line.code == code), "")
                own = " This pack's own." if code == self._pack.redaction else ""
                return f"{does}{own}", "mute"
            case "from" | "to":
                return f"A date such as 3/4/2024, April 2024 or 6 months ago. Empty: {self._pack.period}.", "mute"
            case "decision":
                return f"Say {self._pack.question}", "mute"
        return HINTS.get(option, ""), "mute"

    # ------------------------------------------------------------------ the password

    def _judge(self) -> None:
        """Judge the password while it is typed. It goes through no argument that a worker would describe itself by."""
        typed, again = self.form.passwords
        self.form.judge("", "mute")
        if not typed:
            return
        about = (self._child.name, self._child.reference, self._child.nhs_number)

        def judge() -> None:
            from chronology_tui.services.quality import estimate  # noqa: PLC0415 - loads while somebody types

            quality = estimate(typed, about)
            said = f"{quality.word}: guessing it would take {quality.time}. {quality.warning}".strip()
            if again and again != typed:
                said = f"{said} The two differ so far."
            self.app.call_from_thread(show, said, ("bad", "bad", "look", "good", "good")[quality.score])

        def show(said: str, role: str) -> None:
            if self.is_attached and self.form.passwords == (typed, again):
                self.form.judge(said, role)

        self.run_worker(judge, thread=True, exclusive=True, group="judge", description="judge")
