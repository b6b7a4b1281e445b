"""The file formats of ballots, one file a format: its name, endings, how content is recognised, its reader and writer.

A new format is a new file here with a FORMAT (`ballots/registry.py`); nothing else lists it.
"""
