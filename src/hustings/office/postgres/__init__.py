"""PostgreSQL as the office uses it: a backend for Django (`base`)."""
