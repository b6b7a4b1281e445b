"""The tally of nominations and what it says of slates."""
