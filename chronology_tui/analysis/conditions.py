"""Which illness an admission was for: so that "prolonged seizure" and "status epilepticus" count as one reason.

Only for saying that two admissions had one cause; never a diagnosis. Words that name two conditions of the table, or none, are
taken as they are written.
"""

from __future__ import annotations

import re

from chronology_tui.domain.text import fold, one_line

CONDITIONS: tuple[tuple[str, str], ...] = (
    ("seizures", r"seizures?|fits?|convulsions?|status epilepticus|epilep\w+"),
    ("asthma or wheeze", r"asthma\w*|wheez\w+"),
    ("diabetic ketoacidosis", r"dka|ketoacidosis"),
    ("low blood sugar", r"hypoglyc\w+|low blood sugar"),
    ("low calcium", r"hypocalc\w+|low calcium"),
    ("bronchiolitis", r"bronchiolitis"),
    ("chest infection", r"chest infections?|pneumonia|lower respiratory tract infections?|lrti"),
    ("urinary infection", r"urinary (?:tract )?infections?|uti|pyelonephritis"),
    ("vomiting or diarrhoea", r"vomiting|diarrhoea|gastroenteritis|dehydrat\w+"),
    ("constipation", r"constipat\w+|impaction"),
    ("faltering growth", r"faltering growth|failure to thrive|weight loss|poor weight gain"),
    ("feeding difficulty", r"feeding (?:difficult\w+|problems?)|poor feeding"),
    ("eczema", r"eczema\w*"),
    ("allergic reaction", r"anaphyla\w+|allergic reactions?"),
    ("dental infection", r"dental (?:infections?|abscess\w*)|tooth abscess"),
    ("overdose or self-harm", r"overdoses?|self[- ]harm\w*|intentional ingestion"),
    ("poisoning", r"poisoning|accidental ingestion"),
    ("head injury", r"head injur\w+"),
    ("burn or scald", r"burns?|scalds?"),
    ("fracture", r"fractures?|broken (?:arm|leg|bone)"),
    ("sickle cell crisis", r"sickle (?:cell )?cris[ei]s|vaso-?occlusive\w*"),
    ("abdominal pain", r"abdominal pain|tummy pain"),
)
"""Each condition by its words in running text, with what print-outs call it."""

_COMPILED = tuple((name, re.compile(rf"(?<!\w)(?:{words})(?!\w)")) for name, words in CONDITIONS)
_SAID_NOT = re.compile(r"(?<!\w)(?:no|not|without|denies|nil)\s+(?:\w+\s+)?$")
_LITTLE = frozenset({"acute", "prolonged", "severe", "recurrent", "further", "another", "unplanned", "emergency"})


def recognise_condition(words: str) -> str | None:
    """Return the one condition of the table that ``words`` name, or None when they name none or several.

    A condition that is said not to be there ("no seizures") is not named.
    """
    folded = fold(words)
    found = {
        name
        for name, pattern in _COMPILED
        if any(not _SAID_NOT.search(folded[: match.start()]) for match in pattern.finditer(folded))
    }
    return found.pop() if len(found) == 1 else None


def condition_of(reason: str, summary: str) -> tuple[str, str] | None:
    """Return key and words of the condition that an admission was for, or None when the entry does not say.

    The recorded reason leads; where it is no known condition its own words are the condition. Without a reason the summary is
    read, and only a known condition is taken from it.
    """
    if not reason:
        known = recognise_condition(summary)
        return (known, known) if known else None
    known = recognise_condition(reason)
    if known:
        return known, known
    key = " ".join(word for word in re.findall(r"\w+", fold(reason)) if word not in _LITTLE)
    return (key or fold(reason), one_line(reason))
