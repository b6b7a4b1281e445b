"""An election folder from a few answers: who stands, who votes where, and what a campaign believes. It plans at once.

Whatever nobody knows is left unknown, and wide; every number of forecast.toml says where it comes from.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hustings.election.folder.candidates_csv import slug
from hustings.forecast.beliefs import INDEPENDENTS, UNKNOWN, BallotOrder
from hustings.forecast.writing import number, summing_to_one, text

CONTEST = "council"
# How unsure a campaign is of support: standard deviations of the logs of shares, in the country and in each area. The
# widest is that of shares from nominations alone.
SURENESS = {"sure": (0.1, 0.1), "fairly sure": (0.2, 0.15), "guessing": (0.4, 0.3)}
# How well known a name is, from 1 (hardly) to 5 (to everybody), each step by as much; and how far such a guess is off,
# the standard deviation of a log. Both are assumed; a guess is nearly as wide as knowing nothing (0.6).
STEP, GUESSED = 1.5, 0.5
LEVELS = range(1, 6)
ADHERENCE_SPREAD = 0.5


@dataclass(frozen=True, slots=True)
class SlateNames:
    """A slate, and its candidates in its own order."""

    name: str
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WizardAnswers:
    """What was asked. slates: the one that plans, then the others. areas: name and how many vote there. shares: first
    preferences of 100 for each slate, in their order; None where nobody knows. sure: a key of SURENESS. adherence: of
    100 supporters how many follow. imprint: who publishes, on whose behalf, and where; "" where that is not settled.
    known: candidate of the planning slate → how well known, a number of LEVELS; names
    that are not in it are unknown."""

    title: str
    seats: int
    rules: str
    slates: tuple[SlateNames, ...]
    independents: tuple[str, ...]
    areas: tuple[tuple[str, int], ...]
    shares: tuple[float, ...] | None
    sure: str
    adherence: float
    known: dict[str, int]
    ballot_order: BallotOrder = UNKNOWN
    imprint: str = ""

    @property
    def ids(self) -> list[str]:
        """Of the slates."""
        return _ids([each.name for each in self.slates])


def first_folder(answers: WizardAnswers) -> dict[str, str]:
    """File name → text. The answers fit together: the wizard has asked again until they did."""
    return {
        "election.toml": _election(answers),
        "candidates.csv": _candidates(answers),
        "slates.toml": _slates(answers),
        "areas.csv": _areas(answers),
        "forecast.toml": _forecast(answers),
        "site.toml": _site(answers),
    }


def _ids(names: Sequence[str], taken: Sequence[str] = (INDEPENDENTS,)) -> list[str]:
    """An id for each name, short and different."""
    found: list[str] = []
    for name in names:
        plain = base = slug(name)[:50] or "name"
        again = 2
        while plain in (*found, *taken):
            plain, again = f"{base}-{again}", again + 1
        found.append(plain)
    return found


def _election(answers: WizardAnswers) -> str:
    return (
        f"# hustings new in another folder shows what else may stand here: dates, other contests, constraints.\n"
        f"title = {text(answers.title)}\n\n[[contest]]\nid = {text(CONTEST)}\ntitle = {text(answers.title)}\n"
        f"seats = {answers.seats}\nrules = {text(answers.rules)}\n"
    )


def _candidates(answers: WizardAnswers) -> str:
    names = [name for each in answers.slates for name in each.candidates] + list(answers.independents)
    return _table(("name", "contest"), [(name, CONTEST) for name in names])


def _slates(answers: WizardAnswers) -> str:
    parts = []
    for code, each in zip(answers.ids, answers.slates, strict=True):
        names = ", ".join(text(name) for name in each.candidates)
        said = f"id = {text(code)}\nname = {text(each.name)}\n[slate.candidates]\n{CONTEST} = [{names}]\n"
        parts.append(f"[[slate]]\n{said}")
    return "\n".join(parts)


def _areas(answers: WizardAnswers) -> str:
    codes = _ids([name for name, _ in answers.areas], ())
    rows = [(code, name, voters) for code, (name, voters) in zip(codes, answers.areas, strict=True)]
    return _table(("code", "name", "voters"), rows)


def _site(answers: WizardAnswers) -> str:
    imprint = answers.imprint or "Published by A. Ash on behalf of Together, 1 High Street, Ashford"
    return (
        "# The published site. Nothing is published without an imprint: who publishes, for whom, and where.\n"
        f"{'' if answers.imprint else '# '}imprint = {text(imprint)}\n"
        "# hustings new in another folder shows what else may stand here: colours, a logo, events, links.\n"
    )


def _table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    made = io.StringIO()
    csv.writer(made, lineterminator="\n").writerows([head, *rows])
    return made.getvalue()


def _forecast(answers: WizardAnswers) -> str:
    told = answers.shares is not None
    national, area = SURENESS[answers.sure if told else "guessing"]
    source = "answers to hustings new --wizard" if told else "nobody knows: so many names, so large a part"
    note = "Answers of the campaign to hustings new --wizard." + (
        "" if told else " Nobody knew how much support there is."
    )
    lines = [
        "# What the campaign believes. hustings forecast update moves it by what people answer when they are asked.",
        "[[forecast]]",
        f"contest = {text(CONTEST)}",
        f"slate = {text(answers.ids[0])}",
        f"note = {text(note)}",
        f"national_shock = {number(national)}  # source: {answers.sure if told else 'guessing'}, as answered",
        f"area_shock = {number(area)}  # source: the same",
        f"adherence = {{ mean = {number(answers.adherence / 100)}, spread = {number(ADHERENCE_SPREAD)} }}"
        "  # source: answered; the spread is assumed",
        *_recognition_head(answers),
        "",
        f"[forecast.shares]  # source: {source}",
        *(f"{code} = {number(share)}" for code, share in _shares(answers).items()),
        *_recognition(answers),
    ]
    return "\n".join(lines) + "\n"


def _recognition_head(answers: WizardAnswers) -> Iterator[str]:
    if answers.known:
        yield f"recognition_shock_of = {{ {answers.ids[0]} = {GUESSED} }}  # source: assumed of guesses"
    if answers.ballot_order != UNKNOWN:
        yield f"ballot_order = {text(answers.ballot_order)}  # source: answered"


def _shares(answers: WizardAnswers) -> dict[str, float]:
    """Of 1, by slate; what is left is the independents'. Where nobody knows, in proportion to names."""
    said = answers.shares or tuple(float(len(each.candidates)) for each in answers.slates)
    whole = 100.0 if answers.shares else sum(said) + len(answers.independents)
    parts = [share / whole for share in said]
    parts.append(max(0.0, 1 - sum(parts)))
    rounded = summing_to_one(parts)
    return (
        dict(zip([*answers.ids, INDEPENDENTS], rounded, strict=True))
        if answers.independents
        else dict(zip(answers.ids, rounded[:-1], strict=True))
    )


def _recognition(answers: WizardAnswers) -> Iterator[str]:
    if answers.known:
        yield ""
        yield "[forecast.recognition]  # source: answered, from 1 (hardly known) to 5 (known to everybody)"
        for name, level in answers.known.items():
            yield f"{text(name)} = {number(round(STEP ** (level - 3), 4))}"
