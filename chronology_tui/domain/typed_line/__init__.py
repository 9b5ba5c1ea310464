r"""The typed line: ``<when> <kind> [free words]`` with marks anywhere, read at every key press.

Reading never fails and never loses a word: what is not understood stays in the summary, and what stops the entry from being
saved is said in ``problems``. The same reader serves the command line and the screen. Marks:

======================== ============================================================================================
``!0`` to ``!4``         severity
``~1`` to ``~4``         likelihood
``@service``             service (``@"two words"`` with quotes; a value in quotes is taken as typed)
``src:``, ``p:``         source; its page (both stay for the next entry; ``p:-`` says that there is none)
``by:``, ``with:``       professional; who brought the child
``voice:``               the child's own words
``impact:``              effect on the child: none, harm, benefit, unknown, or words
``action:``              what was done, or why nothing was; with ``due:`` or ``owner:`` what was agreed to be done
``response:``            how the family responded: agreed, declined, minimised … or words
``due:``, ``owner:``     when it is due and who does it; medicines, immunisations and reviews keep ``due:`` in their details
``med:``                 name of the medicine, for kinds of medicines
``x28d``, ``x4w``        days supplied, for kinds of medicines (also ``x28/7``, ``x4/52``; months have no fixed length)
``+name``                another child whom the entry is about too: full name, first name or initials
``#key``                 a key event
``#third-party``         handling; also ``#restricted``, ``#privileged``, ``#not-for-carers``
``#pp1`` to ``#pp12``    a sign of the perplexing presentations form (RCPCH 2021)
``8.2kg``, ``71mmol/mol`` a measure, after its kind; right after the date ``kg`` and ``mmol/mol`` name their kind themselves
======================== ============================================================================================

Directly after the date may stand a second day, which makes a span ("2/7/24 9/7/24"), and a time of day ("10:30", "at 1430 hrs").
A back-slash before a mark or a kind keeps it as words (``\!3``); so does a passage in quotes.
"""

from chronology_tui.domain.typed_line.completion import Suggestion, complete, kind_offers, offers_for
from chronology_tui.domain.typed_line.known import Known, known_from
from chronology_tui.domain.typed_line.reader import event_fields, read_line
from chronology_tui.domain.typed_line.reading import (
    MAX_LINE,
    SOURCE_NOT_RECORDED,
    LineContext,
    LineReading,
    LineSpan,
    Part,
    Planned,
)

__all__ = [
    "MAX_LINE",
    "SOURCE_NOT_RECORDED",
    "Known",
    "LineContext",
    "LineReading",
    "LineSpan",
    "Part",
    "Planned",
    "Suggestion",
    "complete",
    "event_fields",
    "kind_offers",
    "known_from",
    "offers_for",
    "read_line",
]
