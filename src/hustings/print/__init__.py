"""Leaflets and cards."""
