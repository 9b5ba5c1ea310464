"""What all records share: frozen, closed, validated; text stored as typed."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Self
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict

from chronology_tui.domain.text import clean

Text = Annotated[str, AfterValidator(clean)]
"""A text field: stored as typed, NFC, trimmed at both ends."""


def _not_empty(text: str) -> str:
    if not text:
        raise ValueError("must not be empty")
    return text


Words = Annotated[str, AfterValidator(clean), AfterValidator(_not_empty)]
"""A text field that must hold something."""


@cache
def _all_fields(record: type[Record]) -> set[str]:
    """Return the names of all fields, one set for all records of a kind: it is only read, since records are frozen."""
    return set(record.model_fields)


class Record(BaseModel):
    """Base of all records: frozen, closed, validated."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True, defer_build=True)

    def changed(self, **values: object) -> Self:
        """Return a copy with ``values`` changed, validated as a whole."""
        return type(self).model_validate({**{name: getattr(self, name) for name in type(self).model_fields}, **values})

    @classmethod
    def trusted(cls, values: dict[str, object]) -> Self:
        """Return a record of values that were validated before, all fields given: a third of the cost of ``model_construct``.

        Only for reading back what this program wrote; a test compares it with validated construction.
        """
        record = cls.__new__(cls)
        object.__setattr__(record, "__dict__", values)
        object.__setattr__(record, "__pydantic_fields_set__", _all_fields(cls))
        object.__setattr__(record, "__pydantic_extra__", None)
        object.__setattr__(record, "__pydantic_private__", None)
        return record


class KeptRecord(Record):
    """Base of the records that are kept each for itself, with a history: what a change, a table and a purge can be about.

    Attributes:
        id: UUIDv7.
    """

    id: UUID
