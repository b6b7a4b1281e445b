"""Ballots in tables: from rows of cells, of CSV files and spreadsheets, to a reading that accounts for all of them."""
