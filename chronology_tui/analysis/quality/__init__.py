"""The quality check: a linter for chronologies. Every issue has a code, a place, the reason, and a fix where one is sure."""

from chronology_tui.analysis.quality.checking import check
from chronology_tui.analysis.quality.context import PageCap, QualityCase
from chronology_tui.analysis.quality.issue import Fix, QualityCode, QualityIssue

__all__ = ["Fix", "PageCap", "QualityCase", "QualityCode", "QualityIssue", "check"]
