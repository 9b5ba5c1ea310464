"""The thresholds in force: each with its value, where it comes from and the rule that uses it, and what a change would do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from textual import on
from textual.binding import Binding, BindingType

from chronology_tui.domain.text import counted, one_line
from chronology_tui.errors import ChronologyError, UsageError
from chronology_tui.tui.modals.record_form import Asked, FormWords
from chronology_tui.tui.modals.records import Form, RecordsScreen
from chronology_tui.tui.widgets.insight import BLANK, heading
from chronology_tui.tui.widgets.key_bar import Key
from chronology_tui.tui.widgets.page import Block, Page
from chronology_tui.tui.widgets.says import answer

if TYPE_CHECKING:
    from chronology_tui.analysis.finding import Finding
    from chronology_tui.analysis.limits import Limit
    from chronology_tui.analysis.policy import Policy
    from chronology_tui.services.policies import Effect, PolicyChange, Table

NAME = "name"
"""Name by which the name of the policy is chosen."""
NO_FILE = "There is no local policy: the values that the program ships hold. The first change makes the file."
NO_DEMO = "The demonstration keeps nothing, so no policy file is written in it. What a change would do is shown all the same."
_INDENT = 9
_MOST = 4
"""Findings that are named of each sort of effect."""


@dataclass(frozen=True, slots=True)
class InForce:
    """The policy in force, the thresholds by rule, and where the local policy file is or would be.

    Attributes:
        trouble: why the file that is there cannot be used; then there is no policy.
    """

    policy: Policy | None
    tables: tuple[Table, ...]
    path: Path
    is_there: bool
    trouble: str = ""


def policy_blocks(found: InForce) -> Iterator[Block]:
    """Return the policy by name, its file, and every threshold under the rule that uses it."""
    file = f"Local policy file: {one_line(str(found.path))}"
    if found.policy is None:
        yield Block(found.trouble, "bad", indent=1)
        yield Block(file, "text", indent=1)
        yield Block(
            "Until it is mended or taken away, no pattern is worked out: other thresholds are never used in silence.", indent=1
        )
        return
    yield Block(one_line(found.policy.label), "text bold", (("in force ", "mute"),), target=NAME)
    yield Block(file if found.is_there else NO_FILE, "mute", indent=_INDENT, target=NAME)
    if not found.is_there:
        yield Block(f"It would be {one_line(str(found.path))}", "mute", indent=_INDENT, target=NAME)
    for table in found.tables:
        yield BLANK
        yield heading(one_line(table.name))
        for limit in table.limits:
            yield from _limit(limit, found.policy)


def _limit(limit: Limit, policy: Policy) -> Iterator[Block]:
    threshold, local = policy.threshold(limit), limit in policy.local
    target = f"{limit.rule}.{limit.key}"
    value = f"{threshold.value:g}"
    yield Block(limit.words, "text", ((f"{value:>{_INDENT - 2}}  ", "look bold" if local else "accent bold"),), target=target)
    yield Block(f"{limit.unit} · {one_line(threshold.source)}", "look" if local else "mute", indent=_INDENT, target=target)


def effect_words(effect: Effect) -> tuple[str, str]:
    """Return what a change would do to the findings, and the role to say it in."""

    def named(findings: Sequence[Finding], words: Callable[[Finding], str]) -> str:
        more = f"; and {len(findings) - _MOST} more" if len(findings) > _MOST else ""
        return "; ".join(map(words, findings[:_MOST])) + more

    said = []
    if effect.appear:
        said.append(f"Would appear: {named(effect.appear, _title)}.")
    if effect.vanish:
        said.append(f"Would vanish: {named(effect.vanish, _title)}.")
    if effect.changed:
        before = {after.key: old for old, after in effect.changed}
        said.append(f"Would change: {named([a for _, a in effect.changed], lambda after: _change(before[after.key], after))}.")
    return (" ".join(said), "look") if said else ("No finding about this child would change.", "mute")


def _title(finding: Finding) -> str:
    return f"{one_line(finding.title)} ({_level(finding)})"


def _level(finding: Finding) -> str:
    return finding.level.value if finding.level else "found"


def _change(before: Finding, after: Finding) -> str:
    if before.level is not after.level:
        return f"{one_line(after.title)}, from {_level(before)} to {_level(after)}"
    return f"{one_line(after.title)}, {counted(len(after.evidence), 'entry', 'entries')} instead of {len(before.evidence)}"


class PolicyScreen(RecordsScreen[InForce]):
    """Shows the thresholds in force and changes them in the local policy file."""

    TITLE = "policy: the thresholds in force"
    KEYS = (Key("enter", "change", "choose"), Key("r", "back to the default", "reset"))
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("v", "back", "Back", show=False),
        Binding("e", "choose", "Change the threshold", show=False),
        Binding("r,delete", "reset", "Back to the value that the program ships", show=False),
    ]
    _written: tuple[PolicyChange, ...] = ()
    """What was written here, the latest last: the policy is a file, so the store's undo knows nothing of it."""
    _taken_back: tuple[PolicyChange, ...] = ()

    def gather(self) -> InForce:
        """Read the policy."""
        from chronology_tui.services.policies import policy_file, policy_in_force, tables  # noqa: PLC0415 - behind the dialogue

        path = policy_file()
        try:
            return InForce(policy_in_force(), tables(), path, path.exists())
        except ChronologyError as error:
            return InForce(None, (), path, is_there=True, trouble=one_line(str(error)))

    def lay_out(self, found: InForce) -> tuple[Sequence[Block], str]:
        """Show it, and how many values are local."""
        if found.policy is None:
            return list(policy_blocks(found)), "The local policy cannot be used."
        number = sum(len(table.limits) for table in found.tables)
        said = f"{counted(number, 'threshold')}, {len(found.policy.local) or 'none'} of them set by the local policy."
        return list(policy_blocks(found)), said

    @property
    def _here(self) -> Limit | None:
        tables = self.found.tables if self.found is not None else ()
        named = (limit for table in tables for limit in table.limits)
        return next((limit for limit in named if f"{limit.rule}.{limit.key}" == self.page.target), None)

    # ------------------------------------------------------------------ changing

    async def may_change(self) -> bool:
        """Whether the policy is there: it is a file of its own, so that a store open for reading only is no hindrance."""
        return await self.ready() and self.found is not None and self.found.policy is not None

    @on(Page.Chosen)
    async def _chosen(self, event: Page.Chosen) -> None:
        event.stop()
        if not await self.may_change():
            return
        if event.target == NAME:
            self._ask_name()
        elif (limit := self._here) is not None:
            self._ask(limit)

    def _ask(self, limit: Limit) -> None:
        if self.found is None or self.found.policy is None:
            return
        value = f"{self.found.policy.value(limit):g}"
        hint = f"{limit.unit}; from {limit.minimum:g} to {limit.maximum:g}, by default {limit.default:g} ({limit.source})"
        typed = Asked("value", "value", value, hint)

        def preview(values: dict[str, str]) -> tuple[str, str]:
            from chronology_tui.services.policies import effect_of, planned_change  # noqa: PLC0415 - behind the dialogue

            change = planned_change(limit, values.get("value", value), self._casebook.today())
            return effect_words(effect_of(self._casebook, self._child, change.policy))

        def save(values: dict[str, str], draft: UUID) -> str:
            return self._write(lambda: self._plan(limit, values.get("value", value)), draft)

        words = FormWords("change a threshold", f"{limit.words[:1].upper()}{limit.words[1:]}")
        self.ask(Form(words, f"form:policy:{limit.rule}.{limit.key}", [typed], save, preview))

    def _ask_name(self) -> None:
        if self.found is None or self.found.policy is None:
            return
        policy = self.found.policy
        named = (policy.name, policy.version) if self.found.is_there else ("Local policy", "1")
        hint = "Every finding and export prints it."
        asked = [Asked("name", "name", named[0], hint), Asked("version", "version", named[1], hint)]

        def save(values: dict[str, str], draft: UUID) -> str:
            from chronology_tui.services.policies import planned_name  # noqa: PLC0415 - loaded behind the dialogue

            name, version = (values.get(one.name, one.value) for one in asked)
            return self._write(lambda: planned_name(name, version), draft)

        self.ask(Form(FormWords("name the local policy"), "form:policy", asked, save))

    async def action_reset(self) -> None:
        """Put the chosen threshold back to the value that the program ships."""
        if not await self.may_change() or (limit := self._here) is None or self.found is None or self.found.policy is None:
            return
        if limit not in self.found.policy.local:
            answer(self, "That is the value that the program ships.", "mute")
        else:
            self.change(lambda: self._write(lambda: self._plan(limit, ""), None))

    def _plan(self, limit: Limit, typed: str) -> PolicyChange:
        from chronology_tui.services.policies import planned_change  # noqa: PLC0415 - loaded behind the dialogue

        return planned_change(limit, typed, self._casebook.today())

    def _write(self, plan: Callable[[], PolicyChange], draft: UUID | None) -> str:
        from chronology_tui.services.drafts import drop  # noqa: PLC0415 - loaded behind the dialogue
        from chronology_tui.services.policies import write_policy  # noqa: PLC0415 - likewise

        if self._casebook.is_demo:
            raise UsageError(NO_DEMO)
        change = plan()
        if change.after != change.before:
            write_policy(change)
            self._written, self._taken_back = (*self._written, change), ()
        if draft is not None and not self._casebook.read_only:
            drop(self._casebook, draft)
        return f"In force now: {one_line(change.policy.label)}. u takes it back."

    # ------------------------------------------------------------------ undo: of the file, not of the store

    def counted(self, job: Callable[[], str]) -> tuple[str, int]:
        """Do ``job`` and return what it says, with the changes of the file that it has made."""
        before = len(self._written)
        said = job()
        return said, len(self._written) - before

    def undo(self) -> str:
        """Write the file as it was before the latest change here."""
        from chronology_tui.services.policies import taken_back, write_policy  # noqa: PLC0415 - behind the dialogue

        *rest, last = self._written
        policy = write_policy(taken_back(last))
        self._written, self._taken_back = tuple(rest), (*self._taken_back, last)
        return f"Taken back. In force now: {one_line(policy.label)}."

    def redo(self) -> str:
        """Write the file again as the change that was undone last had left it."""
        from chronology_tui.services.policies import write_policy  # noqa: PLC0415 - loaded behind the dialogue

        *rest, last = self._taken_back
        policy = write_policy(last)
        self._written, self._taken_back = (*self._written, last), tuple(rest)
        return f"Done again. In force now: {one_line(policy.label)}."
