"""The finder's states are one table: Python, the browser's script and the catalogue know just the states in it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from hustings.narrative.catalogue import catalogue
from hustings.places.finder import SPECIAL
from hustings.places.states import STATES, FinderState, State

SOURCE = Path(__file__).parent.parent.parent / "src/hustings"


def without_words(states: tuple[FinderState, ...], strings: dict[str, dict[str, str]]) -> list[str]:
    """Where words are missing: a state that is not placed needs some on pages, every state in the terminal."""
    missing = [f"finder.{each.key}" for each in states if each.kind != "placed" and each.key not in strings["finder"]]
    return missing + [f"postcode.{each.key}" for each in states if each.key not in strings["postcode"]]


def test_every_state_has_words_on_pages_and_in_the_terminal() -> None:
    assert without_words(STATES, catalogue("en")) == []


def test_a_state_without_words_is_found() -> None:
    planted = FinderState("military", "said", "planted")  # type: ignore[arg-type]
    assert without_words((*STATES, planted), catalogue("en")) == ["finder.military", "postcode.military"]


def test_the_browser_gives_the_states_of_the_table_and_no_other() -> None:
    lookup = (SOURCE / "places/lookup.js").read_text("utf-8")
    given = set(re.findall(r'answer\("([a-z -]+)"', lookup))
    # The special ones stand in the script's own table of first letters.
    given |= {state for state, _ in SPECIAL.values() if re.search(rf'\["{state}",', lookup)}
    assert given == {state.name for state in STATES} == set(get_args(State))


def test_the_finders_script_has_no_list_of_states_of_its_own() -> None:
    script = (SOURCE / "site/assets/finder.js").read_text("utf-8")
    assert [state.name for state in STATES if state.kind == "said" and f'"{state.name}"' in script] == []


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.key)
def test_every_state_says_what_it_means(state: FinderState) -> None:
    assert state.meaning
