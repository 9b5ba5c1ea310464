"""The options of an export: what goes in, for whom and why, how it looks, and the protected copy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from chronology_tui.domain.kinds import Area
from chronology_tui.domain.records import Child
from chronology_tui.tui.glyphs import UNICODE, Glyphs
from chronology_tui.tui.modals.export_reading import APART, FIELDS, NO, YES
from chronology_tui.tui.widgets.choice import Choice, Opener
from chronology_tui.tui.widgets.plain_input import PlainInput
from chronology_tui.tui.widgets.says import Says

if TYPE_CHECKING:
    from chronology_tui.services.pack_list import PackLine

LABELS = {
    "format": "format",
    "from": "entries from", "to": "entries to", "areas": "areas of health", "siblings": "side by side",
    "key_only": "key entries only", "numbering": "numbers", "redaction": "redaction",
    "recipient": "for", "purpose": "why it is shared", "basis": "lawful basis", "prepared_by": "prepared by",
    "decision": "decision", "marking": "marking", "page_cap": "page limit", "large": "large print",
    "password": "password", "again": "the same again",
}  # fmt: skip
GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("WHAT GOES IN", ("format", "from", "to", "areas", "siblings", "key_only", "numbering", "redaction")),
    ("FOR WHOM AND WHY", ("decision", "recipient", "purpose", "basis", "prepared_by")),
    ("HOW IT LOOKS", ("marking", "page_cap", "large")),
    ("PROTECTED COPY", ("password", "again")),
)
"""The fields in order, in groups."""
PASSWORDS = ("password", "again")
FORMATS = {
    ".pdf": "pdf: pages to read, print and check", ".docx": "docx: a Word document",
    ".md": "md: plain words with headings", ".txt": "txt: plain words",
    ".csv": "csv: a table of the entries", ".xlsx": "xlsx: a workbook of the entries",
    ".json": "json: the whole record, for another store",
}  # fmt: skip
NUMBERS = (
    ("", "as the pack has them"), ("record", "those of the whole chronology"), ("document", "1, 2, 3 in this document"),
)  # fmt: skip
HINTS = {
    "format": "Left and right choose. The ending of the file's name follows.",
    "areas": "Space opens the list. Nothing marked means all.",
    "siblings": "Space opens the list of the other children of this store. Their entries stand beside this child's.",
    "key_only": "Only key entries are listed, and those that the document names.",
    "numbering": "Which number an entry bears.",
    "recipient": "Who it is for; kept in the record of exports.",
    "purpose": "Why it is shared; kept in the record of exports.",
    "basis": "The lawful basis for sharing, as it stands in the document and in the record of exports.",
    "prepared_by": "Name, role and agency.",
    "marking": "Stands on every page. Empty for none.",
    "page_cap": "Most pages that the reader accepts. More are told, not cut.",
    "large": "Set in large print.",
    "password": "Also makes a copy of the PDF that opens with this only. Empty for none. It is kept nowhere.",
    "again": "The same password once more.",
}
PICKING = {
    "areas": "Only these are spoken of. Nothing marked means all.",
    "siblings": "Their entries stand beside this child's, seen by the same rules of sharing.",
}


class OptionField(PlainInput):
    """One field of the options that is typed."""

    def __init__(self, name: str, value: str = "", placeholder: str = "") -> None:
        super().__init__(value, placeholder=placeholder, password=name in PASSWORDS, id=f"opt-{name}")
        self.option = name


class OptionChoice(Choice):
    """One field of the options that is chosen."""

    def __init__(self, name: str, options: Sequence[tuple[str, str]], value: str, *, glyphs: Glyphs) -> None:
        super().__init__(options, value, glyphs=glyphs, id=f"opt-{name}")
        self.option = name


class OptionList(Opener):
    """One field of the options that is picked from a list; its value is codes parted by commas."""

    def __init__(self, name: str, *, glyphs: Glyphs) -> None:
        super().__init__("", glyphs=glyphs, id=f"opt-{name}")
        self.option = name
        self.codes: tuple[str, ...] = ()

    @property
    def value(self) -> str:
        """The codes."""
        return APART.join(self.codes)


OptionControl = OptionField | OptionChoice | OptionList


class OptionsForm(VerticalScroll, can_focus=False):
    """The options of one pack."""

    DEFAULT_CSS = """
    OptionsForm { background: $panel; scrollbar-size-vertical: 1; }
    OptionsForm Choice, OptionsForm Opener { width: 1fr; }
    """

    @dataclass
    class Changed(Message):
        """The reader changed an option."""

        option: str

    def __init__(self, *, glyphs: Glyphs = UNICODE, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.glyphs = glyphs
        self._seen: dict[str, str] = {}
        """What stands in each typed field, as far as it was told."""
        self._siblings: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        """The fields in their groups."""
        from chronology_tui.services.pack_list import REDACTIONS  # noqa: PLC0415 - loaded when the dialogue opens

        yes_no = ((NO, "no"), (YES, "yes"))
        choices = {
            "format": tuple(FORMATS.items()), "key_only": yes_no, "large": yes_no, "numbering": NUMBERS,
            "redaction": tuple((line.code, line.label) for line in REDACTIONS),
        }  # fmt: skip
        places = {"from": "the pack's own period", "to": "today", "marking": "none", "page_cap": "none", "password": "none"}
        for n, (title, names) in enumerate(GROUPS):
            yield Says(title, "accent bold", id=f"group-{n}").add_class("group", *(("first",) if n == 0 else ()))
            for name in names:
                with Horizontal(classes="row", id=f"row-{name}"):
                    yield Says(LABELS[name], "mute")
                    if name in choices:
                        yield OptionChoice(name, choices[name], choices[name][0][0], glyphs=self.glyphs)
                    elif name in {"areas", "siblings"}:
                        yield OptionList(name, glyphs=self.glyphs)
                    else:
                        yield OptionField(name, placeholder=places.get(name, ""))
        yield Says(id="quality")

    def on_resize(self) -> None:
        """Keep the field that has the focus in sight."""
        focused = self.screen.focused
        if focused is not None and self in focused.ancestors:
            self.call_after_refresh(focused.scroll_visible, animate=False)

    def control(self, name: str) -> OptionControl:
        """Return the control of an option."""
        found = self.query_one(f"#opt-{name}")
        if not isinstance(found, OptionField | OptionChoice | OptionList):
            raise TypeError(name)
        return found

    @property
    def controls(self) -> list[Widget]:
        """The controls that can be reached, in order."""
        found = [self.control(name) for _, names in GROUPS for name in names]
        return [control for control in found if control.parent is not None and control.parent.display]

    # ------------------------------------------------------------------ filling and reading

    def fill(self, pack: PackLine, values: Mapping[str, str], plain: Mapping[str, str]) -> None:
        """Show the options of a pack as they were left; in place of a choice that is none any more, what it begins with."""
        for name in FIELDS:
            control = self.control(name)
            if isinstance(control, OptionList):
                self.mark(name, [code for code in values[name].split(APART) if code])
            elif isinstance(control, OptionChoice):
                control.value = values[name] if values[name] in control.offered else plain[name]
            else:
                self._seen[name] = values[name]
                control.value = values[name]
        period = self.control("from")
        if isinstance(period, OptionField):
            period.placeholder = pack.period
        cap = self.control("page_cap")
        if isinstance(cap, OptionField):
            cap.placeholder = "none" if pack.page_cap is None else f"{pack.page_cap}, the pack's own"
        recipient = self.control("recipient")
        if isinstance(recipient, OptionField):
            recipient.placeholder = pack.recipient
        self.query_one("#row-decision").display = bool(pack.question)

    def offer(self, formats: Sequence[str], chosen: str) -> None:
        """Offer the formats of a pack."""
        control = self.control("format")
        if isinstance(control, OptionChoice):
            control.offer([(suffix, FORMATS[suffix]) for suffix in formats])
            control.value = chosen

    def brothers_and_sisters(self, others: Sequence[Child]) -> None:
        """Offer the other children of the store; without any there is nothing to choose."""
        self._siblings = {str(child.id): child.name for child in others}
        self.query_one("#row-siblings").display = bool(others)
        self.mark("siblings", [code for code in self.marked("siblings") if code in self._siblings])

    def listed(self, name: str) -> list[tuple[str, str]]:
        """Return what there is to pick from for an option, as pairs of code and words."""
        if name == "areas":
            return [(area.value, area.label) for area in Area]
        return list(self._siblings.items())

    def marked(self, name: str) -> tuple[str, ...]:
        """Return the codes that are marked."""
        control = self.control(name)
        return control.codes if isinstance(control, OptionList) else ()

    def mark(self, name: str, codes: Sequence[str]) -> None:
        """Mark codes, in the order of the list."""
        control = self.control(name)
        if not isinstance(control, OptionList):
            return
        options = self.listed(name)
        control.codes = tuple(code for code, _ in options if code in codes)
        words = [words for code, words in options if code in codes]
        control.show(", ".join(words) or ("all" if name == "areas" else "nobody"))

    @property
    def values(self) -> dict[str, str]:
        """What stands in the fields, the password apart."""
        return {name: self.control(name).value for name in FIELDS}

    @property
    def passwords(self) -> tuple[str, str]:
        """What is typed as the password, and once more."""
        return self.control("password").value, self.control("again").value

    def forget_password(self) -> None:
        """Forget what was typed as the password."""
        for name in PASSWORDS:
            control = self.control(name)
            if isinstance(control, OptionField):
                control.value = ""

    def judge(self, words: str, role: str) -> None:
        """Say how good the password is."""
        self.query_one("#quality", Says).say(words, role)

    # ------------------------------------------------------------------ what the reader does

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        field = event.input
        if isinstance(field, OptionField) and field.value != self._seen.get(field.option, ""):
            self._seen[field.option] = field.value
            self.post_message(self.Changed(field.option))

    @on(Choice.Changed)
    def _chosen(self, event: Choice.Changed) -> None:
        event.stop()
        if isinstance(event.choice, OptionChoice):
            self.post_message(self.Changed(event.choice.option))
