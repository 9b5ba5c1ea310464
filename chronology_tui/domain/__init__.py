"""The pure core: records, dates, words. No database, no screen, no clock."""
