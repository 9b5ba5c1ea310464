"""The command palette: every action of the main screen, of a finding and of the caseload, with its key."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any, ClassVar

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.screen import Screen

from chronology_tui.tui.key_list import EVERYWHERE, Usable, listed_actions, usable
from chronology_tui.tui.working import own_app

ACTIONS: tuple[tuple[str, str, str, str], ...] = (
    ("New entry", "n", "new", "Type an entry in one line"),
    ("New entry in the form", "ctrl+e", "form", "Every field of a new entry; in the typed line, with what was typed"),
    ("Open", "enter", "open", "All of the selected entry, or of the highlighted finding"),
    ("Change the entry", "e", "edit", "Every field of the selected entry in a form"),
    ("Change only the date", "d", "edit_date", "A new date for the selected entry"),
    ("Delete the entry", "delete", "delete", "Take the selected entry out; undo brings it back"),
    ("Undo", "u", "undo", "Take back the latest change"),
    ("Redo", "ctrl+y", "redo", "Make the change again that was undone last"),
    ("History", "h", "history", "Who changed what and when; deleted entries come back from here"),
    ("Patterns", "p", "patterns", "Go to the findings"),
    ("Search", "/", "search", "Find entries by their words"),
    ("Filter", "f", "filter", "Show only some entries: by kind, area, severity, source, period, text and more"),
    ("Show all entries", "", "show_all", "Take every chip of the filter away"),
    ("Go to a date", "g", "go_to_date", "A day, month or year, typed in any way"),
    ("Select the entry", "space", "select", "For changing, deleting or copying several together"),
    ("Select a range", "V", "select_range", "From this entry to wherever you go; the same key ends it"),
    ("Select on", "shift+down", "select_on(1)", "Move down and select what is passed"),
    ("Select back", "shift+up", "select_on(-1)", "Move up and select what is passed"),
    ("Select all that are shown", "A", "select_all", "Again selects none"),
    ("Change all that are selected", "b", "bulk", "Severity, likelihood, area, source, key or handling, in one undo step"),
    ("Repeat the entry", ".", "repeat", "The same again in the typed line, for a new date"),
    ("Copy", "y", "copy", "The entry, the selected ones, or the highlighted finding, as plain text"),
    ("Copy all that are shown", "Y", "copy_all", "The whole list as plain text"),
    ("Paste several lines", "", "paste_lines", "Lines copied from elsewhere, each read and looked at before they are added"),
    ("Quality check", "l", "quality", "What is missing, wrong or unclear, with fixes"),
    ("Questions to ask", "a", "questions", "The questions that reviews ask, with their entries"),
    ("Next entry of the finding", "]", "step(1)", "Step through the evidence"),
    ("Previous entry of the finding", "[", "step(-1)", "Step back through the evidence"),
    ("First entry", "home", "timeline_ends(0)", "Go to the start of the chronology"),
    ("Last entry", "end", "timeline_ends(1)", "Go to the end of the chronology"),
    ("Export", "x", "export", "Write a pack, a table of the entries or the whole record"),
    ("Import", "i", "import_table", "Bring in a table (csv, xlsx) or a record bundle, after a look at what would come"),
    ("Sources", "s", "sources", "Which were checked, which could not be seen, and the entries that rest on each"),
    ("People", "o", "people", "Family and professionals, and whether the father is known"),
    ("Agreed actions", "w", "agreed", "Who was to do what by when, overdue first, and what came of it"),
    ("Policy", "v", "policy", "The thresholds in force, where each comes from, and what a change would do"),
    ("The child's details", "D", "child", "Plans, household, vulnerabilities, conditions, marking and the rest"),
    ("Children", "c", "children", "Back to the caseload"),
    ("Keys and help", "?", "app.help", "The keys and the manual"),
    ("Names as initials", "m", "app.initials_only", "Names of children and people as initials, where others look on"),
    ("Settings and keys", "f2", "app.settings", "The looks, the keys, and where the settings file is"),
    ("Next theme", "t", "app.next_theme", "Dark, light, high contrast"),
    ("Dark theme", "", "app.use_theme('chronology-dark')", "Light text on a dark ground"),
    ("Light theme", "", "app.use_theme('chronology-light')", "Dark text on a light ground"),
    ("High-contrast theme", "", "app.use_theme('chronology-high-contrast')", "White on black"),
    ("Lock", "ctrl+l", "app.lock", "Close the store and ask for its passphrase again"),
    ("Leave", "q", "app.quit", "Close the store and leave"),
)
"""Title, key, action, explanation."""

FINDING_ACTIONS: tuple[tuple[str, str, str, str], ...] = (
    ("Accept the finding", "a", "accept", "It stands for this child, on the evidence as it is"),
    ("Dismiss the finding", "d", "reject", "It does not stand for this child; you are asked why"),
    ("Open the finding again", "o", "reopen", "Take the verdict back"),
    ("Write analysis", "w", "write", "Your own words about the finding, kept apart from the facts"),
)
"""The same of the view of a finding."""


CASELOAD_ACTIONS: tuple[tuple[str, str, str, str], ...] = (
    ("Open the child", "enter", "open", "Go to the chronology of the highlighted child"),
    ("The child's details", "e", "details", "What is recorded beside the entries, and changing it"),
    ("Add a child", "a", "add", "A name or initials, and what is known of the rest"),
    ("Purge the child", "delete", "purge", "Take the highlighted child and its history out of the store for good"),
)
"""The same of the caseload."""


class MainCommands(Provider):
    """Finds the actions by their words."""

    ACTIONS: ClassVar[tuple[tuple[str, str, str, str], ...]] = ACTIONS

    @property
    def _actions(self) -> tuple[tuple[str, str, str, str], ...]:
        """The actions, with the keys that are in force."""
        keymap = own_app(self.screen).keymap
        return tuple((title, keymap.shown(action, key), action, about) for title, key, action, about in self.ACTIONS)

    async def discover(self) -> Hits:
        """Show every action before anything is typed."""
        for title, key, action, about in self._actions:
            yield DiscoveryHit(_label(title, key), partial(self._run, action), text=title, help=about)

    async def search(self, query: str) -> Hits:
        """Show the actions that match."""
        matcher = self.matcher(query)
        for title, key, action, about in self._actions:
            score = max(matcher.match(title), matcher.match(about) * 0.8)
            if score > 0:
                yield Hit(score, _label(title, key), partial(self._run, action), text=title, help=about)

    async def _run(self, action: str) -> None:
        leave_typing(self.screen, action)
        await self.screen.run_action(action)


class FindingCommands(MainCommands):
    """Finds the actions of the view of a finding."""

    ACTIONS = FINDING_ACTIONS


class CaseloadCommands(MainCommands):
    """Finds the actions of the caseload."""

    ACTIONS = CASELOAD_ACTIONS


class OtherCommands(Provider):
    """Finds whatever else a key does on a screen, so that no action is forgotten."""

    def _others(self) -> Iterator[Usable]:
        listed = listed_actions(self.screen)
        return (one for one in usable(self.screen) if one.action not in listed and one.group is not EVERYWHERE)

    async def discover(self) -> Hits:
        """Show them before anything is typed."""
        for one in self._others():
            yield DiscoveryHit(_label(one.title, " ".join(one.keys)), partial(self._run, one), text=one.title)

    async def search(self, query: str) -> Hits:
        """Show those that match."""
        matcher = self.matcher(query)
        for one in self._others():
            score = matcher.match(one.title)
            if score > 0:
                yield Hit(score, _label(one.title, " ".join(one.keys)), partial(self._run, one), text=one.title)

    async def _run(self, one: Usable) -> None:
        leave_typing(self.screen, one.action)
        await self.app.run_action(one.action, one.node)


def leave_typing(screen: Screen[Any], action: str) -> None:
    """Have an action that was chosen by its name act although somebody was typing in the line: it is no letter there."""
    from chronology_tui.tui.screens.case_screen import CaseScreen  # noqa: PLC0415 - it is loaded by now

    if isinstance(screen, CaseScreen) and action not in {"new", "form"} and screen.typed_line.input.has_focus:
        screen.set_focus(screen.timeline)  # at once: the action comes before any message


def _label(title: str, key: str) -> str:
    # These words are ours and hold no user text; brackets are escaped since the palette reads markup.
    return f"{title}  ({key})".replace("[", "\\[") if key else title
