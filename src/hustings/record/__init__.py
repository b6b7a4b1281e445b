"""Facts of a count, and the count record: JSON, CSV, differences."""
