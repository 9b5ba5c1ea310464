"""Uncertain dates: the value, the grammar that reads it, the words and the EDTF string that write it."""

from chronology_tui.domain.dates.context import DateContext, DateRefused
from chronology_tui.domain.dates.edtf import to_edtf
from chronology_tui.domain.dates.format import day_words, format_date, short_date, weekday_date
from chronology_tui.domain.dates.grammar import date_prefix, parse_date, parse_dates
from chronology_tui.domain.dates.value import Precision, Qualifier, Remark, RemarkCode, UncertainDate

__all__ = [
    "DateContext",
    "DateRefused",
    "Precision",
    "Qualifier",
    "Remark",
    "RemarkCode",
    "UncertainDate",
    "date_prefix",
    "day_words",
    "format_date",
    "parse_date",
    "parse_dates",
    "short_date",
    "to_edtf",
    "weekday_date",
]
