"""The worked examples of docs/counting.md: read from the page, as questions and the facts that must come out."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from string import ascii_uppercase

from hustings.ballots.ballots import OVERVOTE, Ballots, Ranking
from hustings.record.facts import Facts, Number, Stage, Tie
from hustings.rules.book import QUESTIONS, Rules
from hustings.rules.library import rule_book
from hustings.rules.question import Constraint, Decision, Question
from hustings.rules.questions import Value

PAGE = Path(__file__).parents[1] / "docs" / "counting.md"
RULE = re.compile(r"^### ([A-Z]\d+)\. ", re.M)
EXAMPLE = re.compile(r"^```text example\n(.*?)^```$", re.M | re.S)
ASKED = (
    "rules",
    "seats",
    "candidates",
    "papers",
    "withdrawn",
    "undeclared",
    "guarded",
    "further",
    "constraint",
    "decision",
    "seed",
)
PLAIN = ("valid", "invalid", "elected", "unfilled", "stages", "impossible", "lot needed")
KINDS = ("first preferences", "surplus", "exclusion", "election")


@dataclass(frozen=True)
class Example:
    """rule: the number of the rule it belongs to. line: of the page where it begins.

    asked: the lines of the question. expected: the other lines, as (what, value).
    """

    rule: str
    line: int
    asked: dict[str, list[str]]
    expected: list[tuple[str, str]] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.rule}-line-{self.line}"


def rules_of(text: str) -> list[str]:
    """The numbers of all rules, in order."""
    return RULE.findall(text)


def examples(text: str) -> Iterator[Example]:
    """All worked examples, with the rule above each; "" above the first rule."""
    for block in EXAMPLE.finditer(text):
        above = rules_of(text[: block.start()])
        example = Example(above[-1] if above else "", text.count("\n", 0, block.start()) + 1, {})
        for line in block[1].splitlines():
            what, _, value = (part.strip() for part in line.partition(":"))
            if what in ASKED:
                example.asked.setdefault(what, []).append(value)
            elif what in PLAIN or re.fullmatch(r"stage \d+( step \d+)?", what):
                example.expected.append((what, value))
            else:
                raise ValueError(f"{PAGE.name}, example {example}: unknown line “{line}”")
        yield example


# The question


def ballots_of(example: Example) -> Ballots:
    papers: list[tuple[Ranking, Decimal]] = []
    for entry in ", ".join(example.asked["papers"]).split(", "):
        number, _, ranking = entry.partition(" ")
        papers.append((_ranking(ranking), Decimal(number)))
    decimals = max(0, *(-int(number.as_tuple().exponent) for _, number in papers))
    last = max((abs(token) for ranking, _ in papers for token in ranking if abs(token) != OVERVOTE), default=0)
    names = "".join(example.asked.get("candidates", [])) or ascii_uppercase[:last]
    scaled = ((ranking, int(number.scaleb(decimals))) for ranking, number in papers)
    return Ballots.of(names, scaled, decimals=decimals)


def _ranking(text: str) -> Ranking:
    tokens: list[int] = []
    sign = 1
    for mark in text:
        if mark == "=":
            sign = -1
            continue
        token = {"-": 0, "?": OVERVOTE}.get(mark)
        tokens.append(sign * (_number(mark) if token is None else token))
        sign = 1
    return tuple(tokens)


def question_of(example: Example) -> Question:
    asked = example.asked
    ron, *further = map(_number, "".join(asked["further"])) if "further" in asked else (None,)
    return Question(
        _rules(asked["rules"][0]),
        int(asked["seats"][0]),
        withdrawn=_group(asked, "withdrawn"),
        undeclared=_group(asked, "undeclared"),
        guarded=_group(asked, "guarded"),
        ron=ron,
        further_ron=tuple(number for number in further if number is not None),
        constraints=tuple(map(_constraint, asked.get("constraint", []))),
        decisions=tuple(map(_decision, asked.get("decision", []))),
        lot_seed=asked["seed"][0] if "seed" in asked else None,
    )


def _rules(text: str) -> Rules:
    name, _, changes = text.partition(" with ")
    changed: dict[str, Value] = {}
    for change in changes.split(", ") if changes else []:
        # An answer may have a comma in it: "first preferences, then by value".
        key, _, value = change.partition(" ")
        if key in {question.name for question in QUESTIONS}:
            changed[key] = {"yes": True, "no": False}.get(value, value)
        else:
            last = list(changed)[-1]
            changed[last] = f"{changed[last]}, {change}"
    return dataclasses.replace(rule_book(name), **changed)  # type: ignore[arg-type]


def _group(asked: dict[str, list[str]], what: str) -> frozenset[int]:
    return frozenset(map(_number, "".join(asked.get(what, []))))


def _constraint(text: str) -> Constraint:
    match = re.fullmatch(r"(at least|at most) (\d+) of ([A-Z]+)", text)
    assert match, text
    return Constraint(match[1], int(match[2]), match[3], frozenset(map(_number, match[3])))  # type: ignore[arg-type]


def _decision(text: str) -> Decision:
    _, stage, purpose, chosen = text.split()
    return Decision(int(stage), purpose, _number(chosen))  # type: ignore[arg-type]


def _number(letter: str) -> int:
    return ascii_uppercase.index(letter) + 1


# The facts


@dataclass(frozen=True)
class Units:
    """How many units of the facts one whole vote, one value of a paper, and one paper are."""

    vote: Number
    value: Number
    paper: int

    @classmethod
    def of(cls, rules: Rules, ballots: Ballots) -> Units:
        paper = 10**ballots.decimals
        return (
            cls(1, 1, paper) if rules.decimals is None else cls(10**rules.decimals * paper, 10**rules.decimals, paper)
        )


def differences(example: Example, facts: Facts) -> Iterator[str]:
    """Where the facts are not the expected ones, in words."""
    units = Units.of(question_of(example).rules, ballots_of(example))
    for what, text in example.expected:
        if what.startswith("stage "):
            numbers = [int(word) for word in what.split() if word.isdigit()]
            if numbers[0] > len(facts.stages):
                yield f"{what}: there are {len(facts.stages)} stages"
                continue
            stage = facts.stages[numbers[0] - 1]
            yield from (f"{what}: {each}" for each in _in_stage(text, stage, numbers[1:], units))
        else:
            expected, found = _plain(what, text, facts, units)
            if expected != found:
                yield f"{what} {text}: {found}"


def _plain(what: str, text: str, facts: Facts, units: Units) -> tuple[object, object]:
    match what:
        case "valid" | "invalid":
            return Fraction(text) * units.paper, getattr(facts, what)
        case "elected":
            return _people(text), facts.elected
        case "unfilled":
            return int(text), facts.unfilled
        case "stages":
            return int(text), len(facts.stages)
    return "no result", "a result"


def _in_stage(text: str, stage: Stage, step: list[int], units: Units) -> Iterator[str]:
    of: object = stage.steps[step[0] - 1] if step else stage
    for entry in text.split("; "):
        if entry in KINDS:
            if stage.kind != entry:
                yield f"{entry}: {stage.kind}"
            continue
        what = next((key for key in FIGURES if entry.startswith(f"{key} ")), None)
        assert what, f"unknown figure “{entry}”"
        for expected, found in FIGURES[what](entry.removeprefix(f"{what} "), of, units):
            if expected != found:
                yield f"{entry}: {found}"


Pairs = Iterator[tuple[object, object]]
Figure = Callable[[str, object, Units], Pairs]


def _votes_as(name: str) -> Figure:
    """Votes of the candidates named: «A 3.5 B 2»."""

    def figure(text: str, of: object, units: Units) -> Pairs:
        words = text.split()
        scale = units.value if name == "keep" else units.vote
        for letter, votes in zip(words[::2], words[1::2], strict=True):
            yield Fraction(votes) * scale, getattr(of, name)[_number(letter) - 1]

    return figure


def _amount(name: str, unit: str) -> Figure:
    def figure(text: str, of: object, units: Units) -> Pairs:
        expected = None if text == "none" else Fraction(text) * getattr(units, unit)
        yield expected, getattr(of, name)

    return figure


def _people_as(name: str) -> Figure:
    def figure(text: str, of: object, _units: Units) -> Pairs:
        yield _people(text), getattr(of, name)

    return figure


def _iterations(text: str, of: object, _units: Units) -> Pairs:
    yield int(text), getattr(of, "iterations")  # noqa: B009 - of is a stage here


def _steps(text: str, of: object, _units: Units) -> Pairs:
    yield int(text), len(getattr(of, "steps"))  # noqa: B009


def _ties(text: str, of: object, _units: Units) -> Pairs:
    yield (() if text == "none" else (text,)), tuple(_in_words(tie) for tie in getattr(of, "ties"))  # noqa: B009


def _in_words(tie: Tie) -> str:
    among = " ".join(ascii_uppercase[number - 1] for number in tie.among)
    point = f" {tie.stage}.{tie.step}" if tie.step else f" {tie.stage}" if tie.stage else ""
    return f"{tie.purpose} {among} {tie.by}{point} {ascii_uppercase[tie.chosen - 1]}"


def _people(text: str) -> tuple[int, ...]:
    return () if text == "none" else tuple(map(_number, text.split()))


FIGURES: dict[str, Figure] = {
    "of": _people_as("of"),
    "votes": _votes_as("votes"),
    "non-transferable": _amount("non_transferable", "vote"),
    "loss": _amount("loss_by_fraction", "vote"),
    "quota": _amount("quota", "vote"),
    "required": _amount("required", "vote"),
    "waits": _amount("waits", "vote"),
    "transfer value": _amount("transfer_value", "value"),
    "value": _amount("value", "value"),
    "papers": _amount("papers", "paper"),
    "elected": _people_as("elected"),
    "excluded": _people_as("excluded"),
    "guarded": _people_as("guarded"),
    "doomed": _people_as("doomed"),
    "keep": _votes_as("keep"),
    "before": _votes_as("before"),
    "iterations": _iterations,
    "steps": _steps,
    "tie": _ties,
}
