"""Chronology: build a child's medical chronology offline, see its patterns, export an accessible pack."""

__version__ = "0.1.0"
