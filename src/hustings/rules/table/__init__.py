"""The table of questions, a file a theme: the answers to each, and what happens under them. `Rules` (book.py) has them.

What each asks and each answer means stands in `narrative/words/LANGUAGE/rules.toml`.
"""
