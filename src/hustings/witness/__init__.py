"""Runs both counters, compares them and declares; verifies records; fills vacancies."""
