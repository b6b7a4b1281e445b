"""Filling places that have fallen vacant, from the ballots of the election: by countback, or by the runners-up.

The contest's constraints are those of the body: they are tested on the members who sit with the newcomers, not on the
recount. Where the next newcomers would break one, the organisation has to say whether it is kept or lapses.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Sequence

from hustings.ballots.ballots import Ballots
from hustings.counting.constraints import Feasibility
from hustings.counting.state import Progress
from hustings.election.limits import one_of
from hustings.election.problems import BadInput, HustingsError, Problem
from hustings.election.wording import listed, verb
from hustings.record.body import Body, Method, OnConstraint, Vacancy
from hustings.record.record import CountRecord, digest_for
from hustings.rules.lot import Lot, LotNeeded
from hustings.rules.question import Constraint, Decision
from hustings.witness.asking import check
from hustings.witness.decisions import check_decisions
from hustings.witness.declaring import declare
from hustings.witness.runners_up import runners_up

SITTING = "sitting members"


class AnswerNeeded(HustingsError):
    """The next newcomers would break a constraint, and nobody has said whether it is kept: nobody is declared.

    kept, lapsed: the vacancy filled either way; None where that takes a lot that nobody has drawn.
    """

    status = 4

    def __init__(self, names: Sequence[str], broken: Sequence[Constraint], ways: dict[str, Vacancy | None]) -> None:
        self.broken, self.kept, self.lapsed = tuple(broken), ways["keep"], ways["lapse"]
        outcomes = "; ".join(f"with --constraint {way}, {_outcome(names, filled)}" for way, filled in ways.items())
        super().__init__(
            f"the body would no longer have {listed([str(constraint) for constraint in broken])}, and the organisation "
            f"must say whether that is kept or lapses; nobody is declared: {outcomes}"
        )


def _outcome(names: Sequence[str], vacancy: Vacancy | None) -> str:
    if vacancy is None:
        return "a lot has to be drawn first"
    if not vacancy.newcomers:
        return "the place stays vacant" if len(vacancy.leavers) == 1 else "the places stay vacant"
    fill = verb(len(vacancy.newcomers), "fills", "fill")
    return f"{listed([names[number - 1] for number in vacancy.newcomers])} {fill} the place" + (
        "s" if len(vacancy.leavers) > 1 else ""
    )


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class VacancyQuestion:
    """What is asked of a vacancy: `Vacancy` says what each means."""

    leavers: tuple[int, ...]
    method: Method
    because: str = ""
    declining: tuple[int, ...] = ()
    protect_sitting: bool = True
    constraint: OnConstraint | None = None
    lot_seed: str | None = None
    decisions: tuple[Decision, ...] = ()

    def __post_init__(self) -> None:
        """Raises BadInput for what no vacancy is filled by."""
        one_of("--method", self.method, Method)
        if self.constraint is not None:
            one_of("--constraint", self.constraint, OnConstraint)


@dataclasses.dataclass(frozen=True, slots=True)
class Counting:
    """How a countback is counted: see `declaring.declare`."""

    one_witness: bool = False
    progress: Progress | None = None


def fill_vacancy(body: Body, ballots: Ballots, asked: VacancyQuestion, counting: Counting | None = None) -> Body:
    """The body with those places filled, or left vacant where nobody is there.

    Raises BadInput where the ballots are not the election's, or a leaver does not sit, or a decision settles no tie;
    AnswerNeeded; LotNeeded, Dispute and NoSecondWitness as a count does.
    """
    _check(body, ballots, asked)
    filling = _Filling(body, ballots, asked, counting or Counting())
    vacancy = filling.by(None)
    broken = filling.broken_by(vacancy.newcomers)
    if broken and asked.constraint is None:
        ways = {answer: filling.perhaps(answer, vacancy, broken) for answer in ("keep", "lapse")}
        raise AnswerNeeded(body.names, broken, ways)
    made = [vacancy]
    if broken:
        vacancy = filling.answered(asked.constraint, vacancy, broken)
        made += [vacancy] if asked.constraint == "keep" else []
    _check_used(body, made)
    return Body(body.election, (*body.vacancies, vacancy))


def same_ballots(record: CountRecord, ballots: Ballots, file: str) -> None:
    """Raises BadInput unless these are the record's ballots."""
    if digest_for(record, ballots) != record.ballots.sha256 or ballots.names != record.names:
        raise BadInput(
            Problem(file, f"these are not the record's ballots: their digest is {digest_for(record, ballots)}")
        )


def _check(body: Body, ballots: Ballots, asked: VacancyQuestion) -> None:
    same_ballots(body.election, ballots, "ballots")
    sitting = listed([body.names[number - 1] for number in body.sitting])
    problems = [
        Problem("--leaver", f"{body.names[number - 1]} does not sit; those who do are {sitting}")
        for number in asked.leavers
        if number not in body.sitting
    ]
    problems += [
        Problem("--declining", f"{body.names[number - 1]} sits already and has no place to decline")
        for number in asked.declining
        if number in body.sitting and number not in asked.leavers
    ]
    if not asked.leavers:
        problems.append(Problem("--leaver", "nobody leaves, so no place is vacant"))
    if problems:
        raise BadInput(problems)


