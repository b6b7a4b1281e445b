"""When a difference between simulated figures is called clear."""

ERRORS = 2
"""A difference is clear from so many of its standard errors on."""
