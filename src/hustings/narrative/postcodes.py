"""What a postcode is, and the area that it leads to, in sentences."""

from __future__ import annotations

from collections.abc import Mapping

from hustings.narrative.catalogue import words
from hustings.places.areas import Routing
from hustings.places.finder import Answer
from hustings.places.regions import name_of
from hustings.places.states import STATES


def answer_in_words(answer: Answer, month: str) -> str:
    """What a postcode is. month: of the directory; "" where it is not known."""

    def named(code: str) -> str:
        return f"{name_of(code)} ({code})" if name_of(code) else code or "no known constituency"

    state = next(state for state in STATES if state.name == answer.state)
    said = words("en")(
        f"postcode.{state.key}",
        postcode=answer.postcode,
        constituency=named(answer.constituency),
        region=named(answer.region),
        candidates=" or ".join(answer.candidates),
        regions=" and ".join(named(region) for region, _ in answer.regions),
        list=f"postcode directory of {month}" if month else "postcode directory",
    )
    near = " and ".join(named(place.constituency) for place in answer.near)
    return said + (f" Within 100 m of it: {near}." if near else "")


def area_in_words(routing: Routing, areas: Mapping[str, str]) -> str:
    """The area that an answer leads to. areas: name by code."""
    choices = " or ".join(areas[code] for code in routing.choices)
    if routing.area and len(routing.choices) == 1:
        return f"Area: {choices}."
    if routing.outcome == "nobody":
        return "The organisation has no members there."
    return f"Area: {choices}? The person has to say." if choices else "No area follows from this: show the list."
