"""Dialogues: each is a ModalScreen with a typed answer."""
