"""The words of the import: what each of our fields holds, what became of a row, and what to do about each kind of issue."""

from __future__ import annotations

from collections.abc import Mapping

from chronology_tui.services.import_checks import IssueCode, RowFate

LEFT_OUT = "left out"
IN_NOTES = "kept in the notes"

MEANINGS: Mapping[str, str] = {
    "date": "when it happened, in any words; needed",
    "summary": "what happened, in plain words; needed",
    "time": "time of day, such as 14:30",
    "kind": "what kind of entry: a label, a short form such as wnb, or a code",
    "attendance": "NHS attendance code, 2 to 7",
    "service": "which service or clinic",
    "place": "where it happened",
    "quote": "the source's own words",
    "source": "title of the source",
    "page": "page or paragraph of the source",
    "basis": "how it is known",
    "professional": "who recorded it or saw the child",
    "brought_by": "who brought the child",
    "present": "who else was there",
    "child_seen": "whether the child was seen",
    "child_voice": "what the child said",
    "impact": "impact on the child: a word from the list",
    "impact_note": "impact on the child, in words",
    "action": "what was done about it",
    "family_response": "how the family responded: a word from the list",
    "response_note": "how the family responded, in words",
    "severity": "0 to 4, or the word",
    "likelihood": "1 to 4, or the word",
    "key": "whether it is a key event: yes or no",
    "children": "other children of this store whom it is about",
    "measure": "what was measured, such as weight",
    "value": "the number measured",
    "unit": "the unit of the number",
    "medicine": "name of the medicine",
    "dose": "its dose",
    "days_supplied": "for how many days it was supplied",
    "reliever": "whether it is a reliever inhaler",
    "vaccine": "name of the vaccine",
    "review": "which review",
    "due": "when it was due",
    "onset": "when the symptoms began",
    "site": "where on the body",
    "explanation": "the explanation given for an injury",
    "mobility": "whether the child could move by then",
    "test": "which investigation",
    "result": "what it showed",
    "handling": "who must not see it, such as not for carers",
    "presentation": "signs 1 to 12 of the perplexing presentations form",
    "critical": "whether missing it is dangerous: yes or no",
    "notice_days": "days of notice given",
    "mode": "face to face, telephone, video or home",
    "reason": "the reason given",
    "nights": "nights in hospital",
    "planned": "whether it was planned: yes or no",
    "booked_by_young_person": "whether the young person booked it: yes or no",
    "notes": IN_NOTES,
}
"""Our fields, the ones that every table needs first, with what each holds."""

FATES: Mapping[RowFate, tuple[str, str]] = {
    RowFate.NEW: ("", "text"),
    RowFate.THERE: ("there already, not added again", "mute"),
    RowFate.OTHERWISE: ("in the store with other words, which stay", "look"),
    RowFate.REFUSED: ("not added", "bad"),
}
"""What is said of a row by what becomes of it, and the role that it is painted with."""

_MEND = "Mend them in the file and import it again: what is there already is not added twice."
_NOTED = "The entry is added, and what stood there is in its notes. Change the entry later, or mend the file first."

ISSUES: Mapping[IssueCode, tuple[str, str, str]] = {
    IssueCode.DATE_REFUSED: ("Dates that cannot be read: these rows are not added", _MEND, "bad"),
    IssueCode.ROW_EMPTY: ("Rows that say nothing: not added", "Look whether their words stand in another column.", "bad"),
    IssueCode.ROW_INVALID: ("Rows with a value that does not fit: not added", _MEND, "bad"),
    IssueCode.CONFLICT: (
        "Records that the store holds with other content: not changed",
        "Compare the two. What the store holds stays; change it by hand where the file is right.",
        "bad",
    ),
    IssueCode.KIND_UNKNOWN: (
        "Kinds that are not known: added as notes",
        "Say which kind each is under [kinds] of a map file (m), or change the entries later.",
        "look",
    ),
    IssueCode.VALUE_UNKNOWN: ("Values that cannot be read as meant", _NOTED, "look"),
    IssueCode.NUMBER_DAMAGED: (
        "Numbers that a spreadsheet has cut: not taken over", "Their digits are gone. Take them from the source.", "look",
    ),
    IssueCode.CHILD_UNKNOWN: (
        "Children who are not in the store", "Their names are in the notes. Add the children first to share the entries.", "look",
    ),
    IssueCode.VALUE_UNPLACED: ("Values that an entry of this kind has no place for", _NOTED, "look"),
    IssueCode.SOURCE_KEPT: (
        "Sources that the store describes otherwise", "What the store says of them stays. Change it under Sources.", "look",
    ),
    IssueCode.UNDATED: ("Rows without a date: kept as undated", "They come first. Give them a date later, with d.", "look"),
    IssueCode.DATE_REMARK: ("Dates that were read with a remark", "Check that each is read as it was meant.", "look"),
    IssueCode.ROW_RAGGED: ("Rows with more cells than headings", "What stood beyond is in the notes of the entry.", "look"),
    IssueCode.COLUMN_UNKNOWN: (
        "Columns that are not ours: kept in the notes", "Enter on a column (F2) says what it is.", "mute",
    ),
    IssueCode.COLUMN_IGNORED: ("Columns that are left out", "Enter on a column (F2) brings it back.", "mute"),
    IssueCode.DUPLICATE: ("Rows that are there already: not added again", "Nothing is to be done.", "mute"),
}  # fmt: skip
"""For each kind of issue, the heaviest first: its heading, what to do, and the role that it is painted with."""
