"""Postcodes, areas, and the index that fits in a web page."""
