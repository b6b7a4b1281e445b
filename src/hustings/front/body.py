"""The elected body as a value: who sits, and how vacancies were filled."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from hustings.ballots.ballots import Ballots
from hustings.ballots.reading import read_for
from hustings.election.files import read_text
from hustings.election.problems import BadInput, Problem
from hustings.front.asking import Progress, Where, decision
from hustings.front.count import Count
from hustings.narrative.catalogue import ENGLISH
from hustings.narrative.languages import language_of
from hustings.record.body import Body as BodyRecord
from hustings.record.body import Method, OnConstraint
from hustings.record.body_json import read_body
from hustings.record.record import CountRecord
from hustings.witness.asking import numbers_of, read_decisions
from hustings.witness.replaying import recounted
from hustings.witness.ron import as_counted
from hustings.witness.vacancies import Counting, VacancyQuestion, same_ballots
from hustings.witness.vacancies import fill_vacancy as vacancy_filled


@dataclass(frozen=True)
class Body:
    """The elected body after an election and the vacancies since. record: all that is known. language: of its words."""

    record: BodyRecord
    language: str = ENGLISH

    @classmethod
    def read(cls, file: Where) -> Body:
        """The body that a record's file tells: of the count that elected it, or of the vacancies since.

        Raises BadInput for a file that holds neither.
        """
        return cls(read_body(read_text(Path(file)), str(file)))

    @property
    def members(self) -> tuple[str, ...]:
        """Who sits: the elected in order of election, then newcomers in the order in which they came."""
        return self._names(self.record.sitting)

    @property
    def newcomers(self) -> tuple[str, ...]:
        """Who came in at the last vacancy; () where nobody was there, or before any."""
        return self._names(self.record.vacancies[-1].newcomers) if self.record.vacancies else ()

    @property
    def vacant(self) -> int:
        """Places that nobody fills."""
        return self.record.vacant

    @property
    def explanation(self) -> str:
        """How the last vacancy was filled and why, in sentences."""
        from hustings.narrative.vacancy import body_said, vacancy_said

        last = [vacancy_said(self.record, vacancy, language=self.language) for vacancy in self.record.vacancies[-1:]]
        return "\n".join([*last, body_said(self.record, language=self.language)])

    def to_json(self) -> str:
        """The vacancy record as JSON text, from which the next vacancy is filled."""
        from hustings.narrative.vacancy import vacancy_json

        return vacancy_json(self.record)

    def to_html(self) -> str:
        """The last vacancy as one self-contained page, with the count on which it rests.

        Raises BadInput where there has been none: the count's own sheet tells that body.
        """
        from hustings.reports.vacancy_sheet import vacancy_sheet

        if not self.record.vacancies:
            raise BadInput(Problem("the body", "no place has fallen vacant; the count sheet is the count's"))
        return vacancy_sheet(self.record, language=self.language)

    def __repr__(self) -> str:
        return f"<Body: {', '.join(self.members)}{f', {self.vacant} vacant' if self.vacant else ''}>"

    def _names(self, numbers: tuple[int, ...]) -> tuple[str, ...]:
        return tuple(self.record.names[number - 1] for number in numbers)


def fill_vacancy(
    record: Body | Count | Where,
    ballots: Ballots | Where,
    leavers: str | Iterable[str],
    method: Method,
    *,
    declining: Iterable[str] = (),
    because: str = "",
    protect_sitting: bool = True,
    constraint: OnConstraint | None = None,
    lot_seed: str | None = None,
    decisions: Iterable[tuple[int, str, str]] | Path = (),
    language: str | None = None,
    one_witness: bool = False,
    progress: Progress | None = None,
) -> Body:
    """Fill the places of sitting members who leave, from the ballots of the election.

    record: the count, a record's file, or the body that an earlier call gave. leavers: who leave. method: "countback"
    counts all papers again without them; "runner-up" takes the candidate who was excluded last. declining: who would
    not take a place. because: why they leave, for the record. protect_sitting: no sitting member is excluded in a
    countback. constraint: what becomes of a constraint that the next newcomer would break: it is kept, or it lapses.
    decisions: of ties, as for `count`, or a CSV file. language: of the explanation.
    Raises BadInput, and `HustingsError` with status 4 where a constraint is in question and there is no answer.

    >>> ballots = hustings.read_ballots("examples/ers97-model-election.blt")
    >>> body = hustings.fill_vacancy(hustings.count(ballots, "ers97"), ballots, "Duke", "countback")
    >>> len(body.members), "Duke" in body.members, len(body.newcomers)
    (6, False, 1)
    """
    leaving = [leavers] if isinstance(leavers, str) else leavers
    body, name = _body(record)
    asked = VacancyQuestion(
        leavers=tuple(sorted(numbers_of(leaving, body.names, "--leaver"))),
        method=method,
        because=because,
        declining=tuple(sorted(numbers_of(declining, body.names, "--declining"))),
        protect_sitting=protect_sitting,
        constraint=constraint,
        lot_seed=lot_seed,
        decisions=read_decisions(decisions, body.names)
        if isinstance(decisions, Path)
        else tuple(decision(*each, body.names) for each in decisions),
    )
    spoken = language_of(language)
    return Body(_filled(body, name, ballots, asked, Counting(one_witness, progress)), spoken)


def _filled(
    body: BodyRecord, name: str, ballots: Ballots | Where, asked: VacancyQuestion, counting: Counting
) -> BodyRecord:
    """The body after a vacancy, from ballots that give what its record says. name: of the record, for messages."""
    question = body.election.question
    cast = (
        ballots
        if isinstance(ballots, Ballots)
        else read_for(Path(ballots), body.election.cast_names, question.undeclared)
    )
    cast = as_counted(cast, question)
    same_ballots(body.election, cast, "the ballots" if isinstance(ballots, Ballots) else str(ballots))
    recounted(body, cast, name, counting)
    return vacancy_filled(body, cast, asked, counting)


def _body(record: Body | Count | CountRecord | Where) -> tuple[BodyRecord, str]:
    """The body's record, and its name for messages. Raises BadInput for a file that holds none."""
    if isinstance(record, Body):
        return record.record, "the body"
    if isinstance(record, Count):
        return BodyRecord(record.record), "the count"
    if isinstance(record, CountRecord):
        return BodyRecord(record), "the count"
    return Body.read(record).record, str(record)
