"""What a program may say in words or whole numbers is what commands take: anything else is refused, never guessed."""

import inspect
import re
import typing
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

import numpy
import pytest

import hustings

MODEL, LEAGUE = "examples/ers97-model-election.blt", "examples/hedgerow-league"
PAIR = hustings.from_rankings({("Ann", "Bob"): 6, ("Bob", "Ann"): 5}, seats=1)
WORD = "cuontback"


def _body(**asked: typing.Any) -> hustings.Body:
    return hustings.fill_vacancy(hustings.count(PAIR, "scottish"), PAIR, "Ann", **{"method": "countback", **asked})


def _export(**asked: typing.Any) -> hustings.Export:
    file = Path(mkdtemp()) / "export.csv"
    file.write_text("Who? [1],Who? [2]\nBryony Hawthorn,Marigold Sedge\n", "utf-8")
    return hustings.read_export(file, LEAGUE, contests={"Who?": "council"}, **asked)


# By function and parameter: how it is said.
WORDS: dict[tuple[str, str], Callable[[typing.Any], object]] = {
    ("fill_vacancy", "method"): lambda word: _body(method=word),
    ("fill_vacancy", "constraint"): lambda word: _body(constraint=word),
    ("margin", "papers"): lambda word: hustings.margin(PAIR, "scottish", papers=word),
    ("read_ballots", "cells"): lambda word: hustings.read_ballots(MODEL, cells=word),
    ("read_export", "cells"): lambda word: _export(cells=word),
    ("read_export", "words"): lambda word: _export(words={"-": word}),
}
NUMBERS: dict[str, tuple[Callable[[typing.Any], object], object]] = {
    "seats": (lambda number: hustings.count(PAIR, "scottish", number), 2.5),
    "places, yes or no": (lambda number: hustings.count(PAIR, "scottish", number), True),
    "places of a comparison": (lambda number: hustings.compare(PAIR, ["scottish"], number), "1"),
    "places of a margin": (lambda number: hustings.margin(PAIR, "scottish", number), 1.0),
    "nodes": (lambda number: hustings.margin(PAIR, "scottish", nodes=number), 0),
    "draws": (lambda number: hustings.plan(LEAGUE, draws=number), 9),
    "rounds": (lambda number: hustings.plan(LEAGUE, rounds=number), -1),
    "seed": (lambda number: hustings.plan(LEAGUE, seed=number), -1),
    "lists": (lambda number: hustings.plan(LEAGUE, lists=number), 0),
    "choices": (lambda number: hustings.plan(LEAGUE, choices=number), 0),
    "draws of a comparison": (lambda number: hustings.evaluate(LEAGUE, "plan.csv", draws=number), 9),
    "simulated": (lambda number: hustings.simulate(LEAGUE, draws=number), 0),
    "calls": (lambda number: hustings.read_forecast(LEAGUE).worth_of_calls(number), 9),
}


def _literals() -> list[tuple[str, str]]:
    found = []
    for name in hustings.__all__:
        if inspect.isfunction(function := getattr(hustings, name)):
            known = vars(inspect.getmodule(function))
            for parameter, hint in function.__annotations__.items():
                meant = [known.get(word) for word in re.findall(r"\w+", hint)]
                if typing.Literal in meant or any(typing.get_origin(each) is typing.Literal for each in meant):
                    found.append((name, parameter))
    return found


def test_each_word_from_a_short_list_is_tried_here() -> None:
    assert sorted(_literals()) == sorted(WORDS)


@pytest.mark.parametrize(("function", "parameter"), WORDS)
def test_a_word_that_is_not_on_the_list_is_refused_by_its_name(function: str, parameter: str) -> None:
    with pytest.raises(hustings.BadInput) as refused:
        WORDS[function, parameter](WORD)
    (problem,) = refused.value.problems
    assert (problem.field, WORD in problem.message) == (parameter, True)


@pytest.mark.parametrize("name", NUMBERS)
def test_a_number_out_of_range_or_not_whole_is_refused(name: str) -> None:
    say, number = NUMBERS[name]
    with pytest.raises(hustings.BadInput) as refused:
        say(number)
    assert str(number) in refused.value.problems[0].message


def test_any_kind_of_integer_is_a_number_of_places() -> None:
    seats: typing.Any = numpy.int64(1)
    assert hustings.count(PAIR, "scottish", seats).elected == ("Ann",)


def test_a_comparison_wants_a_rule_book_and_takes_one_by_name() -> None:
    with pytest.raises(hustings.BadInput, match="a count has no meaning without a rule book"):
        hustings.compare(PAIR, [])
    assert hustings.compare(PAIR, "scottish").elected == {"scottish": ("Ann",)}
