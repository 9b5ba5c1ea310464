"""Which names are one medicine, what is a reliever inhaler, how many an entry holds, and whose refusal an entry tells of."""

from __future__ import annotations

import pytest

from chronology_tui.analysis.medicines import inhalers, is_reliever, medicine_named, medicine_of
from chronology_tui.analysis.own_choice import own_refusal
from chronology_tui.domain.records import Event
from tests.support.cases import CHILD, case


def entry(line: str) -> Event:
    (event,) = case(line).chronology.events
    return event


ONE = (
    ("Keppra 250 mg", "keppra"), ("Keppra", "levetiracetam"), ("Levetiracetam 100mg/ml oral solution", "KEPPRA liquid"),
    ("Epilim", "sodium valproate 200 mg tablets"), ("Brown inhaler 50 micrograms", "brown inhaler"),
    ("vitamin D 400 IU", "Vitamin D drops"),
)  # fmt: skip
APART = (
    ("NovoRapid", "Lantus"), ("Clenil", "brown inhaler"), ("vitamin D", "vitamin B12"), ("Keppra", "Keppra and Epilim"),
    ("montelukast", "Singulair and Clenil"),
)  # fmt: skip


@pytest.mark.parametrize(("one", "other"), ONE)
def test_one_medicine(one: str, other: str) -> None:
    first, second = medicine_named(one), medicine_named(other)
    assert first is not None
    assert second is not None
    assert first.key == second.key


@pytest.mark.parametrize(("one", "other"), APART)
def test_names_that_are_not_surely_one(one: str, other: str) -> None:
    first, second = medicine_named(one), medicine_named(other)
    assert first is not None
    assert second is not None
    assert first.key != second.key


def test_a_strength_alone_names_nothing_and_words_name_only_known_medicines() -> None:
    assert medicine_named("250 mg tablets") is None
    assert medicine_of(entry('2024-01-01 dose_missed "No medicine on two mornings"')) is None
    assert medicine_of(entry('2024-01-01 dose_missed "Keppra and Epilim not given"')) is None
    keppra = medicine_of(entry('2024-01-01 dose_missed "Keppra not given"'))
    assert keppra is not None
    assert (keppra.name, keppra.critical) == ("levetiracetam", "an anti-seizure medicine")


HELD = (
    ('supplied med:Ventolin "2 inhalers"', 2), ('supplied med:Ventolin "two blue inhalers"', 2), ("supplied med:Salamol-x3", 3),
    ("supplied med:Ventolin", None), ('supplied med:Ventolin "100 mcg, 2 puffs, as needed"', None),
    ('supplied med:Ventolin "1 inhaler for home, 2 inhalers for school"', None),
    ('supplied med:Ventolin "200 dose inhaler"', None),
)  # fmt: skip


@pytest.mark.parametrize(("words", "number"), HELD)
def test_how_many_inhalers_an_entry_holds(words: str, number: int | None) -> None:
    event = entry(f"2024-01-01 {words}")
    assert is_reliever(event)
    assert inhalers(event) == number


@pytest.mark.parametrize("words", ["med:salbutamol-nebules", "med:salbutamol-syrup", "med:Clenil", "med:montelukast", ""])
def test_what_is_no_reliever_inhaler(words: str) -> None:
    assert not is_reliever(entry(f"2024-01-01 supplied {words}"))


REFUSALS = (
    ("Young person declined to be seen", True), ("Robin refused", True), ("The child would not wear the splints", True),
    ("Robin has again refused", True), ("It was her own decision", True), ("Robin's mother refused", False),
    ("Mother of Robin refused", False), ("She refused", False), ("Treatment for the child declined", False),
    ("Robin was refused by the nursery", False), ("Refused", False), ("Robina refused", False), ("", False),
)  # fmt: skip


@pytest.mark.parametrize(("words", "own"), REFUSALS)
def test_whose_refusal(words: str, own: bool) -> None:
    assert own_refusal(entry(f'2024-01-01 treatment_refused "{words}"'), CHILD) is own


def test_initials_are_not_a_name() -> None:
    event = entry('2024-01-01 treatment_refused "RA refused"')
    assert not own_refusal(event, CHILD.changed(name="RA"))
