"""What was typed in the app and not saved, on the command line."""

from __future__ import annotations

from chronology_tui.cli.options import AsJson, PassphraseFile, StorePath, unlock
from chronology_tui.cli.output import say, say_json, tell
from chronology_tui.domain.text import one_line
from chronology_tui.errors import ExitCode
from chronology_tui.services import Access


def drafts(store: StorePath, as_json: AsJson = False, passphrase_file: PassphraseFile = None) -> int:
    """List what was typed in the app and not saved yet. A typed line can be saved by: chronology add STORE LINE."""
    from chronology_tui.services.draft_shapes import DraftsShape
    from chronology_tui.services.drafts import LINE, all_drafts

    with unlock(store, passphrase_file, access=Access.READ) as casebook:
        found, children = all_drafts(casebook), casebook.children()
    if as_json:
        say_json(DraftsShape.of(found, children))
        return ExitCode.DONE
    names = {child.id: child.name for child in children}
    for draft in found:
        about = one_line(names.get(draft.child, "no child")) if draft.child else "no child"
        where = "typed line" if draft.place == LINE else one_line(draft.place)
        say(f"{draft.at[:16].replace('T', ' ')} UTC, {about}, {where}: {one_line(draft.content)}")
    if not found:
        tell("No drafts: everything that was typed is saved.")
    return ExitCode.DONE
