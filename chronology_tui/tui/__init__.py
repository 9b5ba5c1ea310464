"""The terminal app. The only door to data is ``chronology_tui.services``; start it with :func:`chronology_tui.tui.app.run`."""
