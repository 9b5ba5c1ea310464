"""What a typed search asks for, and where its words stand in a text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chronology_tui.domain.search_words import (
    LONGEST_WORD,
    MOST_WORDS,
    SearchQuery,
    Term,
    excerpt,
    folded_words,
    held,
    parse_query,
    spans,
)
from tests.support.records import HOSTILE

_PARTS = (
    '"',
    "“",
    "-",
    " ",
    "*",
    "^",
    "NEAR(",
    "AND",
    "OR",
    "NOT",
    ":",
    "(",
    ")",
    "{",
    "}",
    "+",
    "a",
    "Zoë",
    "👩\u200d👧",
    "\x00",
)
TYPED = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(_PARTS)).map("".join), st.sampled_from(HOSTILE))


def lit(text: str, typed: str) -> list[str]:
    """Return the pieces of ``text`` that a search lights."""
    return [text[start:end] for start, end in spans(text, parse_query(typed))]


def wanted(typed: str) -> list[tuple[str, bool]]:
    return [(" ".join(term.words), term.open) for term in parse_query(typed).wanted]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Zoë, ZOE and Zoe\u0308", ["zoe", "zoe", "and", "zoe"]),
        ("Łukasz Søren Çağla Straße", ["lukasz", "soren", "cagla", "strasse"]),
        ("A&E, well-being; 16.4 kg", ["a", "e", "well", "being", "16", "4", "kg"]),
        ("o\u2019brien_o'brien", ["o", "brien", "o", "brien"]),
        ("王芳 はな", ["王", "芳", "は", "な"]),
        ("safe\u00adguarding \u202eevil\u202c", ["safeguarding", "evil"]),
        ("ﬁne ½ ❤\ufe0f 1\ufe0f\u20e3 👩‍👧", ["fine", "1", "2", "1"]),
        ("a\x00b\x1b[31mred\ud800", ["a", "b", "31mred"]),
        ("", []),
    ],
)
def test_words_are_letters_and_digits_without_case_or_accents(text: str, words: list[str]) -> None:
    assert folded_words(text) == words


def test_every_word_is_looked_for_as_a_beginning() -> None:
    assert wanted("physio WNB") == [("physio", True), ("wnb", True)]


def test_words_in_quotes_stand_together_in_full() -> None:
    assert wanted('"was not brought" splint') == [("was not brought", False), ("splint", True)]
    assert wanted("“was not brought”") == [("was not brought", False)]


def test_an_unclosed_quote_ends_in_a_beginning() -> None:
    assert wanted('gp "was not br') == [("gp", True), ("was not br", True)]


def test_a_word_with_a_mark_inside_is_its_parts_side_by_side() -> None:
    assert wanted("well-being A&E O'Bri") == [("well being", True), ("a e", True), ("o bri", True)]


def test_a_hyphen_before_a_word_leaves_out_that_word_in_full() -> None:
    query = parse_query('pain -painful -"no pain" --pain')
    assert query.wanted == (Term(("pain",), open=True),)
    assert query.unwanted == (Term(("painful",)), Term(("no", "pain")), Term(("pain",)))


def test_what_is_a_language_elsewhere_is_only_words_here() -> None:
    assert wanted("NEAR(a) OR b* ^c d:e {f g}") == [
        ("near a", True), ("or", True), ("b", True), ("c", True), ("d e", True), ("f", True), ("g", True),
    ]  # fmt: skip


@pytest.mark.parametrize("typed", ["", " ", "-", '""', '"', "- -", "()*^:", "👩‍👧", "\x00", "-only -these"])
def test_text_without_a_word_to_look_for_is_empty(typed: str) -> None:
    assert parse_query(typed).empty


def test_a_pasted_letter_is_looked_for_by_its_first_words_and_the_rest_is_counted() -> None:
    query = parse_query(" ".join(f"word{n}" for n in range(1000)))
    assert len(query.wanted) == MOST_WORDS
    assert query.left_out == 1000 - MOST_WORDS


@pytest.mark.parametrize("typed", ["a" * 100_000, '"' * 100_000, '-"a ' * 25_000, "é" * 100_000, " " * 100_000])
def test_a_hundred_thousand_characters_are_read(typed: str) -> None:
    query = parse_query(typed)
    assert sum(len(term.words) for term in (*query.wanted, *query.unwanted)) <= MOST_WORDS
    assert all(len(word) <= LONGEST_WORD for term in query.wanted for word in term.words)


@given(TYPED, TYPED)
@example("[/red]", "-")
def test_any_text_is_read_and_any_text_is_lit(typed: str, text: str) -> None:
    query = parse_query(typed)
    for term in (*query.wanted, *query.unwanted):
        assert term.words
        for word in term.words:
            assert word.encode("utf-8")
            assert all(unicodedata.category(char)[0] in "LNM" for char in word), "only letters and digits reach the index"
    last = 0
    for start, end in spans(text, query):
        assert last <= start < end <= len(text)
        last = end + 1


@given(st.text(max_size=80))
@example("ﷺ ﬃ ŉ İstanbul")
def test_every_word_of_a_text_is_lit_when_it_is_asked_for(text: str) -> None:
    for word in folded_words(text):
        assert spans(text, SearchQuery((Term((word,)),)))


@given(st.text(max_size=80))
def test_a_text_asked_for_whole_is_lit_from_its_first_word_to_its_last(text: str) -> None:
    words = tuple(folded_words(text))
    if words:
        (span,) = spans(text, SearchQuery((Term(words),)))
        assert folded_words(text[slice(*span)])[-1] == words[-1][: len(folded_words(text[slice(*span)])[-1])]


def test_matches_are_told_in_characters_of_the_text_as_it_stands() -> None:
    assert lit("Zoë, Zoe\u0308 and ZOEY", "zoe") == ["Zoë", "Zoe\u0308", "ZOE"]
    assert lit("Physiotherapy at Physio", "phys") == ["Phys", "Phys"]
    assert lit("It was,\n not  brought", '"not brought"') == ["not  brought"]
    assert lit("not now; brought", '"not brought"') == []
    assert lit("王芳来了", "芳来") == ["芳来"]
    assert lit("the efﬁcient nurse", "effi") == ["efﬁ"]
    assert lit("Straße 3", "strass") == ["Straß"]


@given(TYPED, TYPED)
def test_a_term_is_held_where_it_is_lit(typed: str, text: str) -> None:
    query = parse_query(typed)
    lit = {term for term in query.wanted if spans(text, SearchQuery((term,)))}
    assert held(text, query) == lit


def test_an_excerpt_holds_the_match_and_is_cut_between_words() -> None:
    text = f"{'before ' * 40}splints outgrown {'after ' * 40}".strip()
    (span,) = spans(text, parse_query("splints"))
    shown = excerpt(text, span, 60)
    assert shown.startswith("… before ")
    assert "splints outgrown" in shown
    assert shown.endswith("after …")
    assert len(shown) <= 60 + 4
    assert excerpt("splints", (0, 7), 60) == "splints"


@given(st.text(max_size=90), st.text(max_size=90), st.integers(1, 60))
def test_an_excerpt_of_any_text_holds_the_beginning_of_its_span(before: str, after: str, room: int) -> None:
    text = f"{before}\uf8ff{after}"
    shown = excerpt(text, (len(before), len(text)), room)
    assert "\uf8ff" in shown
    assert len(shown) <= max(len("\uf8ff"), room) + len("… ") + len(" …")


def test_unwanted_words_are_never_lit() -> None:
    assert lit("pain and no pain", "no -pain") == ["no"]


def test_overlapping_matches_are_lit_as_one() -> None:
    assert lit("was not brought", '"was not" "not brought"') == ["was not brought"]