def _check_used(body: Body, made: Sequence[Vacancy]) -> None:
    """Raises BadInput for every decision that settled no tie: of the way in which the vacancy is filled, nor of the one
    that shows that a constraint is in question.
    """
    decisions = made[0].decisions
    counts = [vacancy.countback.facts for vacancy in made if vacancy.countback is not None]
    if counts:
        check_decisions(decisions, counts, body.names)
        return
    stage = len(body.election.facts.stages) + 1
    settled = Counter(
        (stage, "election", number)
        for number in {tie.chosen for vacancy in made for tie in vacancy.ties if tie.by == "decision"}
    )
    problems = []
    for decision in decisions:
        if settled[key := (decision.stage, decision.purpose, decision.chosen)]:
            settled[key] -= 1
        else:
            said = f"this decision settles no tie among the runners-up, which would be for election at stage {stage}"
            if made[0].method == "countback":
                said = "this decision settles no tie, since no candidate is left to count"
            problems.append(Problem(decision.file, f"{said}; correct it or take it out", decision.line))
    if problems:
        raise BadInput(problems)


class _Filling:
    """One vacancy being filled."""

    def __init__(self, body: Body, ballots: Ballots, asked: VacancyQuestion, counting: Counting) -> None:
        self.body, self.ballots, self.asked, self.counting = body, ballots, asked, counting
        self.election = body.election
        self.sitting = tuple(number for number in body.sitting if number not in asked.leavers)
        self.out = {*body.gone, *asked.leavers, *asked.declining}
        self.places = len(asked.leavers)
        self.constraints = self.election.question.constraints
        self.seed = asked.lot_seed or self.election.question.lot_seed
        self.nobody = self.election.question.ron_chain
        pool = set(self.election.electable) - self.out - {*self.sitting, *self.nobody}
        self.pool = sorted(pool)
        self.feasibility = Feasibility(self.constraints, [*self.sitting, *self.pool])

    def broken_by(self, newcomers: Sequence[int]) -> list[Constraint]:
        """The constraints that the body would not meet with these newcomers; none where nobody is new."""
        members = {*self.sitting, *newcomers}
        return [c for c in self.constraints if newcomers and not _meets(c, members)]

    def by(self, answer: OnConstraint | None) -> Vacancy:
        """The vacancy filled. answer: None, lapse: without regard to constraints."""
        return self._countback(answer) if self.asked.method == "countback" else self._runners_up(answer)

    def answered(self, answer: OnConstraint | None, otherwise: Vacancy, broken: Sequence[Constraint]) -> Vacancy:
        """The vacancy filled as the organisation answers, which is written down with what it is about."""
        vacancy = self.by("keep") if answer == "keep" else otherwise
        about = tuple(broken)
        return dataclasses.replace(vacancy, constraint=answer, broken=about, otherwise=otherwise.newcomers)

    def perhaps(self, answer: OnConstraint, otherwise: Vacancy, broken: Sequence[Constraint]) -> Vacancy | None:
        try:
            return self.answered(answer, otherwise, broken)
        except LotNeeded:
            return None

    def _vacancy(self, **found: object) -> Vacancy:
        asked = {field.name: getattr(self.asked, field.name) for field in dataclasses.fields(VacancyQuestion)}
        return Vacancy(**{**asked, "constraint": None, **found})

    # Runners-up

    def _runners_up(self, answer: OnConstraint | None) -> Vacancy:
        places = self._places_that_fit() if answer == "keep" else self.places

        def fits(chosen: Sequence[int], number: int) -> bool:
            body = [*self.sitting, *chosen, number]
            rest = [other for other in self.pool if other not in body]
            return answer != "keep" or self.feasibility.feasible(body, rest, places - len(chosen) - 1)

        question = dataclasses.replace(self.election.question, lot_seed=self.seed, decisions=self.asked.decisions)
        papers = self.election.facts.valid // 10**self.ballots.decimals
        lot = Lot(question, self.election.names, papers)
        newcomers, ties, passed_over = runners_up(self.election, {*self.out, *self.sitting}, places, fits, lot)
        return self._vacancy(newcomers=newcomers, ties=ties, passed_over=passed_over)

    def _places_that_fit(self) -> int:
        """How many of the places can be filled so that the body meets its constraints: as many as possible."""
        fit = (n for n in range(self.places, 0, -1) if self.feasibility.feasible(self.sitting, self.pool, n))
        return next((n for n in fit if n <= len(self.pool)), 0)

    # Countback

    def _countback(self, answer: OnConstraint | None) -> Vacancy:
        question = self.election.question
        protected = self.asked.protect_sitting and question.rules.procedure != "plurality"
        question = dataclasses.replace(
            question,
            withdrawn=question.withdrawn | self.out,
            guarded=frozenset(self.sitting) if protected else frozenset(),
            constraints=(),
            lot_seed=self.seed,
            decisions=self.asked.decisions,
        )
        if answer == "keep":
            places = self._places_that_fit()
            if not places:
                return self._vacancy(newcomers=())
            sit = Constraint("at least", len(self.sitting), SITTING, frozenset(self.sitting))
            seats, constraints = len(self.sitting) + places, (*self.constraints, *([sit] if self.sitting else []))
            question = dataclasses.replace(question, seats=seats, constraints=constraints)
        if not self.pool:
            return self._vacancy(newcomers=())
        check(self.ballots, question)
        how = self.counting
        again = declare(
            self.ballots,
            question,
            one_witness=how.one_witness,
            file=self.election.ballots.file,
            progress=how.progress,
            spare_decisions=bool(self.constraints),
        ).record
        come = [number for number in again.facts.elected if number not in self.sitting][: self.places]
        newcomers = tuple(number for number in come if number not in self.nobody)
        return self._vacancy(newcomers=newcomers, countback=again)


def _meets(constraint: Constraint, members: Iterable[int]) -> bool:
    held = len(constraint.members.intersection(members))
    return held >= constraint.number if constraint.sense == "at least" else held <= constraint.number
