"""Sections of packs: each function turns a case into sections, none where there is nothing to say."""
