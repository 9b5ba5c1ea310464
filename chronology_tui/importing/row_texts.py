"""What an entry says in each column; it is shared with what writes tables, so it stands in the domain."""

from chronology_tui.domain.date_readings import when_text
from chronology_tui.domain.entry_texts import field_texts, texts_of_details, texts_of_entry

__all__ = ["field_texts", "texts_of_details", "texts_of_entry", "when_text"]
