"""One file a rule book: its paragraphs in our own words, then its answers to the questions of rules/book.py."""
