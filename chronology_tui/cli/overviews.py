"""Commands that look over the whole store or the whole vocabulary: agreed actions, what was exported, kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from chronology_tui.cli.options import AsJson, AsOf, PassphraseFile, StorePath, unlock
from chronology_tui.cli.output import say, say_json, sentence_of, tell
from chronology_tui.domain.dates import DateContext
from chronology_tui.domain.particulars import action_words
from chronology_tui.domain.text import counted, one_line
from chronology_tui.errors import ExitCode
from chronology_tui.services import Access

if TYPE_CHECKING:
    from chronology_tui.services.agreed_actions import AgreedAction

OnlyChild = Annotated[str, typer.Option("--child", metavar="C", help="Only this child; all children when not given.")]


def actions(
    store: StorePath,
    child: OnlyChild = "",
    as_of: AsOf = "",
    as_json: AsJson = False,
    passphrase_file: PassphraseFile = None,
) -> int:
    """List the agreed actions: what, who, by when; overdue first, as at today."""
    from chronology_tui.services.agreed_actions import agreed_actions
    from chronology_tui.services.listing import day_of
    from chronology_tui.services.record_shapes import ActionShape, ActionsShape

    with unlock(store, passphrase_file, access=Access.READ) as casebook:
        day = day_of(as_of, DateContext(today=casebook.today(), planned=True)) if as_of else casebook.today()
        found = agreed_actions(casebook, casebook.child(child).id if child else None, day)
    if as_json:
        say_json(ActionsShape(as_of=day, actions=tuple(ActionShape.of(agreed) for agreed in found)))
        return ExitCode.DONE
    for agreed in found:
        say(_action_line(agreed))
    if not found:
        tell("No agreed actions are recorded.")
    return ExitCode.DONE


def _action_line(agreed: AgreedAction) -> str:
    entries = ", ".join(f"entry {number} of {one_line(child.name)}" for child, number in agreed.entries)
    state = agreed.state.replace("_", " ").capitalize()
    return f"{state}: {sentence_of(action_words(agreed.action))} Agreed in {entries}."


def shared(store: StorePath, child: OnlyChild = "", as_json: AsJson = False, passphrase_file: PassphraseFile = None) -> int:
    """List what was exported: when, for whom, why, on what basis, and the hash by which a file is known again."""
    from chronology_tui.services.exports import export_records
    from chronology_tui.services.record_shapes import ExportShape, SharedShape

    with unlock(store, passphrase_file, access=Access.READ) as casebook:
        children = {one.id: one for one in casebook.children()}
        found = export_records(casebook, casebook.child(child).id if child else None)
    if as_json:
        say_json(SharedShape(exports=tuple(ExportShape.of(record, children[record.child]) for record in found)))
        return ExitCode.DONE
    for record in found:
        say(
            f"{record.made:%d/%m/%Y %H:%M} UTC: "
            + sentence_of(
                record.file, f"{record.pack} pack about {children[record.child].name} as at {record.as_of:%d/%m/%Y}",
                f"made from {counted(record.entries, 'entry', 'entries')}, {record.withheld} withheld",
                f"for {record.recipient}" if record.recipient else "recipient not recorded",
                f"purpose: {record.purpose}" if record.purpose else "", f"basis: {record.basis}" if record.basis else "",
                f"redaction: {record.redaction}" if record.redaction else "", f"SHA-256 {record.digest}",
            )
        )  # fmt: skip
    if not found:
        tell("Nothing has been exported.")
    return ExitCode.DONE


def kinds(
    word: Annotated[
        str, typer.Argument(metavar="[WORD]", help="A short form, a code, or a word to look for; all kinds when left out.")
    ] = "",
    as_json: AsJson = False,
) -> int:
    """Print the kinds of event: short form, label, area and what each means."""
    from chronology_tui.services.record_shapes import KindShape, KindsShape
    from chronology_tui.services.vocabulary import kinds_for

    found = kinds_for(word)
    if as_json:
        say_json(KindsShape(kinds=tuple(KindShape.of(kind) for kind in found)))
        return ExitCode.DONE
    for kind in found:
        say(f"{', '.join(kind.aliases)}: {kind.label} ({kind.area.label}). {kind.definition}")
    if not found:
        tell("No kind has that word. All kinds are printed by: chronology kinds")
    return ExitCode.DONE
