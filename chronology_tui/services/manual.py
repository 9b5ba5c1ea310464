"""The manual: Markdown pages that ship with the program, shown by F1 and on the command line."""

from __future__ import annotations

from importlib.resources import files

from chronology_tui.services.errors import UsageError


def pages() -> tuple[str, ...]:
    """Return the names of the pages, the contents first."""
    names = sorted(p.name.removesuffix(".md") for p in files("chronology_tui.help").iterdir() if p.name.endswith(".md"))
    return ("index", *(name for name in names if name != "index"))


def page_text(name: str) -> str:
    """Return a page as Markdown.

    Raises:
        UsageError: there is no such page.
    """
    if name not in pages():
        raise UsageError(f"There is no page {name!r} in the manual. The pages are: {', '.join(pages())}.")
    return (files("chronology_tui.help") / f"{name}.md").read_text(encoding="utf-8")
