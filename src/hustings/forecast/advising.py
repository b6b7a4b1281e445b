"""What forecast.toml, slates.toml and a rival's plan say of advice: who follows whose, and how they go on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hustings.election.nouns import Election
from hustings.election.problems import BadInput, Problem, shown
from hustings.election.reading import read_plan
from hustings.forecast.advised import Order
from hustings.forecast.beliefs import INDEPENDENTS, Belief, Onward
from hustings.forecast.forms import LEAST_CHANCE, ContestForm


def names_after(election: Election, form: ContestForm, names: Sequence[str]) -> tuple[int, ...]:
    """The numbers of those whom the planning slate names to go on with. Words say nothing that could be counted, and
    who has withdrawn is passed over."""
    said = election.slate(form.slate).after.get(form.contest, ())
    return () if isinstance(said, str) else tuple(names.index(name) + 1 for name in said if name in names)


def adhering(form: ContestForm) -> Onward | None:
    """How those who follow advice go on, if that is said; as unsure as how the slate's other voters do."""
    said, others = form.adherence, form.onward.get(form.slate)
    if said.stay is None or said.stop is None:
        return None
    spreads = (others.spread, others.stop_spread) if others else (0.0, 0.0)
    return Onward(Belief(said.stay, spreads[0]), said.stop, spreads[1])


def orders_of(
    election: Election, file: str, of: tuple[str, str], names: Sequence[str], problems: list[Problem]
) -> dict[str, Order]:
    """Area code → the order that another slate recommends there, from a file like plan.csv. of: contest and slate."""
    try:
        rows = read_plan(election, election.folder / file, whole=True, of=of)
    except BadInput as error:
        problems.extend(error.problems)
        return {}
    mine = [row for row in rows if (row.contest, row.slate) == of]
    return {row.area: tuple(names.index(name) + 1 for name in row.order) for row in mine}


def faults_of_advice(form: ContestForm) -> Iterator[tuple[str, ...]]:
    """What is wrong, and the keys of where it stands."""
    for slate in {form.slate, INDEPENDENTS} & {*form.managed}:
        right = "the planning slate's order is what is planned" if slate == form.slate else "they have no order"
        yield f"managed is of other slates, and {shown(slate)} stands there: {right}", "managed", slate
    for slate in form.managed_plan:
        if slate not in form.managed:
            right = f"managed should give the part of its supporters that follows it, as in {{ {slate} = 0.3 }}"
            yield f"there is a plan of {shown(slate)}; {right}", "managed_plan", slate
    stay, stop = form.adherence.stay, form.adherence.stop
    if (stay is None) != (stop is None):
        yield "adherence has one of stay and stop; it should have both, or neither", "adherence"
    elif stay is not None and stop is not None and stay + stop > 1 - LEAST_CHANCE / 100:
        yield f"stay and stop are {stay + stop:g} together; below 1 is wanted", "adherence"
