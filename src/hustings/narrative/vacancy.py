"""How a vacancy was filled, in plain words, and the vacancy record with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hustings.election.wording import marked, sentence
from hustings.narrative.catalogue import ENGLISH, Words, words
from hustings.narrative.count_words import Quoted, as_it_is, finished
from hustings.narrative.record_files import to_json
from hustings.record.body import Body, Vacancy
from hustings.record.body_json import body_json
from hustings.rules.question import Constraint


def vacancy_json(body: Body) -> str:
    """The vacancy record as JSON text, format «hustings-vacancy/1»."""
    return body_json(body, to_json, vacancy_said)


def vacancy_said(body: Body, vacancy: Vacancy, quoted: Quoted = as_it_is, language: str = ENGLISH) -> str:
    """Who fills the places and why, and what became of the constraints. body: as it is with this vacancy filled."""
    say = _VacancyWords(body, words(language, file="count"))
    said = [say.filled(vacancy), *say.on_constraints(vacancy), *say.ties(vacancy), *say.sitting_on(vacancy)]
    return finished(" ".join(said), quoted)


def body_said(body: Body, quoted: Quoted = as_it_is, language: str = ENGLISH) -> str:
    """Who sits now, and who has gone."""
    say = _VacancyWords(body, words(language, file="count"))
    said = [say.of("sit_now" if body.sitting else "nobody_sits", body.sitting)]
    if body.vacant:
        said.append(say.sentence("places_vacant", n=body.vacant))
    said.append(say.of("have_left", body.gone))
    return finished(" ".join(said), quoted)


@dataclass(frozen=True)
class _VacancyWords:
    body: Body
    part: Words

    def sentence(self, key: str, **values: object) -> str:
        return sentence(self.part(f"vacancy.{key}", **values))

    def of(self, key: str, numbers: Sequence[int], **values: object) -> str:
        """A sentence about some candidates."""
        return self.sentence(key, names=self.names(numbers), n=len(numbers), **values)

    def name(self, number: int) -> str:
        return marked(self.body.names[number - 1])

    def names(self, numbers: Sequence[int]) -> str:
        return self.part.listed([self.name(number) for number in numbers])

    def filled(self, vacancy: Vacancy) -> str:
        because = self.part("vacancy.because", because=marked(vacancy.because)) if vacancy.because else ""
        if not vacancy.newcomers:
            why = self.part(f"vacancy.{_why_vacant(vacancy)}")
            return self.of("vacant", vacancy.leavers, because=because, why=why)
        how = self.runner_up(vacancy) if vacancy.countback is None else self.countback(vacancy)
        newcomers, k = self.names(vacancy.newcomers), len(vacancy.newcomers)
        return self.of("filled", vacancy.leavers, because=because, newcomers=newcomers, k=k, how=how)

    def countback(self, vacancy: Vacancy) -> str:
        assert vacancy.countback is not None
        counted = vacancy.countback.facts.stages
        stages = sorted({stage.number for stage in counted if {*stage.elected} & {*vacancy.newcomers}})
        gone = sorted({*vacancy.countback.question.withdrawn} - self.body.election.question.withdrawn)
        at = self.part.listed([str(stage) for stage in stages])
        return self.part("vacancy.countback", n=len(stages), stages=at, gone=self.names(gone))

    def runner_up(self, vacancy: Vacancy) -> str:
        each = []
        for number in vacancy.newcomers:
            stages = self.body.election.facts.stages
            stage = next((stage.number for stage in stages if number in stage.excluded), None)
            what = self.part("vacancy.still_stood" if stage is None else "vacancy.excluded", stage=stage)
            several = len(vacancy.newcomers) > 1
            each.append(self.part("vacancy.of_several", name=self.name(number), what=what) if several else what)
        return self.part("vacancy.runner_up", n=len(vacancy.newcomers), each=self.part.listed(each))

    def on_constraints(self, vacancy: Vacancy) -> list[str]:
        if not vacancy.broken:
            return []
        wanted = self.part.listed([marked(self.constraint(each)) for each in vacancy.broken])
        lapses = "lapses" if vacancy.constraint == "lapse" else "kept"
        passed = [self.of("passed_over", vacancy.passed_over)] if vacancy.passed_over else []
        return [self.of(lapses, vacancy.otherwise, constraints=wanted), *passed]

    def constraint(self, constraint: Constraint) -> str:
        key = "constraint.at_least" if constraint.sense == "at least" else "constraint.at_most"
        return self.part(key, number=constraint.number, group=constraint.group)

    def ties(self, vacancy: Vacancy) -> list[str]:
        keys = [("tie_decision" if tie.by == "decision" else "tie_lot", tie) for tie in vacancy.ties]
        return [self.of(key, tie.among, name=self.name(tie.chosen)) for key, tie in keys]

    def sitting_on(self, vacancy: Vacancy) -> list[str]:
        """Sitting members whom the countback does not elect: they sit all the same."""
        if vacancy.countback is None:
            return []
        sat = [number for number in self.body.sitting if number not in vacancy.newcomers]
        lost = [number for number in sat if number not in vacancy.countback.facts.elected]
        return [self.of("sits_on", lost)] if lost else []


def _why_vacant(vacancy: Vacancy) -> str:
    """The key of why nobody fills the place."""
    if vacancy.broken:
        return "no_body"
    if vacancy.countback is None:
        return "no_candidate"
    return "ron_elected" if vacancy.countback.reopened else "only_sitting"
