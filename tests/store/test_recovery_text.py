"""The text of a recovery key is read back as people type it, and never taken for another key."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from chronology_tui.errors import ExitCode
from chronology_tui.store.errors import StoreError
from chronology_tui.store.recovery import BadRecoveryKey, Parsed, decode, encode, mark_of, matches

KEY = bytes(range(32))
SALT = bytes(range(100, 116))
TEXT = "000G-40R4-0M30-E209-185G-R38E-1W81-24GK-2GAH-C5RR-34D1-P70X-3RFH-Z47E-H598-3ZHT"
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
keys = st.binary(min_size=32, max_size=32)
salts = st.binary(min_size=16, max_size=16)


def refusal(text: str) -> str:
    with pytest.raises(BadRecoveryKey) as caught:
        decode(text)
    assert isinstance(caught.value, StoreError)
    assert caught.value.exit_code is ExitCode.USAGE
    message = str(caught.value)
    assert "\n" not in message
    return message


def test_a_key_on_paper_can_be_read_for_ever() -> None:
    # TEXT was made with the base 32 of the standard library and another alphabet, not with our own code.
    assert encode(KEY, SALT) == TEXT
    assert decode(TEXT) == Parsed(KEY, mark_of(SALT))


@given(key=keys, salt=salts)
def test_every_key_comes_back_as_it_was(key: bytes, salt: bytes) -> None:
    text = encode(key, salt)
    assert re.fullmatch(f"[{ALPHABET}]{{4}}(-[{ALPHABET}]{{4}}){{15}}", text)
    parsed = decode(text)
    assert parsed.key == key
    assert matches(parsed, salt)


@given(key=keys, salt=salts, other=salts)
def test_the_key_of_another_store_is_told_apart(key: bytes, salt: bytes, other: bytes) -> None:
    assert matches(decode(encode(key, salt)), other) == (mark_of(salt) == mark_of(other))


def test_the_mark_is_short_and_of_the_salt_alone() -> None:
    assert len(mark_of(SALT)) == 3
    assert mark_of(SALT) != mark_of(SALT[::-1])
    assert not matches(decode(encode(KEY, SALT)), SALT[::-1])


@pytest.mark.parametrize(
    "typed",
    [
        TEXT.lower(),
        TEXT.replace("-", ""),
        TEXT.replace("-", " "),
        TEXT.replace("-", " - "),
        TEXT.replace("-", "\N{EN DASH}"),
        TEXT.replace("-", "\N{MINUS SIGN}"),
        TEXT.replace("-", "\N{NON-BREAKING HYPHEN}"),
        TEXT.replace("-", "\N{NO-BREAK SPACE}"),
        TEXT.replace("-", "\r\n\t"),
        TEXT.replace("-", "\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}"),
        "\N{ZERO WIDTH NO-BREAK SPACE}  " + TEXT + "\n",
        TEXT.replace("0", "O"),
        TEXT.replace("0", "o"),
        TEXT.replace("1", "I"),
        TEXT.replace("1", "l"),
        TEXT.replace("1", "i").replace("0", "O"),
        "-".join(TEXT),
    ],
)
def test_reading_forgives_how_people_type(typed: str) -> None:
    assert decode(typed) == Parsed(KEY, mark_of(SALT))


@given(key=keys, place=st.integers(0, 63), step=st.integers(1, 31))
def test_any_one_wrong_character_is_refused_and_its_group_named(key: bytes, place: int, step: int) -> None:
    letters = [*encode(key, SALT).replace("-", "")]
    letters[place] = ALPHABET[(ALPHABET.index(letters[place]) + step) % 32]
    message = refusal("".join(letters))
    assert message.startswith(f"The recovery key is mistyped: one character in group {place // 4 + 1} is wrong.")


@given(key=keys, first=st.integers(0, 14))
def test_two_neighbouring_groups_swapped_are_refused_and_named(key: bytes, first: int) -> None:
    groups = encode(key, SALT).split("-")
    assume(groups[first] != groups[first + 1])
    groups[first : first + 2] = groups[first + 1], groups[first]
    assert f"groups {first + 1} and {first + 2} are swapped" in refusal("-".join(groups))


@given(key=keys, place=st.integers(0, 62))
def test_two_neighbouring_characters_swapped_are_refused_and_named(key: bytes, place: int) -> None:
    letters = [*encode(key, SALT).replace("-", "")]
    assume(letters[place] != letters[place + 1])
    letters[place : place + 2] = letters[place + 1], letters[place]
    message = refusal("".join(letters))
    first, second = place // 4 + 1, (place + 1) // 4 + 1
    where = f"group {first}" if first == second else f"groups {first} and {second}"
    assert f"two neighbouring characters in {where} are swapped" in message


def test_more_than_one_slip_is_refused_without_guessing_where() -> None:
    assert refusal(TEXT.replace("000G", "1112")) == "The recovery key is mistyped. Compare it with the paper and try again."


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "too short: it has 0 characters and needs 64 (16 groups of 4)"),
        ("7", "too short: it has 1 character and needs 64"),
        (TEXT[:-1], "too short: it has 63 characters and needs 64"),
        (TEXT[5:], "too short: it has 60 characters and needs 64"),
        (TEXT + "-0000", "too long: it has 68 characters and needs 64"),
        (TEXT + TEXT, "too long: it has 128 characters and needs 64"),
        ("0" * 1_000_000, "too long: it has 1000000 characters"),
    ],
)
def test_a_wrong_length_is_said_with_both_numbers(typed: str, said: str) -> None:
    assert said in refusal(typed)


@pytest.mark.parametrize(
    ("letter", "shown"),
    [
        ("U", '"U"'), ("u", '"u"'), ("é", '"é"'), ("!", '"!"'), ("ſ", '"ſ"'), ("ı", '"ı"'), ("_", '"_"'), ("٣", '"٣"'),
        ("\x00", "U+0000"), ("\ud800", "U+D800"), ("\x1b", "U+001B"),
    ],
)  # fmt: skip
def test_a_character_that_never_occurs_is_named_with_its_group(letter: str, shown: str) -> None:
    message = refusal(TEXT[:10] + letter + TEXT[11:])
    assert shown in message
    assert "group 3" in message


@given(text=st.text(st.characters(exclude_categories=[])))
def test_any_other_text_is_refused_and_never_anything_worse(text: str) -> None:
    refusal(text)


def test_a_refusal_repeats_nothing_of_the_key() -> None:
    for typed in (TEXT[:-1], TEXT.replace("000G", "1112"), "2" + TEXT[1:], "!" + TEXT[1:]):
        message = refusal(typed)
        assert not any(group in message for group in typed.split("-")[1:])


def test_a_key_is_not_shown_when_its_value_is_printed() -> None:
    assert repr(decode(TEXT)) == "Parsed()"


@pytest.mark.parametrize(("key", "salt"), [(KEY[1:], SALT), (KEY + b"0", SALT), (KEY, SALT[1:]), (KEY, b"")])
def test_only_a_whole_key_and_salt_are_written(key: bytes, salt: bytes) -> None:
    with pytest.raises(ValueError, match="bytes, not"):
        encode(key, salt)
