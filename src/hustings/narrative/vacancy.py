"""How a vacancy was filled, in plain words, and the vacancy record with them."""

from __future__ import annotations

from collections.abc import Sequence

from hustings.election.wording import listed, marked, sentence, verb
from hustings.narrative.record_files import to_json
from hustings.narrative.telling import Quoted, as_it_is, finished
from hustings.record.body import Body, Vacancy
from hustings.record.body_json import body_json


def vacancy_json(body: Body) -> str:
    """The vacancy record as JSON text, format «hustings-vacancy/1»."""
    return body_json(body, to_json, vacancy_said)


def vacancy_said(body: Body, vacancy: Vacancy, quoted: Quoted = as_it_is) -> str:
    """Who fills the places and why, and what became of the constraints. body: as it is with this vacancy filled."""
    told = [_filled(body, vacancy), *_on_constraints(body, vacancy), *_ties(body, vacancy), *_not_again(body, vacancy)]
    return finished(" ".join(told), quoted)


def body_said(body: Body, quoted: Quoted = as_it_is) -> str:
    """Who sits now, and who has gone."""
    sit = verb(len(body.sitting), "sits", "sit")
    told = [sentence(f"{_names(body, body.sitting)} {sit} now" if body.sitting else "nobody sits now")]
    if body.vacant:
        told.append(sentence(f"{body.vacant} {verb(body.vacant, 'place is', 'places are')} vacant"))
    told.append(sentence(f"{_names(body, body.gone)} {verb(len(body.gone), 'has', 'have')} left"))
    return finished(" ".join(told), quoted)


def _names(body: Body, numbers: Sequence[int]) -> str:
    return listed([marked(body.names[number - 1]) for number in numbers])


def _filled(body: Body, vacancy: Vacancy) -> str:
    left = _names(body, vacancy.leavers)
    places = "the place" if len(vacancy.leavers) == 1 else "the places"
    because = f" ({marked(vacancy.because)})" if vacancy.because else ""
    if not vacancy.newcomers:
        if vacancy.broken:
            why = "with nobody who could come could the body meet its constraints"
        elif vacancy.countback is not None and vacancy.countback.reopened:
            why = "re-open nominations is elected when the papers are counted again"
        elif vacancy.countback is not None:
            why = "nobody but sitting members is elected when the papers are counted again"
        else:
            why = "there is no candidate who could fill it"
        stay = verb(len(vacancy.leavers), "stays", "stay")
        return sentence(f"{places} of {left}{because} {stay} vacant: {why}")
    who = (
        f"{_names(body, vacancy.newcomers)} {verb(len(vacancy.newcomers), 'fills', 'fill')} {places} of {left}{because}"
    )
    if vacancy.countback is None:
        return sentence(f"{who}: {_runner_up(body, vacancy)}")
    stages = [
        next(stage.number for stage in vacancy.countback.facts.stages if number in stage.elected)
        for number in vacancy.newcomers
    ]
    stages = sorted(set(stages))
    at = listed([str(stage) for stage in stages])
    gone = sorted({*vacancy.countback.question.withdrawn} - body.election.question.withdrawn)
    when = (
        f"at {'stages' if len(stages) > 1 else 'stage'} {at}, when all papers are counted without {_names(body, gone)}"
    )
    return sentence(f"{who}: the first who did not sit to be elected, {when}")


def _runner_up(body: Body, vacancy: Vacancy) -> str:
    facts = body.election.facts
    said = []
    for number in vacancy.newcomers:
        stage = next((stage.number for stage in facts.stages if number in stage.excluded), None)
        name = f"{marked(body.names[number - 1])} " if len(vacancy.newcomers) > 1 else ""
        when = "still stood when the last place was filled" if stage is None else f"was excluded at stage {stage}"
        said.append(f"{name}{when}")
    last = "runner-up" if len(vacancy.newcomers) == 1 else "runners-up"
    return f"the {last} of the election ({listed(said)})"


def _on_constraints(body: Body, vacancy: Vacancy) -> list[str]:
    if not vacancy.broken:
        return []
    wanted = listed([marked(str(constraint)) for constraint in vacancy.broken])
    otherwise = _names(body, vacancy.otherwise)
    if vacancy.constraint == "lapse":
        said = f"with {otherwise} the body does not have {wanted}; the organisation has decided that this lapses"
    else:
        said = f"with {otherwise} the body would not have {wanted}; the organisation has decided that this is kept"
    passed = _names(body, vacancy.passed_over)
    were = verb(len(vacancy.passed_over), "is", "are")
    more = [sentence(f"{passed} {were} passed over, since the body could not meet it with them")] if passed else []
    return [sentence(said), *more]


def _ties(body: Body, vacancy: Vacancy) -> list[str]:
    told = []
    for tie in vacancy.ties:
        how = "the recorded decision of the returning officer" if tie.by == "decision" else "a lot"
        chosen = marked(body.names[tie.chosen - 1])
        told.append(sentence(f"{_names(body, tie.among)} are equal, and {how} chooses {chosen}"))
    return told


def _not_again(body: Body, vacancy: Vacancy) -> list[str]:
    """Sitting members whom the countback does not elect: they sit all the same."""
    if vacancy.countback is None:
        return []
    sat = [number for number in body.sitting if number not in vacancy.newcomers]
    lost = [number for number in sat if number not in vacancy.countback.facts.elected]
    if not lost:
        return []
    return [sentence(f"{_names(body, lost)} {verb(len(lost), 'sits', 'sit')} on, though not elected in the recount")]
