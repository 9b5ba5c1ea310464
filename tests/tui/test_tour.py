"""The tour can be followed key by key on the demonstration, and what it says is seen is seen."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import Any, NamedTuple

import pytest
from textual.pilot import Pilot

from chronology_tui.services import open_demo
from tests.tui.screens import running, screen_text, settle, type_text, until

KEYS = {
    "Enter": "enter", "Esc": "escape", "Tab": "tab", "Down": "down", "F4": "f4", "/": "slash", "]": "right_square_bracket",
    "?": "question_mark",
}  # fmt: skip
_PART = re.compile(r"(?P<type>[Tt]ype )?`(?P<code>[^`]+)`|\*\*(?P<seen>[^*]+)\*\*")


class Part(NamedTuple):
    """One thing of a step: a key, what is typed, or what is then on the screen."""

    what: str
    text: str


def steps() -> list[list[Part]]:
    """Return the parts of each numbered step in their order."""
    text = (files("chronology_tui.help") / "tour.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^(\d+)\. (.+?)(?=\n\n)", text, re.MULTILINE | re.DOTALL)
    assert [int(number) for number, _ in blocks] == list(range(1, len(blocks) + 1))
    return [
        [
            Part("see", found["seen"]) if found["seen"] else Part("type" if found["type"] else "press", found["code"])
            for found in _PART.finditer(" ".join(block.split()))
        ]
        for _, block in blocks
    ]


def shown(pilot: Pilot[Any]) -> str:
    """Return what is on the screen, and what was said in a corner of it: the pilot does not draw that."""
    return "\n".join((screen_text(pilot.app), *(said.message for said in pilot.app._notifications)))


async def follow(pilot: Pilot[Any], part: Part) -> None:
    if part.what == "see":
        await until(pilot, lambda: part.text in shown(pilot))
    elif part.what == "type":
        await type_text(pilot, part.text)
        await settle(pilot)
    else:
        assert part.text in KEYS or re.fullmatch(r"[a-z]|ctrl\+[a-z]", part.text), f"{part.text} is no key"
        await pilot.press(KEYS.get(part.text, part.text))
        await settle(pilot)


def test_the_tour_says_in_every_step_what_is_seen() -> None:
    assert len(steps()) == 12
    assert all(any(part.what == "see" for part in step) for step in steps())
    assert all(any(part.what == "press" for part in step) for step in steps()[1:])


@pytest.mark.parametrize("size", [(80, 24), (140, 40)], ids=["80x24", "140x40"])
async def test_the_tour_can_be_followed_key_by_key(size: tuple[int, int]) -> None:
    with open_demo() as demo:
        async with running(demo, size) as pilot:
            for number, step in enumerate(steps(), start=1):
                for part in step:
                    try:
                        await follow(pilot, part)
                    except AssertionError as error:
                        raise AssertionError(f"step {number}, {part.what} {part.text!r}: {error}") from None
            await pilot.press("q")
            await pilot.pause()
            assert pilot.app.return_value == 0, "the screen is as it was at the beginning, so that q leaves"
