"""Uncertain dates: the value, the grammar that reads it, the words and the EDTF string that write it."""

from chronology_tui.domain.dates.value import Precision, Qualifier, Remark, RemarkCode, UncertainDate

__all__ = ["Precision", "Qualifier", "Remark", "RemarkCode", "UncertainDate"]
