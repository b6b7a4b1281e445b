"""The compiled counter: one count or a million."""
