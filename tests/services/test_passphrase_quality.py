"""The quality of a passphrase is told in plain words, against our own key derivation, and blocks nobody."""

from __future__ import annotations

import subprocess
import sys

import pytest
import zxcvbn_rs_py
from hypothesis import given, settings
from hypothesis import strategies as st

from chronology_tui.services.quality import SUGGESTIONS, WARNINGS, Quality, advice, estimate, time_words

YEAR = 365.25 * 86_400
FIRST = "This passphrase is {}: guessing it from a copy of the store would take {} (10,000 guesses a second)."


@pytest.mark.parametrize(
    ("passphrase", "score", "word"),
    [
        ("", 0, "very weak"),
        ("password", 0, "very weak"),
        ("qwertyuiop", 0, "very weak"),
        ("Anytown", 0, "very weak"),
        ("Anytown19", 1, "weak"),
        ("Tr0ub4dor&3", 2, "fair"),
        ("three small words", 3, "strong"),
        ("correct horse battery staple", 4, "very strong"),
        ("gravel lantern otter quilt", 4, "very strong"),
    ],
)
def test_passphrases_are_judged(passphrase: str, score: int, word: str) -> None:
    quality = estimate(passphrase)
    assert (quality.score, quality.word) == (score, word)


def test_what_is_guessed_within_a_year_is_never_called_strong() -> None:
    quality = estimate("Mary Smith 1987")  # zxcvbn itself gives it four of four, as a password of a web site
    assert quality.score == 2
    assert quality.time == "about 6 months"
    assert quality.suggestions == ("Add another word or two; less common words are better.",)


def test_a_common_password_is_told_why_and_what_would_be_better() -> None:
    assert advice(estimate("password")) == (
        FIRST.format("very weak", "less than a second"),
        "This is one of the ten most used passwords.",
        "Add another word or two; less common words are better.",
        "You may use it all the same.",
    )


def test_a_strong_passphrase_gets_one_line() -> None:
    assert advice(estimate("gravel lantern otter quilt")) == (FIRST.format("very strong", "more than a century"),)


@pytest.mark.parametrize(
    ("passphrase", "also"),
    [
        ("zumbrella-quoxen", "zumbrella-quoxen"),
        ("Zumbrella-Quoxen", "zumbrella-quoxen"),
        ("zumbrellaquoxen", "Zumbrella Quoxen"),
        ("quoxenade", "zumbrella_quoxenade"),
    ],
)
def test_the_name_of_the_store_or_the_user_is_no_secret(passphrase: str, also: str) -> None:
    assert estimate(passphrase).score > 0
    assert estimate(passphrase, also=(also, "", "x", "\ud800")).score == 0


def members(enum: type) -> list[str]:
    return [name for name in dir(enum) if isinstance(getattr(enum, name), enum)]


@pytest.mark.parametrize(("enum", "words"), [(zxcvbn_rs_py.Warning, WARNINGS), (zxcvbn_rs_py.Suggestion, SUGGESTIONS)])
def test_every_hint_of_the_library_has_words_of_ours(enum: type, words: dict[str, str]) -> None:
    assert set(words) == set(members(enum))
    assert len(words) > 10
    assert all(text[0].isupper() and text.endswith(".") and "\n" not in text for text in words.values())


def test_hints_reach_the_person_in_our_words() -> None:
    assert estimate("aaaaaaaa").warning == "Repeated characters such as “aaa” are easy to guess."
    assert "Avoid repeated words and characters." in estimate("aaaaaaaa").suggestions
    assert estimate("drowssap").suggestions[-1] == "Words spelt backwards are not much harder to guess."


@settings(max_examples=60)
@given(
    text=st.text(st.characters(exclude_categories=[]), max_size=300),
    also=st.lists(st.text(st.characters(exclude_categories=[])), max_size=3),
)
def test_any_text_can_be_judged(text: str, also: list[str]) -> None:
    quality = estimate(text, also)
    assert 0 <= quality.score <= 4
    assert (quality.score < 3) == bool(quality.suggestions)
    assert advice(quality)


@pytest.mark.parametrize("text", ["\x00", "\x00" * 50, "\ud800", "\udfff\ud800x", "😀" * 200, "\u0958" * 200, "a" * 1_000_000])
def test_odd_and_endless_texts_can_be_judged(text: str) -> None:
    assert estimate(text, also=(text,)).score <= 2


def test_only_the_first_hundred_characters_count() -> None:
    start = "gravel lantern otter quilt " * 4
    assert estimate(start[:100]) == estimate(start[:100] + "pebble" * 1_000)


def test_letters_with_accents_count_the_same_in_either_spelling() -> None:
    assert estimate("cre\u0301me-bru\u0302le\u0301e") == estimate("cr\u00e9me-br\u00fbl\u00e9e")


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.0, "less than a second"),
        (0.99, "less than a second"),
        (1.0, "about 1 second"),
        (25.0, "about 25 seconds"),
        (60.0, "about 1 minute"),
        (3_600.0 * 5, "about 5 hours"),
        (86_400.0 * 12, "about 12 days"),
        (YEAR / 2, "about 6 months"),
        (YEAR, "about 1 year"),
        (YEAR * 99, "about 99 years"),
        (YEAR * 100, "more than a century"),
        (float("inf"), "more than a century"),
    ],
)
def test_times_are_plain_words(seconds: float, words: str) -> None:
    assert time_words(seconds) == words


def test_nothing_of_the_passphrase_is_kept() -> None:
    assert "quoxen" not in repr(estimate("quoxen", also=("quoxen",)))
    assert Quality.__dataclass_fields__.keys() == {"score", "word", "time", "warning", "suggestions"}


def test_the_library_is_loaded_only_when_a_passphrase_is_judged() -> None:
    script = "import sys, chronology_tui.services.quality; print('zxcvbn_rs_py' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"
