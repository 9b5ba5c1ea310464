"""Commands that look over the whole store or the whole vocabulary: agreed actions, what was exported, kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from chronology_tui.cli.options import AsJson, AsOf, ChildOption, PassphraseFile, StorePath, unlock
from chronology_tui.cli.output import say, say_json, sentence_of, tell
from chronology_tui.domain.dates import DateContext
from chronology_tui.domain.particulars import action_words
from chronology_tui.domain.text import counted, one_line
from chronology_tui.errors import ExitCode, UsageError
from chronology_tui.services import Access

if TYPE_CHECKING:
    from datetime import date

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

    with unlock(store, passphrase_file, access=Access.READ) as casebook:
        day = day_of(as_of, DateContext(today=casebook.today(), planned=True)) if as_of else casebook.today()
        found = agreed_actions(casebook, casebook.child(child).id if child else None, day)
    _say_actions(found, day, as_json=as_json)
    if not found and not as_json:
        tell("No agreed actions are recorded.")
    return ExitCode.DONE


action_app = typer.Typer(help="What was agreed at entries.", rich_markup_mode=None, no_args_is_help=True)

EntryNumber = Annotated[int, typer.Argument(metavar="ENTRY", help="Number of the entry at which it was agreed.")]
Owner = Annotated[str | None, typer.Option("--owner", help="Who is to do it.")]
Due = Annotated[
    str | None, typer.Option("--due", metavar="D", help="By when, in the words of a date; an empty text for no date.")
]


@action_app.command(
    "add", epilog='Example: chronology action add northfield.chron 12 "Chase the splint clinic" --owner GP --due 3/6/2024'
)
def action_add(
    store: StorePath,
    entry: EntryNumber,
    what: Annotated[str, typer.Argument(metavar="WHAT", help="What is to be done.")],
    child: ChildOption = "",
    owner: Owner = None,
    due: Due = None,
    as_json: AsJson = False,
    passphrase_file: PassphraseFile = None,
) -> int:
    """Record an action that was agreed at an entry."""
    from chronology_tui.services.agreed_actions import ActionFields, entry_numbered, save_action

    with unlock(store, passphrase_file) as casebook:
        wanted = casebook.child(child).id
        event = entry_numbered(casebook, wanted, entry)
        added = save_action(casebook, wanted, event.id, None, ActionFields(what, owner, due))
        _say_actions((added,), casebook.today(), as_json=as_json)
    return ExitCode.DONE


@action_app.command(
    "set", epilog='Example: chronology action set northfield.chron 12 --done 3/6/2024 --outcome "Seen, new splints"'
)
def action_set(
    store: StorePath,
    entry: EntryNumber,
    child: ChildOption = "",
    which: Annotated[
        int | None, typer.Option("--which", min=1, help="Which of the actions agreed at the entry, in order.")
    ] = None,
    what: Annotated[str | None, typer.Option("--what", help="What is to be done, in other words.")] = None,
    owner: Owner = None,
    due: Due = None,
    done: Annotated[str | None, typer.Option("--done", metavar="D", help="When it was done, in the words of a date.")] = None,
    outcome: Annotated[str | None, typer.Option("--outcome", help="What came of it.")] = None,
    reopen: Annotated[
        bool, typer.Option("--reopen", help="It is not done after all; what came of it stays unless changed.")
    ] = False,
    as_json: AsJson = False,
    passphrase_file: PassphraseFile = None,
) -> int:
    """Record that an agreed action was done and what came of it, open it again, or change who, what and by when."""
    from chronology_tui.services.agreed_actions import ActionFields, action_at, entry_numbered, save_action

    if reopen and done is not None:
        raise UsageError("An action is either done or open again: give --done or --reopen, not both.")
    with unlock(store, passphrase_file) as casebook:
        wanted = casebook.child(child).id
        event = entry_numbered(casebook, wanted, entry)
        action = action_at(event, which)
        fields = ActionFields(what, owner, due, "" if reopen else done, outcome)
        changed = save_action(casebook, wanted, event.id, action.id, fields)
        _say_actions((changed,), casebook.today(), as_json=as_json)
    return ExitCode.DONE


def _say_actions(found: tuple[AgreedAction, ...], day: date, *, as_json: bool) -> None:
    from chronology_tui.services.record_shapes import ActionShape, ActionsShape

    if as_json:
        say_json(ActionsShape(as_of=day, actions=tuple(ActionShape.of(agreed) for agreed in found)))
        return
    for agreed in found:
        say(_action_line(agreed))


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
