"""The statute counter, written to be read beside the statute."""
