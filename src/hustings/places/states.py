"""The states of the finder: what a typed postcode can turn out to be. One table, for Python, the browser and all words.

A new state is a row here, its words in the catalogue (`finder` for pages, `postcode` for the terminal) and its test.
`tests/places/test_states.py` finds a state that lookup.js or the catalogue does not know.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, get_args

State = Literal[
    "empty",
    "partial",
    "malformed",
    "ambiguous",
    "found",
    "no location",
    "terminated",
    "not in list",
    "district",
    "northern ireland",
    "crown dependency",
    "forces",
    "non-geographic",
]
# How a page answers. refused: an error at the box, which keeps what was typed. asked: which of several was meant?
# said: the state in words, then an area's order where one follows. placed: by where the postcode is.
Kind = Literal["refused", "asked", "said", "placed"]


class FinderState(NamedTuple):
    """One state. meaning: for whoever reads this table."""

    name: State
    kind: Kind
    meaning: str

    @property
    def key(self) -> str:
        """The key of its words in the catalogue."""
        return self.name.replace(" ", "_").replace("-", "_")


STATES = (
    FinderState("empty", "refused", "nothing was typed"),
    FinderState("partial", "refused", "the beginning of a postcode"),
    FinderState("malformed", "refused", "no postcode is written so"),
    FinderState("ambiguous", "asked", "it could have been meant to be one of several"),
    FinderState("found", "placed", "a postcode in use, with its constituency"),
    FinderState("no location", "said", "it exists, but the directory does not say where (large users, boxes)"),
    FinderState("terminated", "placed", "no longer in use; the answer says where it was"),
    FinderState("not in list", "said", "well-formed, but not in the directory: mistyped, or newer"),
    FinderState("district", "placed", "no index: only the district is known, with its regions"),
    FinderState("northern ireland", "said", "told by its first letters"),
    FinderState("crown dependency", "said", "told by its first letters: the Channel Islands or the Isle of Man"),
    FinderState("forces", "said", "British forces (BFPO)"),
    FinderState("non-geographic", "said", "it belongs to no place"),
)
"""Every state, in the order of `State`."""

assert tuple(state.name for state in STATES) == get_args(State), "the table and the type list the same states"
