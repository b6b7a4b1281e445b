"""Which order for which area, how many to stand, and what that is worth."""
