"""The search index inside the encrypted file: what it finds, in which order, and that it forgets what it must."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.event import listen
from sqlalchemy.pool import StaticPool
from sqlmodel import Session, create_engine

from chronology_tui.domain.dates import UncertainDate
from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.records import AppointmentDetails, Event
from chronology_tui.domain.search_texts import Weighed, search_texts
from chronology_tui.domain.search_words import folded_words, parse_query, spans
from chronology_tui.store import search
from chronology_tui.store.migrations import MIGRATIONS
from tests.support.records import ANY_EVENT, HOSTILE, WORDS

CHILD, SIBLING = UUID(int=1), UUID(int=2)
LETTER = "Clinic letter"


@pytest.fixture
def session() -> Iterator[Session]:
    """An encrypted database in memory with the tables of a store."""

    def connect() -> Any:
        connection = sqlcipher.connect(":memory:", isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA key = 'invented'")
        connection.execute("PRAGMA secure_delete = ON")
        return connection

    engine = create_engine("sqlite://", module=sqlcipher, creator=connect, poolclass=StaticPool)
    listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    with Session(engine) as opened:
        for _, _, statements in MIGRATIONS:
            for statement in statements:
                opened.connection().exec_driver_sql(statement)
        yield opened
    engine.dispose()


def entry(number: int, summary: str = "", kind: Kind = Kind.NOTE, children: tuple[UUID, ...] = (CHILD,), **more: Any) -> Event:
    return Event(
        id=UUID(int=number), children=children, when=UncertainDate.on(date(2024, 3, 14)), kind=kind, area=kind.area,
        summary=summary, source=UUID(int=999), **more,
    )  # fmt: skip


def put(session: Session, *events: Event, title: str = LETTER) -> None:
    search.index(session, [(event, title) for event in events])


def found(session: Session, typed: str, child: UUID | None = None, limit: int | None = None) -> list[int]:
    return [hit.event.int for hit in search.find(session, parse_query(typed), child, limit)]


def left_in_index(session: Session) -> bytes:
    """Return all that the index keeps, as bytes."""
    tables = session.connection().exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'search%'")
    kept = b""
    for (table,) in tables.all():
        if table != "search_words":
            for row in session.connection().exec_driver_sql(f'SELECT * FROM "{table}"'):  # noqa: S608
                kept += b"|".join(v if isinstance(v, bytes) else str(v).encode() for v in row) + b"\n"
    return kept


def test_words_are_found_whatever_their_case_accents_and_end(session: Session) -> None:
    put(session, entry(1, "Zoë had splints"), entry(2, "taken to A&E"))
    assert found(session, "ZOE") == found(session, "zoë") == found(session, "spl zo") == [1]
    assert found(session, "a&e") == [2]
    assert found(session, "plints") == [], "a word is found from its beginning"


def test_every_word_must_be_there_though_not_in_one_text(session: Session) -> None:
    put(session, entry(1, "splints outgrown", service="Physiotherapy"), entry(2, "splints fit well", service="Orthotics"))
    assert found(session, "splints physio") == [1]
    assert found(session, "splints outgrown orthotics") == []


def test_a_phrase_is_found_in_order_and_never_from_one_text_into_the_next(session: Session) -> None:
    put(session, entry(1, "mother did not attend", quote="today", child_voice="I am cold"), entry(2, "attend did not"))
    assert found(session, '"did not attend"') == [1]
    assert found(session, '"did not att"') == []
    assert found(session, '"did not att') == [1]
    assert found(session, '"today I am"') == []


def test_a_hyphen_leaves_out_entries_with_that_word(session: Session) -> None:
    put(session, entry(1, "pain in the knee"), entry(2, "pain and fever"), entry(3, "pain, feverish"))
    assert set(found(session, "pain -fever")) == {1, 3}
    assert found(session, '-"in the knee" pain') == [3, 2]
    assert found(session, "-pain") == []


def test_the_kind_is_found_by_its_words_and_by_what_workers_type(session: Session) -> None:
    put(session, entry(1, kind=Kind.WAS_NOT_BROUGHT), entry(2, kind=Kind.ADMISSION))
    assert found(session, '"was not brought"') == found(session, "wnb") == found(session, "appointments") == [1]


def test_details_people_response_source_and_notes_are_searched(session: Session) -> None:
    details = AppointmentDetails(reason="car would not start", notice_days=2)
    put(
        session,
        entry(
            1, kind=Kind.CANCELLED_BY_FAMILY, details=details, professional="Dr Quill", brought_by="aunt", present="nan",
            impact_note="sore heels", action="rang school", response_note="accepted a taxi card", notes="column seven", page="12",
            place="Harbour House",
        ),
        title="Ward round record",
    )  # fmt: skip
    for typed in (
        '"would not start"', '"2 days"', "quill", "aunt", "nan", "heels", '"rang school"', "taxi", '"column seven"', '"p 12"',
        '"ward round"', "harbour",
    ):  # fmt: skip
        assert found(session, typed) == [1], typed


def test_the_best_match_comes_first_and_ties_keep_the_order_of_entry(session: Session) -> None:
    put(
        session,
        entry(3, "the taxi did not come, said the taxi driver"),
        entry(2, "a note", notes="taxi"),
        entry(1, "a note", notes="taxi"),
        *(entry(n, "nothing of the sort") for n in range(10, 20)),
    )
    assert found(session, "taxi") == [3, 1, 2]
    assert found(session, "taxi", limit=2) == [3, 1]


def test_only_one_childs_entries_are_found_when_asked_for(session: Session) -> None:
    mine, shared, theirs = (
        entry(n, "taxi", children=c) for n, c in enumerate(((CHILD,), (CHILD, SIBLING), (SIBLING,)), 1)
    )  # fmt: skip
    put(session, mine, shared, theirs)
    for event in (mine, shared, theirs):
        for place, child in enumerate(event.children):
            session.connection().exec_driver_sql(
                "INSERT INTO event_child (event_id, child_id, position) VALUES (?, ?, ?)", (event.id.hex, child.hex, place)
            )
    assert found(session, "taxi", CHILD) == [1, 2]
    assert found(session, "taxi", SIBLING) == [2, 3]
    assert found(session, "taxi") == [1, 2, 3]


def test_an_entry_indexed_again_is_found_by_its_new_words_only(session: Session) -> None:
    put(session, entry(1, "splints"), entry(2, "other"))
    put(session, entry(1, "glasses"))
    put(session, entry(1, "hearing aids"), entry(1, "wheelchair"))
    assert found(session, "splints") == found(session, "glasses") == found(session, "hearing") == []
    assert found(session, "wheelchair") == [1]


def test_a_removed_entry_leaves_no_word_in_any_page(session: Session) -> None:
    rng = random.Random(4)  # noqa: S311 - reproducible words, nothing secret
    vocabulary = ["".join(rng.choices("abcdefghijklmno", k=7)) for _ in range(900)]
    secrets = {n: "".join(rng.choices("pqrstuvwxyz", k=14)) for n in range(1, 401)}
    for n, secret in secrets.items():
        put(session, entry(n, f"{secret} {' '.join(rng.choices(vocabulary, k=20))}"))
    session.commit()
    gone = rng.sample(sorted(secrets), 150)
    kept = left_in_index(session)
    assert all(secrets[n].encode() in kept for n in gone), "the words were there before"
    search.remove(session, [UUID(int=n) for n in gone])
    session.commit()
    kept = left_in_index(session)
    for n in gone:
        # Pages keep a word without what it shares with the word before it, so the tail is looked for.
        assert secrets[n][5:].encode() not in kept
        assert found(session, secrets[n]) == []
    for n in secrets.keys() - set(gone):
        assert found(session, secrets[n]) == [n]
    session.execute(text("INSERT INTO search_words (search_words) VALUES ('integrity-check')"))


def test_an_emptied_index_keeps_nothing_and_can_be_filled_again(session: Session) -> None:
    put(session, entry(1, "planted zebrafinch"))
    session.commit()
    search.clear(session)
    session.commit()
    assert b"zebrafinch"[2:] not in left_in_index(session)
    assert found(session, "zebrafinch") == []
    search.rebuild(session, [(entry(2, "splints"), LETTER), (entry(3, "zebra"), LETTER)])
    assert found(session, "zebra") == [3]
    search.rebuild(session, [(entry(2, "splints"), LETTER)])
    assert found(session, "zebra") == []
    assert found(session, "splints") == [2]


def test_what_was_not_written_is_not_in_the_index(session: Session) -> None:
    put(session, entry(1, "kept"))
    session.commit()
    put(session, entry(2, "taken back"))
    search.remove(session, [UUID(int=1)])
    session.rollback()
    assert found(session, "kept") == [1]
    assert found(session, "taken") == []


def test_more_entries_than_one_batch_are_indexed_and_removed(session: Session) -> None:
    put(session, *(entry(n, "splints") for n in range(1, 1300)))
    assert len(found(session, "splints")) == 1299
    search.remove(session, [UUID(int=n) for n in range(1, 1200)])
    assert found(session, "splints") == list(range(1200, 1300))


_SYNTAX = ('"', "-", "*", "^", "NEAR(a b, 2)", " AND ", " OR ", " NOT ", ":", "(", ")", "{summary}", "+", "a", "\x00")
_TYPED = st.one_of(st.text(max_size=40), st.sampled_from(HOSTILE), st.lists(st.sampled_from(_SYNTAX)).map("".join))


@settings(max_examples=300)
@given(_TYPED)
@example("summary : a")
@example('"' * 100_000)
@example("a " * 50_000)
@example("-a " * 50_000)
@example("é" * 100_000)
@example("\ud800")
def test_nothing_that_is_typed_is_ever_the_language_of_the_index(session: Session, typed: str) -> None:
    query = parse_query(typed)
    assert isinstance(search.find(session, query), tuple)
    if query.empty:
        assert search.find(session, query) == ()


@settings(max_examples=60)
@given(ANY_EVENT, WORDS, st.data())
def test_what_the_index_finds_can_be_lit_and_what_can_be_lit_is_found(
    session: Session, event: Event, title: str, data: st.DataObject
) -> None:
    search.rebuild(session, [(event, title)])
    texts = search_texts(event, title)
    words = sorted({word for found_text in texts for word in folded_words(found_text.text)})
    word = data.draw(st.sampled_from(words))
    typed = data.draw(st.sampled_from([word, word[:2], f'"{word}"', f"{word} {words[0]}", f'"{words[0]} {word}"', f"{word}zz"]))
    query = parse_query(typed)
    lit = {found_text.group for found_text in texts if spans(found_text.text, query)}
    hits = search.find(session, query)
    if hits:
        assert lit
    elif lit:
        assert len(query.wanted) > 1, "a single term that can be lit is found"


def test_the_columns_of_the_index_are_the_groups_that_are_weighed(session: Session) -> None:
    columns = [row[1] for row in session.connection().exec_driver_sql("PRAGMA table_info(search_words)")]
    assert columns == list(Weighed)
