"""Recognising services: a table of what print-outs say and the one service that it names, or none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronology_tui.domain.care_services import CARE_SERVICES, CareService, recognise_service, service_key, spoken_service

RECOGNISED = [
    ("Paediatric follow-up: did not attend", "Paediatrics"),
    ("Orthopaedic appointment changed by family", "Orthopaedics"),
    ("Orthopaedic follow-up: did not attend; discharged from clinic", "Orthopaedics"),
    ("Known knee problem under orthopaedics", "Orthopaedics"),
    ("physio", "Physiotherapy"),
    ("PHYSIO", "Physiotherapy"),
    ("physiotherapy clinic", "Physiotherapy"),
    ("Seen by physiotherapist at home", "Physiotherapy"),
    ("Paediatric physiotherapy", "Physiotherapy"),
    ("Paediatric orthopaedic clinic", "Orthopaedics"),
    ("Community paediatric clinic", "Community paediatrics"),
    ("paediatric consultant neurologist", "Neurology"),
    ("Paediatric surgery", "Paediatric surgery"),
    ("SALT", "Speech and language therapy"),
    ("Speech & Language Therapy", "Speech and language therapy"),
    ("salt", "Speech and language therapy"),
    ("OT", "Occupational therapy"),
    ("A&E", "Emergency department"),
    ("A & E", "Emergency department"),
    ("ed", "Emergency department"),
    ("Dental check", "Dentist"),
    ("Orthodontist", "Orthodontics"),
    ("Orthoptist review", "Orthoptics"),
    ("eye clinic", "Ophthalmology"),
    ("Ear, nose and throat clinic", "ENT"),
    ("health visitor", "Health visiting"),
    ("HV", "Health visiting"),
    ("Practice nurse", "GP"),
    ("Epilepsy clinic", "Epilepsy clinic"),
    ("children’s community nurse", "Community nursing"),
    ("CAMHS", "CAMHS"),
    ("T&O", "Orthopaedics"),
]

NOT_RECOGNISED = [
    "",
    "   ",
    "Physiotherapist wrote to the GP",  # names two
    "Paediatrics and orthopaedics",  # names two
    "GP referral to physiotherapy",
    "Consultant writes to mother and refers because of three missed clinics",
    "Pre-operative low calcium, emergency admission, dangerous heart rhythm, treated with calcium and vitamin D",
    "Advised a low salt diet",
    "Wheezy, known asthma",
    "Neurological examination normal",
    "Gastroenteritis",
    "Went home content",
    "Did not attend",
    "[/bold] {0} %s",
]


@pytest.mark.parametrize(("words", "service"), RECOGNISED)
def test_words_that_name_one_service(words: str, service: str) -> None:
    assert recognise_service(words) == service


@pytest.mark.parametrize("words", NOT_RECOGNISED)
def test_words_that_name_none_or_several(words: str) -> None:
    assert recognise_service(words) is None


@pytest.mark.parametrize("service", CARE_SERVICES, ids=lambda s: s.name)
def test_every_name_and_every_short_form_names_its_own_service(service: CareService) -> None:
    for words in (service.name, *service.whole, *(phrase.replace("*", "") for phrase in service.phrases)):
        assert recognise_service(words) == service.name, words
        assert service_key(words) == service_key(service.name)


ONE_KEY = [
    ("physio", "Physiotherapy", "physiotherapy clinic", "PHYSIO team", "Paediatric physiotherapy"),
    ("Dr Lark's clinic", "Dr  Lark's", "dr lark's Outpatient Clinic"),
    ("Gait laboratory", "gait laboratory service"),
]


@pytest.mark.parametrize("names", ONE_KEY)
def test_names_of_one_service_share_a_key(names: tuple[str, ...]) -> None:
    assert len({service_key(name) for name in names}) == 1


def test_names_of_different_services_do_not_share_a_key() -> None:
    names = ("Physiotherapy", "Occupational therapy", "Dr Lark's clinic", "Gait laboratory", "clinic", "")
    assert len({service_key(name) for name in names}) == len(names)


def test_no_service_named_gives_an_empty_key_and_anything_else_does_not() -> None:
    assert service_key("  ") == ""
    assert service_key("clinic") == "clinic"
    assert service_key("???") == "???"


def test_spoken_forms() -> None:
    assert spoken_service("Orthopaedics") == "orthopaedic"
    assert spoken_service("ENT") == "ENT"
    assert spoken_service("Gait [lab]\nclinic") == "Gait [lab] clinic"


@given(st.text(max_size=60))
def test_any_text_gives_a_stable_key(text: str) -> None:
    key = service_key(text)
    assert service_key(text.upper().lower()) == service_key(text.lower())
    assert bool(key) == bool(text.split())
    assert recognise_service(text) is None or key == service_key(recognise_service(text) or "")
