"""Widgets of the terminal app; the timeline and the page draw by Textual's line API."""
