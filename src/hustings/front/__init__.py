"""What the front door (`hustings/__init__.py`) hands out: ballots from Python values, counts, comparisons, batches."""
