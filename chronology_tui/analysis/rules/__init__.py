"""The rules, one a file or a tight family; the registry lists them in order."""
