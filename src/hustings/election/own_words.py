"""Where an election folder has sentences of a language: words/cy/ beside election.toml."""

from __future__ import annotations

from pathlib import Path

WORDS = "words"


def own_language(folder: Path, code: str) -> str:
    """The language of a code, by the folder's own sentences where it has any, as the catalogue names it."""
    own = folder / WORDS / code.partition("-")[0]
    return str(own.absolute()) if code and own.is_dir() else code
