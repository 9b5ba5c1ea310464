"""How one entry reads in the table: facts, labels only where something is recorded, user text as data."""

from __future__ import annotations

from datetime import time
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from chronology_tui.domain.dates.value import UncertainDate
from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.records import AdmissionDetails, AppointmentDetails, MeasurementDetails, Source
from chronology_tui.domain.scales import Severity
from chronology_tui.domain.vocabulary import Basis, ChildSeen, ContactMode, FamilyResponse, Impact
from chronology_tui.report.document import Tone
from chronology_tui.report.entries import event_line
from chronology_tui.report.wording import HEADLINES, glossary_for, length_words, letters, listed, many, sentence

if TYPE_CHECKING:
    from tests.report.conftest import CaseKit, Reader


VIDEO = AppointmentDetails(mode=ContactMode.VIDEO, critical=True, booked_by_young_person=True, notice_days=0, reason="no bus")
VIDEO_WORDS = (
    "Cancelled by family. By video. Marked as critical care. Booked by the young person. "
    "Notice given: on the day. Reason given: no bus."
)
EVERYTHING = (
    "Was not brought. Second letter. Impact: harm to the child. Splints outgrown. Action: phoned. "
    "Response: agreed. Will come. Child said: “my feet hurt”"
)


@pytest.mark.parametrize(
    ("kind", "values", "words"),
    [
        (Kind.WAS_NOT_BROUGHT, {"service": "physiotherapy"}, "Not brought to physiotherapy."),
        (Kind.WAS_NOT_BROUGHT, {}, "Was not brought."),
        (Kind.CANCELLED_BY_FAMILY, {"service": "neurology"}, "Neurology cancelled by family."),
        (Kind.WAS_NOT_BROUGHT, {"service": "Speech and language therapy"}, "Not brought to speech and language therapy."),
        (Kind.WAS_NOT_BROUGHT, {"service": "Northfield Clinic"}, "Not brought to Northfield Clinic."),
        (Kind.WAS_NOT_BROUGHT, {"service": "GP"}, "Not brought to GP."),
        (Kind.DENTAL_CHECK, {"service": "Smiles {0}"}, "Dental check: Smiles {0}."),
        (Kind.WAS_NOT_BROUGHT, {"service": "ENT", "summary": "Letter unanswered"}, "Not brought to ENT. Letter unanswered."),
        (Kind.WAS_NOT_BROUGHT, {"service": "ENT", "summary": "not brought to ent."}, "Not brought to ENT."),
        (Kind.WAS_NOT_BROUGHT, {"service": "ENT", "summary": "Not brought. No message"}, "Not brought to ENT. No message."),
        (Kind.WAS_NOT_BROUGHT, {"service": "ENT", "summary": "Not brought; no reply"}, "Not brought to ENT. No reply."),
        (
            Kind.WAS_NOT_BROUGHT,
            {"service": "ENT", "summary": "Not brought as ill. Ok"},
            "Not brought to ENT. Not brought as ill. Ok.",
        ),
        (Kind.WAS_NOT_BROUGHT, {"service": "ENT", "summary": "Not brought."}, "Not brought to ENT."),
        (Kind.WAS_NOT_BROUGHT, {"child_seen": ChildSeen.NO}, "Was not brought."),
        (Kind.REVIEW_MISSED, {"child_seen": ChildSeen.NO}, "Health visiting review missed. Child not seen."),
        (Kind.NO_ACCESS, {"details": AppointmentDetails(mode=ContactMode.HOME_VISIT)}, "No access at home visit."),
        (Kind.ATTENDED, {"service": "ENT", "summary": "Attended. Well"}, "Attended ENT. Well."),
        (Kind.WAS_NOT_BROUGHT, {"service": "ENT", "summary": "Not: moved. x"}, "Not brought to ENT. Not: moved. x."),
        (Kind.NOTE, {"summary": "First line\nsecond <b>line</b> {x}"}, "Note. First line second <b>line</b> {x}."),
        (Kind.NOTE, {"summary": "a\x1b[31m\u202eb"}, "Note. a␛[31m‹U+202E›b."),
        (Kind.WEIGHT, {"details": MeasurementDetails(value=Decimal("14.20"), unit="kg")}, "Weight: 14.20 kg."),
        (
            Kind.MEASURE,
            {"service": "GP", "details": MeasurementDetails(measure="Ferritin", value=Decimal(9), unit="µg/L")},
            "Ferritin: 9 µg/L (GP).",
        ),
        (
            Kind.ADMISSION,
            {"service": "Ward 3", "details": AdmissionDetails(reason="seizures", nights=3, planned=True)},
            "Admitted to Ward 3. Reason: seizures. Planned. Stayed 3 nights.",
        ),
        (
            Kind.CANCELLED_BY_FAMILY,
            {
                "details": AppointmentDetails(
                    mode=ContactMode.VIDEO, critical=True, booked_by_young_person=True, notice_days=0, reason="no bus"
                )
            },
            VIDEO_WORDS,
        ),
        (
            Kind.ATTENDED,
            {"brought_by": "mother", "child_seen": ChildSeen.SEEN_ALONE},
            "Attended. Brought by mother. Child seen alone.",
        ),
        (
            Kind.WAS_NOT_BROUGHT,
            {
                "summary": "Second letter.",
                "impact": Impact.HARM,
                "impact_note": "splints outgrown",
                "action": "phoned",
                "family_response": FamilyResponse.AGREED,
                "response_note": "will come",
                "child_voice": "my feet hurt",
            },
            EVERYTHING,
        ),
        (Kind.CHILD_WORDS, {"quote": "'Go away'"}, "Child's words. Child said: 'Go away'"),
    ],
)
def test_an_entry_in_one_line(kit: CaseKit, kind: Kind, values: dict[str, object], words: str) -> None:
    assert "".join(run.text for run in event_line(kit.event(1, "2024-05-02", kind, **values))) == words


