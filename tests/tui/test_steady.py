"""Signs that terminals draw in different widths are painted as something of one width; letters stay as they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from wcwidth import wcwidth

from chronology_tui.tui.steady import steady

SIGNS = {
    "\U0001f469\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466": "\U0001f469",
    "\U0001f1ec\U0001f1e7": "GB",
    "\u2764\ufe0f": "\u2764 ",
    "1\ufe0f\u20e3": "1 ",
    "\U0001f44d\U0001f3fd": "\U0001f44d",
}
LETTERS = ("e\u0301", "王芳", "क्\u200dष", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "plain [/] words", "")


@pytest.mark.parametrize(("sign", "painted"), SIGNS.items(), ids=[f"U+{ord(sign[0]):04X}" for sign in SIGNS])
def test_a_joined_sign_is_painted_as_its_first_character_and_a_flag_as_its_letters(sign: str, painted: str) -> None:
    assert steady(f"a{sign}b") == f"a{painted}b"


@pytest.mark.parametrize("text", LETTERS)
def test_letters_of_any_script_stay_as_they_are(text: str) -> None:
    assert steady(text) == text


@given(st.lists(st.sampled_from((*SIGNS, *LETTERS[:2], " ", "x")), max_size=12).map("".join))
def test_whoever_adds_up_the_characters_comes_to_the_width_that_was_measured(text: str) -> None:
    painted = steady(text)
    assert cell_len(painted) == cell_len(text)
    assert sum(max(0, wcwidth(character)) for character in painted) == cell_len(text)
