"""Compilation happens once for a machine."""

from __future__ import annotations

from pathlib import Path

import platformdirs
import pytest

from hustings.kernel import compiled

pytestmark = pytest.mark.kernel


def test_what_is_compiled_is_not_compiled_again() -> None:
    told: list[str] = []
    cache = Path(platformdirs.user_cache_dir("hustings", appauthor=False))
    assert not compiled.prepare(cache, lambda _, words: told.append(words))
    assert told == []


def test_other_sources_would_have_a_folder_of_their_own() -> None:
    assert len(compiled.digest()) == 16
    assert compiled.digest() == compiled.digest()
