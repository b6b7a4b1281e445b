"""Distinct rankings with how often each was cast, and the file formats they come in."""
