"""hustings new --wizard: a few questions in the terminal, and an election folder that plans at once."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Collection, Sequence
from typing import TypeVar

import typer

from hustings.election.folder.areas_csv import MOST_VOTERS
from hustings.election.problems import BadInput, Problem, nearest, shown
from hustings.front.new_election import LEVELS, SURENESS, SlateNames, WizardAnswers, plannable_books

Answer = TypeVar("Answer")
MOST_SEATS = 1000
ORDERS = {"alphabetical": "alphabetical", "drawn": "drawn", "": "unknown"}


class Unfit(Exception):
    """An answer that cannot be taken, with what would be right."""


def asked() -> WizardAnswers:
    """Ask everything, each question until its answer fits. Raises BadInput where the answers end too early."""
    typer.echo(
        "A few questions. Enter alone takes what stands in [brackets]; you can edit every file afterwards.\n", err=True
    )
    title = _ask("What is elected? As in: Council 2027", _words)
    seats = _ask("How many places are there?", lambda said: _whole(said, 1, MOST_SEATS))
    books = plannable_books(seats)
    rules = _ask(
        f"Which rule book (your returning officer knows)? One of {', '.join(books)} [scottish]",
        lambda said: _one_of(said or "scottish", books),
    )
    taken: set[str] = set()
    own = _standing("Your slate", taken, at_least=2)
    slates = [own]
    while other := _ask("The next other slate’s name, or Enter if there is none", lambda said: said):
        slates.append(SlateNames(other, _names(f"Candidates of {other}", taken, 1)))
    independents = _names("Independents", taken, 0)
    if len(taken) <= seats:
        raise BadInput(
            Problem("--wizard", f"{len(taken)} candidates for {seats} places: all are elected, and no plan helps")
        )
    areas = _areas()
    shares = _ask(_about_shares(slates, independents), lambda said: _shares(said, len(slates), bool(independents)))
    sure = "guessing"
    if shares is not None:
        said = f"How sure are you of that? One of {', '.join(SURENESS)} [guessing]"
        sure = _ask(said, lambda said: _one_of(said or "guessing", SURENESS))
    adherence = _ask(
        "Of 100 people who vote for your slate, how many will follow the order you recommend? [30]",
        lambda said: _number(said or "30", 1, 99),
    )
    known = _known(own.candidates)
    order = _ask(
        "How do names stand on the ballot paper? alphabetical, drawn, or Enter if you do not know",
        lambda said: ORDERS[_one_of(said, ORDERS)],
    )
    imprint = _ask(
        "\nWho publishes your leaflets and site, for whom, and at which postal address? Or Enter: later",
        lambda said: said,
    )
    return WizardAnswers(
        title,
        seats,
        rules,
        tuple(slates),
        independents,
        areas,
        shares,
        sure,
        adherence,
        known,
        order,  # type: ignore[arg-type]
        imprint,
    )


def _ask(question: str, read: Callable[[str], Answer]) -> Answer:
    """The answer to a question, asked again until it fits."""
    while True:
        typer.echo(f"{question}: ", nl=False, err=True)
        line = sys.stdin.readline()
        if not line:
            typer.echo(err=True)
            raise BadInput(Problem("--wizard", f"the answers ended at {shown(question)}; nothing was written"))
        try:
            return read(" ".join(line.split()))
        except Unfit as problem:
            typer.echo(f"  {problem}", err=True)


def _standing(what: str, taken: set[str], at_least: int) -> SlateNames:
    name = _ask(f"{what}: its name", _words)
    return SlateNames(name, _names(f"Candidates of {name}", taken, at_least))


def _names(whose: str, taken: set[str], at_least: int) -> tuple[str, ...]:
    """Names, none of which stands elsewhere already; they are taken then."""

    def read(said: str) -> tuple[str, ...]:
        names = tuple(" ".join(each.split()) for each in said.split(",") if each.strip())
        folded = [name.casefold() for name in names]
        twice = next((n for n, f in zip(names, folded, strict=True) if f in taken or folded.count(f) > 1), None)
        if twice is not None:
            raise Unfit(f"{twice} stands there twice; each candidate stands once.")
        if len(names) < at_least:
            raise Unfit(
                f"At least {at_least} {'name is' if at_least == 1 else 'names are'} needed, with commas between."
            )
        taken.update(folded)
        return names

    wanted = "with commas between, in your own order" if at_least > 1 else "with commas between"
    return _ask(f"{whose}, {wanted}{'' if at_least else ', or Enter if there are none'}", read)


def _known(candidates: Sequence[str]) -> dict[str, int]:
    """How well each name is known, of those of whom somebody knows it."""
    known: dict[str, int] = {}
    typer.echo(
        "\nHow well do your supporters know each name? From 1 (hardly) to 5 (everybody), or Enter: not known.", err=True
    )
    for name in candidates:
        level = _ask(name, lambda said: _whole(said, LEVELS[0], LEVELS[-1]) if said else None)
        if level is not None:
            known[name] = level
    return known


def _areas() -> tuple[tuple[str, int], ...]:
    typer.echo(
        "\nAreas for which you can recommend an order of their own, and about how many vote in each. As in: North 1200",
        err=True,
    )
    found: dict[str, tuple[str, int]] = {}

    def read(said: str) -> tuple[str, int] | None:
        if not said:
            if not found:
                raise Unfit("One area is needed at least; the whole electorate may be one, as in: Everywhere 5000")
            return None
        name, _, number = said.rpartition(" ")
        name = name.rstrip(" ,;:=–-")
        if not name:
            raise Unfit("A name and a number are needed, as in: North 1200")
        if name.casefold() in found:
            raise Unfit(f"{name} is there already.")
        return name, _whole(number, 1, MOST_VOTERS)

    while (area := _ask(f"Area {len(found) + 1}{', or Enter if that is all' if found else ''}", read)) is not None:
        found[area[0].casefold()] = area
    return tuple(found.values())


def _about_shares(slates: Sequence[SlateNames], independents: Sequence[str]) -> str:
    names = ", ".join(each.name for each in slates)
    rest = "; the rest is for independents" if independents else "; together 100"
    return (
        f"\nOf 100 first preferences, how many go to {names}? Numbers with commas between{rest}; or Enter: nobody knows"
    )


def _shares(said: str, slates: int, independents: bool) -> tuple[float, ...] | None:
    if not said:
        return None
    parts = [each for each in re.split(r"[,;\s]+", said) if each]
    if len(parts) != slates:
        raise Unfit(f"{slates} numbers are needed, and there are {len(parts)}.")
    numbers = tuple(_number(each, 0, 100) for each in parts)
    if sum(numbers) > 100 or (sum(numbers) < 100 and not independents):
        right = "at most 100" if independents else "100"
        raise Unfit(f"They are {sum(numbers):g} together; {right} is right.")
    if not numbers[0]:
        raise Unfit("Your own slate needs more than 0.")
    return numbers


def _words(said: str) -> str:
    if not said:
        raise Unfit("A few words are needed.")
    return said


def _whole(said: str, least: int, most: int) -> int:
    digits = said.replace(",", "")
    if not (digits.isascii() and digits.isdigit()) or len(digits) > len(str(most)) or not least <= int(digits) <= most:
        raise Unfit(f"{shown(said)} should be a whole number from {least:,} to {most:,}.")
    return int(digits)


def _number(said: str, least: int, most: int) -> float:
    plain = said.removesuffix("%").strip()
    if not re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,3})?", plain) or not least <= float(plain) <= most:
        raise Unfit(f"{shown(said)} should be a number from {least} to {most}.")
    return float(plain)


def _one_of(said: str, known: Collection[str]) -> str:
    if said.casefold() not in known:
        right = ", ".join(each for each in known if each)
        raise Unfit(f"{shown(said)} should be one of {right}{nearest(said, [*known])}.")
    return said.casefold()
