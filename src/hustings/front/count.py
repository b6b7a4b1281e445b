"""A count as a value: who is elected, what happened at each stage, why, and the same as tables and pictures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from hustings.election.problems import BadInput, Problem, nearest, shown
from hustings.front.figures import Votes, votes
from hustings.narrative.catalogue import ENGLISH, words
from hustings.narrative.chart_words import outcome_in_words
from hustings.record.facts import Kind
from hustings.record.facts import Stage as StageFacts
from hustings.record.record import CountRecord, outcomes
from hustings.witness.asking import candidate_number

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

    from hustings.front.asking import Where
    from hustings.front.chart import Chart
    from hustings.margins.answer import Margin


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of a count, with names for numbers.

    number: from 1. kind: what was done; of: to whom. action: the same as a heading. reason: why, in sentences that
    cite the rule book. votes: by candidate, at the end of the stage. quota: in force at its end, None where there is
    none. elected: in order of election.
    """

    number: int
    kind: Kind
    of: tuple[str, ...]
    action: str
    reason: str
    votes: Mapping[str, Votes]
    non_transferable: Votes
    loss_by_fraction: Votes
    quota: Votes | None
    elected: tuple[str, ...]
    excluded: tuple[str, ...]


@dataclass(frozen=True)
class Count:
    """A declared count.

    record: all that is known of it, as `hustings count --json` writes it.
    one_witness: whether only one counter counted, as asked; else two independent ones agree.
    language: of its words, as in «en»; the files for machines are in English. notice: what everything made from an
    example's folder says; "" otherwise.
    """

    record: CountRecord
    one_witness: bool = False
    language: str = ENGLISH
    notice: str = ""

    @property
    def elected(self) -> tuple[str, ...]:
        """Who is elected, in order of election."""
        return self._names(self.record.facts.elected)

    @property
    def unfilled(self) -> int:
        """How many places nobody was there to fill."""
        return self.record.facts.unfilled

    @property
    def candidates(self) -> tuple[str, ...]:
        """All candidates, in the order of the ballots file."""
        return self.record.names

    @property
    def seats(self) -> int:
        """How many places there were."""
        return self.record.question.seats

    @property
    def rules(self) -> str:
        """The name of the rule book."""
        return self.record.question.rules.name

    @property
    def valid(self) -> Votes:
        """The number of valid papers."""
        return votes(self.record.facts.valid, self.record.ballots.decimals)

    @property
    def invalid(self) -> Votes:
        """The number of invalid papers, with those that were set aside before they reached the ballots file."""
        return votes(self.record.invalid, self.record.ballots.decimals)

    @property
    def quota(self) -> Votes | None:
        """The quota at the end of the count; None where the rule book has none."""
        return self.stages[-1].quota

    @property
    def witnesses(self) -> tuple[str, ...]:
        """The counters that found this result."""
        return self.record.witnesses

    @cached_property
    def stages(self) -> tuple[Stage, ...]:
        """The stages, in order."""
        return tuple(map(self._stage, self.record.facts.stages))

    def why(self, candidate: str) -> str:
        """Why this candidate was elected, excluded or neither, in a few sentences. Raises BadInput for another name."""
        number = candidate_number(candidate, self.record.names)
        if number is None:
            said = f"there is no candidate {shown(candidate)}{nearest(candidate, self.record.names)}"
            raise BadInput(Problem("--candidate", said))
        say = words(self.language, file="count")
        outcome = outcomes(self.record.facts, self.record.question, len(self.record.names))[number - 1]
        name = self.record.names[number - 1]
        if outcome.stage is None:
            if outcome.fate == "withdrawn":
                return say("fate.why_withdrawn", name=name)
            return say("fate.why_not_elected", name=name, votes=self.stages[-1].votes[name])
        stage = self.stages[outcome.stage - 1]
        return say("fate.why_decided", name=name, fate=outcome_in_words(outcome, say), reason=stage.reason)

    def chart(self) -> Chart:
        """The votes of every candidate from stage to stage, as an SVG picture that notebooks show."""
        from hustings.front.chart import Chart

        return Chart(self.record, self.language)

    def to_pandas(self) -> pd.DataFrame:
        """Votes by stage and candidate, one a row, as a pandas frame; votes are exact. Needs pandas."""
        from hustings.front.frames import pandas_frame

        return pandas_frame(self)

    def to_polars(self) -> pl.DataFrame:
        """Votes by stage and candidate, one a row, as a Polars frame; votes are exact. Needs Polars."""
        from hustings.front.frames import polars_frame

        return polars_frame(self)

    def to_json(self) -> str:
        """The count record as JSON text, format «hustings-count/2»: what `verify` reads."""
        from hustings.narrative.record_files import to_json

        return to_json(self.record)

    def to_csv(self) -> str:
        """Votes by stage and candidate as CSV text."""
        from hustings.narrative.record_files import record_csv

        return record_csv(self.record)

    def how_close(self, margin: Margin | Where) -> tuple[str, ...]:
        """How close it was, in sentences. margin: as for `to_html`. Raises BadInput for one of another count."""
        from hustings.narrative.margin import margin_words
        from hustings.narrative.margin_reading import margin_of_record

        if isinstance(margin, (str, PathLike)):
            return margin_of_record(Path(margin), self.record, self.language)
        return tuple(margin_words(margin, self.language))

    def to_html(self, margin: Margin | Where | None = None) -> str:
        """The count sheet: one self-contained page. margin: what `hustings.margin` found, or the file that
        `hustings margin --json` wrote, to be told there."""
        from hustings.reports.count_sheet import count_sheet
        from hustings.reports.frame import Frame

        close = () if margin is None else self.how_close(margin)
        frame = Frame(notice=self.notice, noindex=bool(self.notice), margin=close)
        return count_sheet(self.record, frame, self.language)

    def __repr__(self) -> str:
        empty = f", {self.unfilled} unfilled" if self.unfilled else ""
        return f"<Count by {self.rules}: {', '.join(self.elected)} elected to {self.seats} places{empty}>"

    def _repr_html_(self) -> str:
        from hustings.front.chart import in_notebook

        return in_notebook(self.record, self.language)

    def _names(self, numbers: tuple[int, ...]) -> tuple[str, ...]:
        return tuple(self.record.names[number - 1] for number in numbers)

    def _stage(self, stage: StageFacts) -> Stage:
        from hustings.narrative.count import action, reason

        places = self.record.figures.vote_places
        held = {name: votes(number, places) for name, number in zip(self.record.names, stage.votes, strict=True)}
        return Stage(
            number=stage.number,
            kind=stage.kind,
            of=self._names(stage.of),
            action=action(self.record, stage, language=self.language),
            reason=reason(self.record, stage, language=self.language),
            votes=held,
            non_transferable=votes(stage.non_transferable, places),
            loss_by_fraction=votes(stage.loss_by_fraction, places),
            quota=None if stage.quota is None else votes(stage.quota, places),
            elected=self._names(stage.elected),
            excluded=self._names(stage.excluded),
        )
