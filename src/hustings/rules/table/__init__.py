"""The table of questions, a file a theme: what each asks, its answers and their meaning. `Rules` (book.py) has them."""
