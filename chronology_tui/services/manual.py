"""The manual: Markdown pages that ship with the program, shown by F1 and on the command line."""

from __future__ import annotations

import re
from importlib.resources import files

from chronology_tui.services.errors import UsageError

_LINK = re.compile(r"\]\((?P<name>[\w-]+)\.md\)")


def pages() -> tuple[str, ...]:
    """Return the names of the pages: the contents, then the others in its order, then those that it does not name."""
    folder = files("chronology_tui.help")
    names = sorted(p.name.removesuffix(".md") for p in folder.iterdir() if p.name.endswith(".md"))
    named = _LINK.findall((folder / "index.md").read_text(encoding="utf-8"))
    return tuple(dict.fromkeys(("index", *(name for name in named if name in names), *names)))


def page_text(name: str) -> str:
    """Return a page as Markdown.

    Raises:
        UsageError: there is no such page.
    """
    if name not in pages():
        raise UsageError(f"There is no page {name!r} in the manual. The pages are: {', '.join(pages())}.")
    return (files("chronology_tui.help") / f"{name}.md").read_text(encoding="utf-8")