def test_headline_is_strong_and_labels_are_labels(kit: CaseKit) -> None:
    runs = event_line(kit.event(1, "2024-05-02", Kind.WAS_NOT_BROUGHT, action="phoned"))
    assert [(run.text, run.tone) for run in runs if run.text.strip()] == [
        ("Was not brought.", Tone.STRONG),
        ("Action:", Tone.LABEL),
        (" phoned.", Tone.PLAIN),
    ]


def test_a_row(kit: CaseKit, read: Reader) -> None:
    source = Source(id=UUID(int=3), title="Physiotherapy letter")
    event = kit.event(
        1,
        "2024-03-14",
        Kind.WAS_NOT_BROUGHT,
        at=time(14, 30),
        service="physiotherapy",
        source=source.id,
        page="2",
        severity=Severity.HIGH,
        basis=Basis.REPORTED_BY_CARER,
    )
    document = kit.build([event], sources=(source,))
    assert read.rows(document) == [
        [
            "1",
            "14 March 2024 / at 14:30",
            "4y 11m",
            "Not brought to physiotherapy.",
            "Physiotherapy letter, p. 2 / reported by carer",
            "high",
        ]
    ]
    (row,) = read.entries(document).rows
    assert (row.cells[-1].severity, row.anchor, row.group) == (Severity.HIGH, "entry-1", "2024")


def test_an_undated_entry_shows_what_was_written(kit: CaseKit, read: Reader) -> None:
    event = kit.event(1, UncertainDate.undated("[undated background]"))
    assert read.rows(kit.build([event]))[0][1] == "undated / as written: [undated background]"


def test_no_headline_blames(kit: CaseKit) -> None:
    words = " ".join([*HEADLINES.values(), *(kind.label for kind in Kind)]).casefold()
    assert not [blame for blame in ("did not attend", "failed to", "refused to", "dna", "non-compliant") if blame in words]


@pytest.mark.parametrize(
    ("got", "words"),
    [
        (many(1, "entry"), "1 entry"),
        (many(1200, "entry"), "1,200 entries"),
        (many(2, "day"), "2 days"),
        (sentence("Seen?"), "Seen?"),
        (sentence(""), ""),
        (listed(["a"]), "a"),
        (listed(["a", "b", "c"]), "a, b and c"),
        (length_words(1), "1 day"),
        (length_words(20), "20 days"),
        (length_words(35), "5 weeks"),
        (length_words(365), "11 months"),
        (length_words(366), "12 months"),
        (length_words(731), "2 years"),
        (letters(0), "A"),
        (letters(25), "Z"),
        (letters(26), "AA"),
        (letters(702), "AAA"),
    ],
)
def test_small_grammar(got: str, words: str) -> None:
    assert got == words


def test_glossary_reads_whole_words_only() -> None:
    assert glossary_for(["The GPs, an ENT clinic (A&E)", "hv"]) == (
        ("A&E", "accident and emergency department"),
        ("ENT", "ear, nose and throat"),
    )
